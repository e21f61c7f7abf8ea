import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSources, root } from './source-graph.ts';

describe('third-party libraries', () => {
  const homes: Readonly<Record<string, RegExp>> = {
    '@clack/prompts': /^pipeline\/ui\/ask\.ts$/,
    commander: /^pipeline\/(cli\.ts|commands\/|study\/options\/(add-options|short-help)\.ts)/,
    echarts: /^src\/report\//,
    'fast-csv': /^pipeline\/files\/read-csv\.ts$/,
    'ml-matrix': /^src\/linalg\/[^/]+\.ts$/,
    'p-limit': /^pipeline\/(engine\/in-order-of-urgency|batch\/run-locally)\.ts$/,
    'read-excel-file': /^pipeline\/(files\/read-workbook|page\/files\/read-workbook-library)\.ts$/,
    'tabulator-tables': /^src\/report\//,
    yaml: /^pipeline\/study\/yaml-source\.ts$/,
    zod: /^pipeline\/study\/(schema\/|explain-issue\.ts)/,
  };
  /** In the built page, and not installed by its users. */
  const ofThePage: Readonly<Record<string, RegExp>> = { pako: /^pipeline\/page\// };
  const packageOf = (target: string): string => /^(@[^/]+\/)?[^/]+/.exec(target)![0];
  const foreign = [...readSources('src', 'pipeline', 'data-samples').values()].flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => !/^(node:|src\/|pipeline\/|data-samples\/|seedrank\/)/.test(target))
      .map(({ target, typeOnly }) => ({ path, library: packageOf(target), typeOnly })),
  );

  it('are those of package.json, each imported in few files so that it can be replaced in an afternoon', () => {
    const violations = foreign
      .filter(({ path, library }) => !(homes[library] ?? ofThePage[library])?.test(path))
      .map(({ path, library }) => `${path} imports ${library}`);
    expect(violations).toEqual([]);
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
    expect(Object.keys(homes).sort()).toEqual(Object.keys(dependencies).sort());
  });

  it('that a user installs are in THIRD-PARTY-NOTICES with the texts of their licenses', () => {
    const { status, stderr } = spawnSync(process.execPath, ['pipeline/write-notices.mjs', '--check'], { cwd: root });
    expect([status, String(stderr)]).toEqual([0, '']);
  });

  it('that cost start-up time are loaded in one file each, or in the one room of the schema', () => {
    for (const library of ['ml-matrix', 'zod', 'yaml']) {
      const loaders = foreign
        .filter((use) => use.library === library && !use.typeOnly)
        .map(({ path }) => path.replace(/(study\/schema)\/[^/]+$/, '$1'));
      expect(new Set(loaders).size, `${library} is loaded in ${loaders.join(', ')}`).toBeLessThanOrEqual(1);
    }
  });
});
