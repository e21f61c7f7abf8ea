import { describe, expect, it } from 'vitest';
import { guessCohort } from '../../../pipeline/draft/guess-cohort.ts';

const columns = (names: readonly string[], cells: Readonly<Record<string, readonly string[]>> = {}) =>
  new Map(names.map((name) => [name, cells[name] ?? ['1', '2']]));

describe('what the columns of a cohort say by their names', () => {
  it('is a time and an event for each endpoint, as cBioPortal, Xena and others call them', () => {
    expect(guessCohort(columns(['AGE', 'OS_MONTHS', 'OS_STATUS', 'DFS_MONTHS', 'DFS_STATUS']))).toEqual({
      endpoints: {
        OS: { time: 'OS_MONTHS', event: 'OS_STATUS' },
        DFS: { time: 'DFS_MONTHS', event: 'DFS_STATUS' },
      },
    });
    expect(guessCohort(columns(['OS', 'OS.time', 'gender'])).endpoints).toEqual({
      OS: { time: 'OS.time', event: 'OS' },
    });
    expect(guessCohort(columns(['time', 'status'])).endpoints).toEqual({
      survival: { time: 'time', event: 'status' },
    });
  });

  it('is nothing where a time has no event, or more than one', () => {
    expect(guessCohort(columns(['OS_MONTHS', 'age']))).toEqual({});
    expect(guessCohort(columns(['OS_MONTHS', 'OS_STATUS', 'OS_event']))).toEqual({});
  });

  it('is the column whose values are tumor and normal', () => {
    const cells = { tissue: ['Primary Tumor', 'Solid Tissue Normal'], arm: ['control', 'case'] };
    expect(guessCohort(columns(['arm', 'tissue'], cells))).toEqual({ groups: 'tissue' });
    expect(guessCohort(columns(['arm'], cells))).toEqual({});
  });
});
