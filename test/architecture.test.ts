import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface SourceFile {
  /** From the root of the project, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

interface Import {
  /** `node:fs`, `zod`, or a path from the root of the project. */
  readonly target: string;
  /** Vanishes when compiled. */
  readonly typeOnly: boolean;
  /** `import()`, loaded only when it is needed. */
  readonly lazy: boolean;
}

function readSources(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.includes('/generated/'))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
}

function importsOf(path: string, text: string): Import[] {
  const inFull = (target: string): string => (target.startsWith('.') ? normalize(join(dirname(path), target)) : target);
  const found = (pattern: RegExp, lazy: boolean): Import[] =>
    [...text.matchAll(pattern)].map(([, clause = '', target = '']) => ({
      target: inFull(target),
      typeOnly: clause.startsWith('type '),
      lazy,
    }));
  return [
    ...found(/^(?:import|export)\s([^;'"`]*?)\bfrom\s+'([^']+)'/gm, false),
    ...found(/^import\s+()'([^']+)'/gm, false),
    ...found(/\bimport\(()'([^']+)'\)/gm, true),
  ];
}

const src = readSources('src');
const pipeline = readSources('pipeline');
const all = [...src, ...pipeline, ...readSources('data-samples')];

/** `src/stats`, `pipeline/engine`; files directly below count as an area of their own: `src/fault.ts`. */
function areaOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

const anywhere = ['src/fault.ts', 'src/text'];

/** What each area of src may import besides itself and what may be imported anywhere. */
const layers: readonly { readonly area: string; readonly may: readonly string[]; readonly because: string }[] = [
  { area: 'src/stats', may: [], because: 'distributions and tests are the ground that all else stands on' },
  { area: 'src/linalg', may: [], because: 'linear algebra knows nothing of biology' },
  { area: 'src/wasm', may: [], because: 'it only compiles and loads kernels' },
  {
    area: 'src/design',
    may: ['src/linalg'],
    because: 'a design is made of a formula and a sample table, not of counts',
  },
  {
    area: 'src/tables',
    may: ['src/wasm'],
    because: 'readers and writers know forms of files, not what is computed from them',
  },
  {
    area: 'src/normalize',
    may: ['src/stats', 'src/linalg', 'src/design'],
    because: 'all engines use it, so it can use none of them',
  },
  ...['deseq2', 'edger', 'limma'].map((engine) => ({
    area: `src/${engine}`,
    may: ['src/stats', 'src/linalg', 'src/design', 'src/normalize', 'src/wasm'],
    because: 'engines never import one another, or one could not be changed without the others',
  })),
  { area: 'src/mirna', may: ['src/stats', 'src/wasm'], because: 'sites and duplexes follow from sequences alone' },
  { area: 'src/ranking', may: ['src/stats'], because: 'it takes finished tables, whoever made them' },
  {
    area: 'src/enrichment',
    may: ['src/stats', 'src/linalg', 'src/mirna'],
    because: 'it takes finished tables, whoever made them; the seeds it searches for have sites',
  },
  { area: 'src/survival', may: ['src/stats', 'src/linalg'], because: 'it takes finished tables, whoever made them' },
  { area: 'src/report', may: [], because: 'it shows finished results and computes no statistic' },
];

describe('who may import whom', () => {
  it.each(layers)('$area: $because', ({ area, may, because }) => {
    const allowed = new Set([area, ...anywhere, ...may]);
    const violations = src
      .filter(({ path }) => areaOf(path) === area)
      .flatMap(({ path, imports }) =>
        imports
          // The report may speak of others' types; nothing of theirs runs in it.
          .filter(({ target, typeOnly }) => /^(src|pipeline)\//.test(target) && !(typeOnly && area === 'src/report'))
          .filter(({ target }) => !allowed.has(areaOf(target)))
          .map(({ target }) => `${path} imports ${target}`),
      );
    expect(violations, `${because}: it may import ${[...allowed].join(', ')}`).toEqual([]);
  });

  const rules: readonly {
    readonly who: RegExp;
    readonly mayNot: RegExp;
    readonly except?: RegExp;
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
      who: /^pipeline\/engine\//,
      mayNot: /^src\//,
      except: /^src\/fault\.ts$/,
      because: 'the engine runs any stages; it must not know what these compute',
    },
    {
      who: /^pipeline\/engine\//,
      mayNot: /^pipeline\/(?!engine\/)/,
      because: 'the engine is below everything else in pipeline',
    },
    {
      who: /^pipeline\/files\//,
      mayNot: /^(pipeline\/(?!files\/|engine\/system-fault\.ts)|src\/(?!fault\.ts|formats\/))/,
      because: 'it moves bytes between disks and src/formats, and knows nothing of what they are for',
    },
    {
      who: /^pipeline\/stages\//,
      mayNot: /^pipeline\//,
      except:
        /^pipeline\/(files\/|engine\/(stage|canonical-json)\.ts|study\/study\.ts|stages\/|threads\/(kernel|duplex)-threads\.ts|version\.ts)/,
      because: 'a stage sees its contract and the shape of a study, so that it cannot depend on how it is run',
    },
    {
      who: /^pipeline\/study\//,
      mayNot: /^pipeline\/(?!study\/|files\/|engine\/(events|files)\.ts)/,
      because: 'a study is read before anything is known of stages and runs',
    },
    {
      who: /^pipeline\/ui\//,
      mayNot: /^pipeline\/(?!ui\/|engine\/(events|reason)\.ts)/,
      because: 'a view shows events and decides nothing',
    },
    {
      who: /^pipeline\/(cli|commands\/[^/]+)\.ts$/,
      mayNot: /^(zod|yaml|p-limit|pipeline\/(engine|graph|executors)|src\/(?!fault\.ts))/,
      lazily: true,
      because: 'describing the commands must not load what they do: every command starts in under a tenth of a second',
    },
  ];

  it.each(rules)('$because', ({ who, mayNot, except, lazily, because }) => {
    const files = all.filter(({ path }) => who.test(path));
    expect(files.length).toBeGreaterThan(0);
    const violations = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, typeOnly, lazy }) => mayNot.test(target) && !typeOnly && !(lazily && lazy))
        .filter(({ target }) => !except?.test(target))
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(violations, because).toEqual([]);
  });

  it('no stage reaches random numbers, seeded or not: a study has no seed that provenance would have to name', () => {
    const files = new Map(all.map((file) => [file.path, file]));
    const reached = new Set(['pipeline/graph.ts']);
    for (const path of reached) {
      const needed = files.get(path)?.imports.filter(({ typeOnly }) => !typeOnly) ?? [];
      for (const { target } of needed) reached.add(target);
    }
    expect([...reached]).toEqual(
      expect.arrayContaining(['pipeline/stages/report/report-stage.ts', 'src/engines/deseq2/fit/fit-deseq2.ts']),
    );
    expect([...reached]).not.toContain('src/stats/random/seeded-random.ts');
  });

  it('is told from all imports, however they are written', () => {
    const text = `import a from 'one';\nimport {\n  b,\n  c,\n} from './two.ts';\nimport 'three';\nimport type { D } from '../four.ts';
      const five = await import('./five.ts');\nexport { e } from './six.ts';`;
    expect(importsOf('src/x/y.ts', text)).toEqual([
      { target: 'one', typeOnly: false, lazy: false },
      { target: 'src/x/two.ts', typeOnly: false, lazy: false },
      { target: 'src/four.ts', typeOnly: true, lazy: false },
      { target: 'src/x/six.ts', typeOnly: false, lazy: false },
      { target: 'three', typeOnly: false, lazy: false },
      { target: 'src/x/five.ts', typeOnly: false, lazy: true },
    ]);
  });
});

describe('third-party libraries', () => {
  const homes: Readonly<Record<string, RegExp>> = {
    commander: /^pipeline\/(cli\.ts|commands\/|study\/flags\.ts)/,
    echarts: /^src\/report\//,
    'ml-matrix': /^src\/linalg\/[^/]+\.ts$/,
    'p-limit': /^pipeline\/(engine\/runner|batch\/run-locally)\.ts$/,
    'tabulator-tables': /^src\/report\//,
    yaml: /^pipeline\/study\/yaml-source\.ts$/,
    zod: /^pipeline\/study\/(schema|explain-issue)\.ts$/,
  };
  const packageOf = (target: string): string => target.split('/')[0] as string;
  const foreign = all.flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => !/^(node:|src\/|pipeline\/|data-samples\/|seedrank\/)/.test(target))
      .map(({ target, typeOnly }) => ({ path, library: packageOf(target), typeOnly })),
  );

  it('are those of package.json, each imported in few files so that it can be replaced in an afternoon', () => {
    const violations = foreign
      .filter(({ path, library }) => !homes[library]?.test(path))
      .map(({ path, library }) => `${path} imports ${library}`);
    expect(violations).toEqual([]);
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
    expect(Object.keys(homes).sort()).toEqual(Object.keys(dependencies).sort());
  });

  it('that cost start-up time are loaded in one file each', () => {
    for (const library of ['ml-matrix', 'zod', 'yaml']) {
      const loaders = foreign.filter((use) => use.library === library && !use.typeOnly).map(({ path }) => path);
      expect(new Set(loaders).size, `${library} is loaded in ${loaders.join(', ')}`).toBeLessThanOrEqual(1);
    }
  });
});

describe('every file', () => {
  it('is one idea: no more than 400 lines, generated tables aside', () => {
    const long = [...src, ...pipeline]
      .filter(({ text }) => !/^.{0,800}\b[Gg]enerated by\b/s.test(text))
      .filter(({ text }) => text.split('\n').length > 401)
      .map(({ path, text }) => `${path} has ${text.split('\n').length - 1} lines`);
    expect(long).toEqual([]);
  });

  it('outside pipeline/ui leaves the console alone, because only views print', () => {
    const printing = [...src, ...pipeline]
      .filter(({ path }) => !path.startsWith('pipeline/ui/') && !path.startsWith('src/report/client/'))
      .filter(({ text }) => /\bconsole\.\w+\(|process\.std(out|err)\.write/.test(text))
      .map(({ path }) => path);
    expect(printing).toEqual([]);
  });

  it('in src computes from its arguments alone: no clock, no environment, no unseeded random numbers', () => {
    const impure = src
      .filter(({ path }) => !path.startsWith('src/report/client/') && !path.includes('/assembly/'))
      .filter(({ text }) =>
        /\b(Date\.now|new Date\(\)|performance\.now|Math\.random|process\.(env|cwd|argv))\b/.test(text),
      )
      .map(({ path }) => path);
    expect(impure).toEqual([]);
  });

  it('has a kebab-case name that says what it holds', () => {
    const odd = all
      .map(({ path }) => path.split('/').at(-1) as string)
      .filter(
        (name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.ts$/.test(name) || /^(utils?|helpers?|misc|common)\b/.test(name),
      );
    expect(odd).toEqual([]);
  });
});
