import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { graph } from '../../../pipeline/graph.ts';
import { catalogue } from '../../../src/artifacts/catalogue.ts';
import { formatDictionary } from '../../../src/artifacts/format-dictionary.ts';

describe('the dictionary', () => {
  it('is that of the codecs: run `npm run docs:dictionary`', () => {
    const file = fileURLToPath(new URL('../../../docs/dictionary.md', import.meta.url));
    expect(readFileSync(file, 'utf8')).toBe(formatDictionary(catalogue));
  });

  it('names every table that the stages from targets on publish', () => {
    const inWords = catalogue.map(({ file }) => file).join('\n');
    const published = graph
      .map(({ stage }) => stage)
      .filter(({ id }) => ['utrs', 'targets', 'rank', 'combine', 'seeds'].includes(id))
      .flatMap(({ outputs }) => Object.values(outputs))
      .flatMap(({ publish = '' }) => publish.split('/').at(-1)!.replace('{contrast}', 'CONTRAST') || []);
    expect(published.length).toBeGreaterThan(12);
    expect(published.filter((name) => !inWords.includes(name))).toEqual([]);
  });
});
