import type { StudyMirna } from '../../../src/artifacts/json-files.ts';
import type { ReportMirna } from '../../../src/report/report-data.ts';

/** Several miRNAs of a cluster as one. */
export function joinMirnas(mirnas: readonly StudyMirna[]): ReportMirna {
  const join = (of: (mirna: StudyMirna) => string): string => mirnas.map(of).join(', ');
  return { name: join(({ name }) => name), sequence: join(({ sequence }) => sequence) };
}
