import { describe, expect, it } from 'vitest';
import { findEntryPoints, namedPaths } from './entry-points.ts';
import { unreachableFiles, unusedExports } from './find-unreachable.ts';
import { parseSources, readSources } from './source-graph.ts';

describe('everything is reached from an entry point or a test', () => {
  const files = readSources('src', 'pipeline', 'data-samples', 'test');
  const entries = findEntryPoints(files.keys());

  it('each file: delete what is not', () => {
    expect(entries).toEqual(expect.arrayContaining(['pipeline/cli.ts', 'src/index.ts', 'test/bench/de.ts']));
    expect(unreachableFiles(files, entries)).toEqual([]);
  });

  it('each export: what only its own file uses needs no `export`, what none uses can go', () => {
    expect(unusedExports(files, entries)).toEqual([]);
  });
});

describe('a planted leftover is found', () => {
  const graph = (texts: Record<string, string>) => parseSources(new Map(Object.entries(texts)));

  it('a file that only another leftover imports', () => {
    const files = graph({
      'cli.ts': "import './used.ts';\nconst { lazy } = await import('./lazy.ts');\nlazy();",
      'used.ts':
        "new Worker(new URL('./worker.js', import.meta.url));\nfor (const name of []) new URL(`./pages/$" +
        '{name}`, import.meta.url);',
      'lazy.ts': 'export const lazy = () => {};',
      'worker.ts': '',
      'pages/page.ts': '',
      'left.ts': "import './over.ts';",
      'over.ts': "import './left.ts';",
    });
    expect(unreachableFiles(files, ['cli.ts'])).toEqual(['left.ts', 'over.ts']);
  });

  it('an export that nobody takes, whatever the way of taking the others', () => {
    const files = graph({
      'cli.ts': `import first, { named as renamed, type Shape } from './values.ts';
        import * as all from './values.ts';
        export { passedOn } from './more.ts';
        export const { lazy } = await import('./more.ts');
        const lazier = (await import('./more.ts')).lazier;
        type Far = import('./more.ts').Far;
        all.member(renamed, first);`,
      'values.ts': `export default 1; export const named = 1; export const member = (...values: number[]) => values;
        export const left = 1; export type Over = 1; export type Spoken = 1; export interface Shape { of: Spoken }`,
      'more.ts': `export const passedOn = 1, lazy = 1, lazier = 1, laziest = 1; export type Far = 1;
        export { left as through } from './values.ts';`,
    });
    expect(unusedExports(files, ['cli.ts'])).toEqual(['values.ts: Over', 'more.ts: laziest', 'more.ts: through']);
  });

  it('an export that only a leftover takes', () => {
    const files = graph({
      'cli.ts': '',
      'left.ts': "import { a } from './a.ts';\na();",
      'a.ts': 'export const a = () => 1;',
    });
    expect(unusedExports(files, ['cli.ts'])).toEqual(['a.ts: a']);
  });

  it('but nothing where a namespace is handed on whole, or a module loaded whole', () => {
    const files = graph({
      'cli.ts': "import * as whole from './a.ts';\nObject.keys(whole);\nconst later = import('./b.ts');",
      'a.ts': 'export const a = 1;',
      'b.ts': 'export const b = 1;',
    });
    expect(unusedExports(files, ['cli.ts'])).toEqual([]);
  });

  it('nor in what package.json starts, written in any way', () => {
    expect(namedPaths('"bin": "dist/pipeline/cli.js", "main": "./dist/src/index.js", [\'test/scratch.ts\']')).toEqual([
      'pipeline/cli.ts',
      'src/index.ts',
      'test/scratch.ts',
    ]);
  });
});
