import { Fault } from '../fault.ts';
import { chiSquaredUpperTail } from '../stats/distributions/chi-squared.ts';
import * as math from '../stats/math/portable.ts';
import { quadraticForm } from './quadratic-form.ts';
import {
  codeCombinations,
  isMissingLabel,
  type Labels,
  prepareSurvivalRows,
  requireEvents,
  requireGroups,
  type SurvivalQuestion,
} from './survival-rows.ts';

export interface LogRankTest {
  /** In R's order of levels. */
  readonly groups: readonly string[];
  /** [groups]: subjects, observed and expected (weighted) events. */
  readonly n: Uint32Array;
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  /** [groups x groups]: covariance of observed - expected. */
  readonly variance: Float64Array;
  /** NaN, as p, where no two groups were at risk together. */
  readonly chiSquared: number;
  readonly df: number;
  readonly p: number;
  readonly dropped: number;
}

/**
 * Tests whether groups survive alike: log-rank (`rho` 0), Peto-Peto's Wilcoxon (1), and the family between, by strata.
 *
 * O - E and its hypergeometric variance are summed over event times u of all strata with the weight S(u-)^rho, S being the
 * Kaplan-Meier estimate of the stratum; chi2 = z' V^- z. As R's `survdiff`; case weights are not used. Throws a `Fault` for
 * fewer than two groups and for no events. Accuracy: 1e-12 relative to survival 3.5-3.
 * Source: D. P. Harrington, T. R. Fleming, Biometrika 69 (1982) 553, doi:10.1093/biomet/69.3.553.
 */
export function logRankTest(question: SurvivalQuestion, groups: Labels, rho = 0): LogRankTest {
  requireGroups(question, groups);
  const rows = prepareSurvivalRows({ ...question, weights: undefined, cluster: undefined }, (row) =>
    isMissingLabel(groups[row]),
  );
  const { codes, levels } = codeCombinations([groups], rows.kept);
  if (levels.length < 2) throw oneGroup(levels[0]!, codes.length);
  requireEvents(rows);
  const sums = createSums(levels.length);
  const { time, byTime, event, strata } = rows;
  strata.levels.forEach((_, stratum) => {
    const order = strata.levels.length === 1 ? byTime : byTime.filter((i) => strata.codes[i] === stratum);
    addStratum(time, event, codes, order, rho, sums);
  });
  const n = new Uint32Array(levels.length);
  for (const code of codes) n[code]!++;
  return { groups: levels, n, ...sums, ...testSums(sums), dropped: rows.dropped };
}

type Sums = Pick<LogRankTest, 'observed' | 'expected' | 'variance'>;

function createSums(groups: number): Sums {
  return {
    observed: new Float64Array(groups),
    expected: new Float64Array(groups),
    variance: new Float64Array(groups * groups),
  };
}

function addStratum(
  time: Float64Array,
  event: Uint8Array,
  codes: Int32Array,
  order: Uint32Array,
  rho: number,
  { observed, expected, variance }: Sums,
): void {
  const groups = observed.length;
  const atRisk = new Float64Array(groups);
  const died = new Float64Array(groups);
  for (const i of order) atRisk[codes[i]!]!++;
  let total = order.length;
  let survival = 1;
  for (let k = 0; k < order.length; ) {
    const at = time[order[k]!]!;
    died.fill(0);
    let deaths = 0;
    let end = k;
    for (; end < order.length && time[order[end]!] === at; end++) {
      const i = order[end]!;
      if (event[i] === 1) {
        died[codes[i]!]!++;
        deaths++;
      }
    }
    if (deaths > 0) {
      const weight = rho === 0 ? 1 : math.pow(survival, rho);
      const spread = total > 1 ? (weight * weight * deaths * (total - deaths)) / (total - 1) : 0;
      for (let g = 0; g < groups; g++) {
        const share = atRisk[g]! / total;
        observed[g]! += weight * died[g]!;
        expected[g]! += weight * deaths * share;
        variance[g * groups + g]! += spread * share;
        for (let h = 0; h < groups; h++) variance[g * groups + h]! -= (spread * share * atRisk[h]!) / total;
      }
      survival *= (total - deaths) / total;
    }
    for (; k < end; k++) atRisk[codes[order[k]!]!]!--;
    total = order.length - end;
  }
}

function testSums({ observed, expected, variance }: Sums): Pick<LogRankTest, 'chiSquared' | 'df' | 'p'> {
  const groups = observed.length;
  const tested = Array.from(observed.keys()).filter((g) => expected[g]! > 0);
  const df = tested.length - 1;
  const free = tested.slice(1);
  const v = new Float64Array(free.length ** 2);
  free.forEach((g, a) => {
    free.forEach((h, b) => {
      v[a * free.length + b] = variance[g * groups + h]!;
    });
  });
  const z = free.map((g) => observed[g]! - expected[g]!);
  const { value, rank } = quadraticForm(v, z, free.length);
  if (rank < df || df < 1) return { chiSquared: Number.NaN, df, p: Number.NaN };
  return { chiSquared: value, df, p: chiSquaredUpperTail(value, df) };
}

function oneGroup(group: string, n: number): Fault {
  return new Fault({
    code: 'SURVIVAL_ONE_GROUP',
    message: 'All subjects are in one group, so there is nothing to compare.',
    found: `${n} subjects, all ${group}`,
    expected: 'two or more groups',
    hint: 'Choose another cut or column, or check that the groups were matched to the subjects.',
  });
}
