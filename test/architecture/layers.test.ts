import { describe, expect, it } from 'vitest';
import { findTrespasses, foldersWithoutLayer, type Layer } from './find-trespasses.ts';
import { anywhere, layers } from './layers.ts';
import { parseSources, readSources } from './source-graph.ts';

const files = readSources('src', 'pipeline', 'data-samples');

describe('who may import whom', () => {
  it.each(layers)('$area: $because', (layer) => {
    expect(findTrespasses(files, layer, anywhere), layer.because).toEqual([]);
  });

  it('is said of every folder', () => {
    const ours = new Map([...files].filter(([path]) => /^(src|pipeline)\//.test(path)));
    expect(foldersWithoutLayer(ours, layers)).toEqual([]);
  });

  const rules: readonly {
    readonly who: RegExp;
    readonly mayNot: RegExp;
    /** `import()` is allowed. */
    readonly lazily?: true;
    readonly because: string;
  }[] = [
    {
      who: /^src\//,
      mayNot: /^(pipeline|data-samples|test)\//,
      because: 'src answers what the number is, and must be usable without the program',
    },
    {
      who: /^src\//,
      mayNot: /^node:/,
      because: 'src takes values and bytes and gives values and bytes, so that it runs in a page as it is',
    },
    {
      who: /^pipeline\/(cli|commands\/(\w+\/register-\w+|inputs\/study-options))\.ts$/,
      mayNot: /^(zod|yaml|p-limit|pipeline\/(engine|files|graph|runs|slurm|threads)|src\/(?!fault\.ts))/,
      lazily: true,
      because: 'describing the commands must not load what they do: every command starts in under a tenth of a second',
    },
    {
      who: /^pipeline\/study\/options\//,
      mayNot: /^(?!pipeline\/study\/options\/|src\/fault\.ts|src\/text\/)/,
      because: 'every command reads the table of options when it starts, so it must cost next to nothing',
    },
  ];

  it.each(rules)('$because', ({ who, mayNot, lazily, because }) => {
    const found = [...files.values()].filter(({ path }) => who.test(path));
    expect(found.length).toBeGreaterThan(0);
    const violations = found.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, typeOnly, lazy }) => mayNot.test(target) && !typeOnly && !(lazily && lazy))
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(violations, because).toEqual([]);
  });

  it('only the stages that take a seed as a parameter reach random numbers', () => {
    const seeded = [
      'pipeline/stages/enrich/enrich-study-contrast.ts',
      'pipeline/stages/patients/look-up-candidates.ts',
      'pipeline/stages/verdict/judge-study-candidates.ts',
    ];
    expect(seeded.every((path) => files.has(path))).toBe(true);
    const reached = new Set(['pipeline/graph.ts']);
    for (const path of reached) {
      for (const { target, typeOnly } of files.get(path)?.imports ?? [])
        if (!typeOnly && !seeded.includes(target)) reached.add(target);
    }
    const random = [...files.keys()].filter((path) => /\brandom\b/.test(path) && path.startsWith('src/'));
    expect(random).toEqual(['src/stats/random/seeded-random.ts']);
    expect([...reached]).toEqual(
      expect.arrayContaining(['pipeline/stages/report/report-stage.ts', 'src/engines/deseq2/fit/fit-deseq2.ts']),
    );
    expect([...reached].filter((path) => random.includes(path))).toEqual([]);
  });
});

describe('a planted trespass is found', () => {
  const planted = parseSources(
    new Map([
      ['src/high/a.ts', "import '../low/b.ts';\nimport type { C } from '../other/c.ts';\nimport '../fault.ts';"],
      ['src/high/inner/d.ts', "import '../a.ts';\nexport const load = () => import('../../other/c.ts');"],
      ['src/low/b.ts', "import 'node:fs';"],
      ['src/other/c.ts', 'export type C = 1;'],
      ['src/fault.ts', ''],
    ]),
  );
  const high: Layer = { area: 'src/high', may: ['src/low'], because: 'it is high' };

  it('of a type, of a nested folder, of a lazy import', () => {
    expect(findTrespasses(planted, high, ['src/fault.ts'])).toEqual([
      'src/high/a.ts imports src/other/c.ts',
      'src/high/inner/d.ts imports src/other/c.ts',
    ]);
    const inner = { 'src/high/inner/d.ts': ['src/other'] };
    expect(findTrespasses(planted, { ...high, freeTypes: true, except: inner }, ['src/fault.ts'])).toEqual([]);
    expect(findTrespasses(planted, { ...high, may: ['src/low', 'src/other/c.ts'] })).toEqual([
      'src/high/a.ts imports src/fault.ts',
    ]);
  });

  it('of a rule whose folder is gone, or a folder without a rule', () => {
    const gone = { ...high, area: 'src/hig', may: ['src/lo'] };
    expect(findTrespasses(planted, gone)).toEqual([
      'src/hig does not exist, so that the rule of src/hig rules nothing',
      'src/lo does not exist, so that the rule of src/hig rules nothing',
    ]);
    expect(foldersWithoutLayer(planted, [high])).toEqual(['src/low', 'src/other']);
  });
});
