import { requireLengths } from '../../arguments.ts';
import { prepareSurvivalRows, requireEvents, type SurvivalQuestion } from '../survival-rows.ts';
import { lausen92, lausen94, permutedP } from './corrected-p.ts';
import { logRankScores } from './log-rank-scores.ts';
import { type CutRange, candidateCuts, type SelectedCut, selectCut } from './maximally-selected.ts';

export interface BestCut extends SelectedCut {
  readonly n: number;
  readonly dropped: number;
  /** Corrected for the search; the p-value of the best cut alone is not given. */
  readonly p: number;
  /** `permuted` for at most 200 patients, else the smaller of the two approximations. */
  readonly method: 'permuted' | 'Lau92' | 'Lau94';
  readonly lau92: number;
  readonly lau94: number;
}

export interface BestCutOptions extends CutRange {
  /** Of the permutations. */
  readonly seed: number;
  readonly permutations?: number | undefined;
}

/** Up to so many patients permutations are quick and the approximations poor. */
const PERMUTED_UP_TO = 200;

/**
 * The cut of a value that separates survival most, by the log-rank statistic, with a p-value that knows it was searched.
 *
 * Naive tests of the best cut find p < 0.05 in about half of all genes that have nothing to do with survival (D. G. Altman et al.,
 * JNCI 86 (1994) 829). `values` [n], NaN where missing; weights, strata and clusters are not used. Throws a `Fault` as
 * `prepareSurvivalRows`, for no events, and where the value has no cut.
 */
export function searchBestCut(question: SurvivalQuestion, values: ArrayLike<number>, options: BestCutOptions): BestCut {
  const { time, event } = question;
  requireLengths({ values }, time.length, 'patients');
  const rows = prepareSurvivalRows({ time, event }, (row) => Number.isNaN(values[row]!));
  requireEvents(rows);
  const candidates = candidateCuts(
    Float64Array.from(rows.kept, (row) => values[row]!),
    options,
  );
  const scores = logRankScores(rows.time, rows.event);
  const selected = selectCut(candidates, scores);
  const lau92 = lausen92(selected.statistic, options);
  const lau94 = lausen94(selected.statistic, candidates);
  const shared = { ...selected, n: candidates.n, dropped: rows.dropped, lau92, lau94 };
  if (candidates.n <= PERMUTED_UP_TO) {
    return { ...shared, method: 'permuted', p: permutedP(selected.statistic, candidates, scores, options) };
  }
  return lau92 <= lau94 ? { ...shared, method: 'Lau92', p: lau92 } : { ...shared, method: 'Lau94', p: lau94 };
}
