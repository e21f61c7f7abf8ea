import { Fault } from '../../fault.ts';
import * as math from '../../stats/math/portable.ts';
import { kaplanMeierByGroup } from '../../survival/curves/curves-by-group.ts';
import { numberAtRisk } from '../../survival/curves/number-at-risk.ts';
import { restrictedMean } from '../../survival/curves/restricted-mean.ts';
import type { SurvivalCurve } from '../../survival/curves/survival-curve.ts';
import { type SurvivalQuantile, survivalQuantile } from '../../survival/curves/survival-quantile.ts';
import { searchBestCut } from '../../survival/cuts/best-cut.ts';
import { type CutRule, cutIntoGroups } from '../../survival/cuts/group-cuts.ts';
import { logRankTest } from '../../survival/log-rank.ts';
import type { Cohort, Endpoint } from './join-cohort.ts';

/** How patients are cut into groups: by a rule fixed before looking, or by the cut that separates them most. */
export type Cut = CutRule | 'maxstat';

/** Reads `median`, `tertile`, `quartile`, `fixed:X`, `maxstat`; undefined for `continuous`, which makes no groups. */
export function readCut(text: string): Cut | undefined {
  if (text === 'continuous') return undefined;
  if (text === 'median' || text === 'tertile' || text === 'quartile' || text === 'maxstat') return text;
  const fixed = /^fixed:(.+)$/.exec(text);
  const value = fixed === null ? Number.NaN : Number(fixed[1]);
  if (Number.isFinite(value)) return { fixed: value };
  throw new Fault({
    code: 'CUT_RULE',
    message: 'patients cannot be cut into groups this way',
    option: 'cut',
    file: '--cut',
    found: text,
    expected: 'continuous, median, tertile, quartile, fixed:X or maxstat',
    hint: 'Choose one of them; fixed:X is a cut that was found elsewhere.',
  });
}

export interface GroupOfPatients {
  readonly name: string;
  readonly curve: SurvivalCurve;
  /** NaN where not reached. */
  readonly median: SurvivalQuantile;
  /** To the last time that all groups were followed to, so that groups can be compared. */
  readonly restrictedMean: { readonly mean: number; readonly error: number };
  /** At `CutCurves.ticks`. */
  readonly atRisk: Float64Array;
}

/** Patients in groups by a gene, and whether they survive alike. */
export interface CutCurves {
  readonly geneId: string;
  readonly cuts: readonly number[];
  readonly groups: readonly GroupOfPatients[];
  /** Evenly spaced, from 0 to beyond the last time. */
  readonly ticks: readonly number[];
  readonly restrictedTo: number;
  readonly chiSquared: number;
  /** Log-rank; for a searched cut corrected for the search. */
  readonly pvalue: number;
  /** How the p-value of a searched cut was corrected; empty else. */
  readonly note: string;
}

/**
 * Kaplan-Meier curves of groups of patients by a gene, with medians, restricted means, numbers at risk and the log-rank test.
 *
 * Of a searched cut the uncorrected p-value is not given. `seed`: of the permutations that correct it in small cohorts.
 * A gene without groups (constant) is undefined.
 */
export function cutCurves(
  cohort: Cohort,
  endpoint: Endpoint,
  row: number,
  cut: Cut,
  seed: number,
): CutCurves | undefined {
  const n = cohort.patientIds.length;
  const values = Float64Array.from(cohort.values.subarray(row * n, (row + 1) * n));
  const { question } = endpoint;
  try {
    const best = cut === 'maxstat' ? searchBestCut(question, values, { seed }) : undefined;
    const { cuts, names, codes } = cutIntoGroups(values, best === undefined ? (cut as CutRule) : { fixed: best.cut });
    const labels = Array.from(codes, (code) => (code < 0 ? undefined : `${code}`));
    const { groups, curves } = kaplanMeierByGroup(question, labels);
    const test = logRankTest(question, labels);
    const ticks = evenTicks(Math.max(...curves.map(({ time }) => time.at(-1) ?? 0)));
    const restrictedTo = Math.min(...curves.map(({ time }) => time.at(-1) ?? 0));
    return {
      geneId: cohort.geneIds[row]!,
      cuts,
      groups: curves.map((curve, g) => ({
        name: names[Number(groups[g])]!,
        curve,
        median: survivalQuantile(curve),
        restrictedMean: restrictedMean(curve, restrictedTo),
        atRisk: numberAtRisk(curve, ticks),
      })),
      ticks,
      restrictedTo,
      chiSquared: best === undefined ? test.chiSquared : Number.NaN,
      pvalue: best?.p ?? test.p,
      note:
        best === undefined ? '' : `The cut was searched; its p-value is corrected for that (${METHODS[best.method]}).`,
    };
  } catch (error) {
    if (
      error instanceof Fault &&
      /^(CUT_EMPTY_GROUP|CUT_NO_CANDIDATE|SURVIVAL_NO_ROWS|SURVIVAL_ONE_GROUP)$/.test(error.code)
    )
      return undefined;
    throw error;
  }
}

const METHODS = {
  permuted: '10,000 permutations',
  Lau92: 'Lausen and Schumacher 1992',
  Lau94: 'Lausen, Sauerbrei and Schumacher 1994',
} as const;

/** From 0 to beyond `last` in four to eight steps of 1, 2 or 5 times a power of ten. */
function evenTicks(last: number): number[] {
  if (!(last > 0)) return [0, 1];
  const power = math.powerOfTen(Math.floor(math.log10(last / 4)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => last / size <= 8) ?? 10 * power;
  return Array.from({ length: Math.ceil(last / step - 1e-9) + 1 }, (_, i) => i * step);
}
