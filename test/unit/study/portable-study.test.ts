import { expect, test } from 'vitest';
import { portableStudy } from '../../../pipeline/study/portable-study.ts';

test('files are named by the ends of their paths, as long as tells them apart, wherever the study lies', () => {
  const at = (home: string) =>
    portableStudy({
      name: 'study',
      counts: `${home}/run/counts`,
      samples: `${home}/a/table.csv`,
      annotation: `${home}/b/table.csv`,
      out: `${home}/results`,
      slurm_time: '1:00:00',
      cohorts: [{ name: 'tissues', expression: `${home}/c/tissues.tsv`, clinical: undefined }],
    });
  const study = at('/home/one');
  const { counts, samples, annotation, cohorts, ...rest } = JSON.parse(study.text);
  expect([counts, samples, annotation, cohorts[0].expression]).toEqual([
    'counts',
    'a/table.csv',
    'b/table.csv',
    'tissues.tsv',
  ]);
  expect(rest).toEqual({ name: 'study' });
  expect(study.nameOf('/home/one/run/counts/s1/quant.sf')).toBe('counts/s1/quant.sf');
  expect(study.nameOf('/home/one/a/table.csv')).toBe('a/table.csv');
  expect(at('/elsewhere/deeper/two').text).toBe(study.text);
});
