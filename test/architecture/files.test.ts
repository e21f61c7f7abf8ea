import { describe, expect, it } from 'vitest';
import { readSources } from './source-graph.ts';

const committed = (folder: string) =>
  [...readSources(folder).values()].filter(({ path }) => !path.includes('/generated/'));
const src = committed('src');
const pipeline = committed('pipeline');
const all = [...src, ...pipeline, ...committed('data-samples')];

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
