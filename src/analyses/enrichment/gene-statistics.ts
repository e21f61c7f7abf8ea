import { requireChoice } from '../../arguments.ts';
import type { GeneResults } from '../../engines/gene-results.ts';
import type { RankStatistic } from '../../enrichment/set-tests.ts';
import { Fault } from '../../fault.ts';

export interface GeneStatistics {
  /** [genes] signed, positive where a gene goes up; NaN where it was not tested. */
  readonly statistic: Float64Array;
  readonly notes: readonly string[];
}

/**
 * What genes are ranked by: the statistic of the engine where it has a sign, else the signed log10 p-value, which stays finite
 * where p-values underflow. Statistics that are infinite all the same (p-values of 0 without a logarithm) take the largest
 * finite value of their side, and the notes say so. A statistic without a sign that is asked for is a {@link Fault}.
 */
export function geneStatistics(results: GeneResults, wanted: RankStatistic, file: string): GeneStatistics {
  requireChoice('statistic', wanted ?? '', ['auto', 'stat', 'signed-p'] satisfies RankStatistic[]);
  const { stat, pvalue } = results;
  const isSigned = stat?.some((value) => value < 0) ?? false;
  if (wanted === 'stat' && !isSigned) throw unsigned(file, stat !== undefined);
  const isStat = wanted === 'stat' || (wanted === 'auto' && isSigned);
  const values = isStat ? stat! : signedLogP(results);
  const statistic = values.map((value, row) => (Number.isNaN(pvalue[row]!) ? Number.NaN : value));
  const infinite = limitInfinite(statistic);
  const notes = [`genes are ranked by ${isStat ? 'the statistic of the engine' : 'the signed log10 p-value'}`];
  if (infinite > 0)
    notes.push(`${infinite} genes have an infinite statistic and are ranked with the largest finite one of their side`);
  return { statistic, notes };
}

/** -log10 p with the sign of the change. */
function signedLogP({ logPvalue, log2FoldChange, lfcMLE }: GeneResults): Float64Array {
  const changes = lfcMLE ?? log2FoldChange;
  return logPvalue.map((logP, row) => (Math.sign(changes[row]!) * -logP) / Math.LN10);
}

/** Gives infinite values the largest finite one of their sign; returns how many there are. */
function limitInfinite(values: Float64Array): number {
  let [least, most, infinite] = [0, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  values.forEach((value, row) => {
    if (Math.abs(value) !== Number.POSITIVE_INFINITY) return;
    values[row] = value > 0 ? most : least;
    infinite++;
  });
  return infinite;
}

function unsigned(file: string, isThere: boolean): Fault {
  return new Fault({
    code: 'SETS_NO_STATISTIC',
    message: 'genes cannot be ranked by the statistic of the table',
    option: 'set_statistic',
    file,
    found: isThere ? 'statistics without a sign, as of a likelihood ratio test' : 'no column with a statistic',
    expected: 'a statistic that is negative where a gene goes down',
    hint: 'Rank by signed-p, which takes the sign of the fold change.',
  });
}
