import type { Note } from '../../design/note.ts';
import type { Dispersions } from './dispersion/estimate-dispersions.ts';
import type { QuasiFit } from './quasi/quasi-fit.ts';
import type { EdgerResults } from './results.ts';
import type { EdgerStudy } from './study.ts';

/** A study with what was estimated on the way to its results; arrays of [genes] are those of the kept genes. */
export interface EdgerAnalysis {
  readonly study: EdgerStudy;
  /** Average log2 counts per million of the kept genes. */
  readonly abundance: Float64Array;
  /** Absent where one dispersion was stated, or edgeR 4 needs none. */
  readonly dispersions?: Dispersions | undefined;
  /** The quasi-likelihood fit, where there is one. */
  readonly quasiFit?: QuasiFit | undefined;
  readonly results: EdgerResults;
  readonly notes: readonly Note[];
}
