import { existsSync, linkSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunReport, run, type SmallStudy, smallestStudy, smallStudy } from './small-study.ts';

export interface FinishedStudy extends SmallStudy {
  /** What its run printed and did. */
  readonly report: RunReport;
}

/** The small study, run once for all test files: for reading only; who changes something works on a copy (`copyStudy`). */
export function finishedStudy(): FinishedStudy {
  return makeOnce('finished-small', smallStudy);
}

/** The smallest study likewise. */
export function finishedSmallestStudy(): FinishedStudy {
  return makeOnce('finished-smallest', smallestStudy);
}

/** The temporary folder is one of all test files of a run (`test/scratch.ts`): what one has made the others find there. */
function makeOnce(name: string, make: () => SmallStudy): FinishedStudy {
  const record = join(tmpdir(), `${name}.json`);
  if (!existsSync(record)) {
    const study = make();
    const report = run(study);
    if (report.code !== 0) throw new Error(`the study that tests share failed: ${report.stderr}`);
    const draft = `${record}-${process.pid}`;
    writeFileSync(draft, JSON.stringify({ ...study, report }));
    try {
      linkSync(draft, record);
    } catch (error) {
      // Another test file was making it too and was faster: all take that one.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return JSON.parse(readFileSync(record, 'utf8')) as FinishedStudy;
}
