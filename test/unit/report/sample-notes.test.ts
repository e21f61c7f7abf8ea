import { expect, test } from 'vitest';
import { sampleNotes } from '../../../pipeline/stages/quality/sample-notes.ts';
import { sampleDistances } from '../../../src/normalize/distances-of-samples.ts';
import type { StudySummary } from '../../../src/report/report-data.ts';
import { report } from './small-report.ts';

const names = ['c1', 'c2', 'c3', 'c4', 'm1', 'm2', 'm3', 'm4'];
/** Samples on a line: controls near 0, the others near 100. */
const places = [0, 2, 3, 5, 100, 101, 104, 106];

function notesOf(places: readonly number[], batch: readonly string[], librarySizes = places.map(() => 1e6)) {
  const study: StudySummary = {
    ...report.study,
    variables: ['condition', 'batch'],
    samples: names.map((name, i) => ({ name, values: { condition: name[0] as string, batch: batch[i] as string } })),
  };
  const quality = {
    ...report.quality!,
    librarySizes: Float64Array.from(librarySizes),
    sampleDistances: sampleDistances(Float64Array.from(places), places.length),
  };
  return sampleNotes(study, quality, ['condition']);
}

const crossed = ['1', '2', '1', '2', '1', '2', '1', '2'];

test('a clean study is warned of nothing', () => {
  expect(notesOf(places, crossed)).toEqual([]);
});

test('a sample that lies in the other group is named, and no other', () => {
  const [note, ...others] = notesOf([0, 2, 3, 103, 100, 101, 104, 106], crossed);
  expect(note).toMatchObject({ level: 'warning', text: expect.stringContaining('Sample c4 is labeled c') });
  expect(others).toEqual([]);
});

test('samples that cluster by something else are told of once, not one by one', () => {
  const notes = notesOf([0, 100, 0, 100, 1, 101, 1, 101], crossed);
  expect(notes.map(({ level }) => level)).toEqual(['info']);
});

test('a batch that goes with the condition is a warning, as the same and as nested', () => {
  for (const batch of [
    ['1', '1', '1', '1', '2', '2', '2', '2'],
    ['1', '1', '3', '3', '2', '2', '2', '2'],
  ]) {
    expect(notesOf(places, batch)).toMatchObject([
      { level: 'warning', text: expect.stringMatching(/batch is confounded with condition: 1 only with c/) },
    ]);
  }
});

test('a library of a tenth of the others is a warning', () => {
  const sizes = [1e6, 1e6, 1e5, 1e6, 1e6, 1e6, 1e6, 1e6];
  expect(notesOf(places, crossed, sizes)).toMatchObject([
    { level: 'warning', text: expect.stringContaining('Sample c3') },
  ]);
});
