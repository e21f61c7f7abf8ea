import { describe, expect, it } from 'vitest';
import type { Role } from '../../../pipeline/draft/roles.ts';
import { flagsOf, HOME, homeOf, problemsOf, type StudyFile } from '../../../pipeline/page/window/study-files.ts';

const files = (roles: Readonly<Record<string, Role>>): StudyFile[] =>
  Object.entries(roles).map(([name, role]) => {
    return { name, path: `${HOME}/${name}`, blob: new Blob([]), content: name, role, because: '' };
  });

describe('the files of a study in the page', () => {
  it('are named by their keys: count files of samples by their folder, or by a pattern where it holds other files too', () => {
    expect(
      flagsOf(files({ 'c.tsv': 'counts', 's.csv': 'samples', 'a.gmt': 'gene_sets', 'b.gmt': 'gene_sets' })),
    ).toEqual({
      counts: '/study/c.tsv',
      samples: '/study/s.csv',
      gene_sets: ['/study/a.gmt', '/study/b.gmt'],
    });
    const countsOf = (...names: string[]) =>
      flagsOf(files(Object.fromEntries(names.map((name) => [name, 'counts'])))).counts;
    expect(countsOf('run/a/quant.sf', 'run/b/quant.sf')).toBe('/study/run');
    expect(countsOf('a.txt', 'b.txt')).toBe('/study/{a.txt,b.txt}');
    expect(countsOf('a/quant.sf', 'b/quant.sf')).toBe('/study/{a,b}/quant.sf');
    expect(countsOf('a,1.txt', 'b.txt')).toBe('/study');
    expect(flagsOf(files({ 'ts/a/x.txt': 'targetscan_params', 'ts/b/y.txt': 'targetscan_params' }))).toEqual({
      targetscan_params: '/study/ts',
    });
  });

  it('are a study when nothing is missing or given twice', () => {
    expect(problemsOf(files({ 'c.tsv': 'counts', 's.csv': 'samples' }))).toEqual([]);
    expect(problemsOf(files({ 'd.csv': 'differential' }))).toEqual([]);
    expect(problemsOf(files({ 'c.tsv': 'counts' }))).toEqual(['Still to come: sample sheet.']);
    const twice = problemsOf(files({ 'c.tsv': 'counts', 's.csv': 'samples', 'a.fa': 'utrs', 'b.fa': 'utrs' }));
    expect(twice).toEqual([expect.stringMatching(/^2 files are given for one: 3' UTRs \(a\.fa, b\.fa\)/)]);
  });

  it('lie where their study file looks for them', () => {
    expect(homeOf(['counts.tsv', 'study.yml'])).toBe('');
    expect(homeOf(['project/data/counts.tsv', 'project/study.yml'])).toBe('project/');
    expect(homeOf(['project/counts.tsv'])).toBe('');
  });
});
