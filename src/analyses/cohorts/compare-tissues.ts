import { compareGroups } from '../../cohorts/compare-groups.ts';
import type { Effect } from '../../cohorts/effect-sizes.ts';
import { moderatedDifference } from '../../cohorts/moderated-difference.ts';
import type { ExpressionMatrix } from '../../formats/clinical/expression-matrix.ts';
import { tellScale } from '../../formats/clinical/expression-scale.ts';
import { adjustPValues } from '../../stats/ranks/p-adjust.ts';
import { logExpression } from './log-expression.ts';
import type { Tissues } from './tissues.ts';

/** One gene in tumors and in normal tissue. */
export interface TissueDifference {
  readonly geneId: string;
  readonly tumors: number;
  readonly normals: number;
  /** Mean of the tumors less mean of the normal samples, log2, with Welch's error and limits; NaN with fewer than two of a kind. */
  readonly difference: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  /** NaN where the matrix has too few genes. */
  readonly moderated: number;
  readonly wilcoxon: number;
  readonly welch: number;
  /** NaN with fewer than two patients who have both. */
  readonly paired: number;
  /** The moderated p-value, else Welch's, adjusted over the genes looked at. */
  readonly adjusted: number;
}

export interface TissueComparison {
  readonly cohort: string;
  readonly genes: readonly TissueDifference[];
  readonly notes: readonly string[];
}

/** Fewer genes say too little of each other's variances. */
const LEAST_GENES = 100;

/**
 * Compares tumors with normal tissue, gene by gene: difference of means on the log2 scale, limma's moderated t over all genes of
 * the matrix that have every value, Wilcoxon's and Welch's tests, and paired tests on patients with both tissues.
 *
 * `rows`: the genes to look at; p-values are adjusted over them.
 */
export function compareTissues(
  cohort: string,
  matrix: ExpressionMatrix,
  tissues: Tissues,
  rows: readonly number[],
): TissueComparison {
  const { geneIds, sampleIds, values } = matrix;
  const n = sampleIds.length;
  const told = tellScale(values, geneIds.length, n);
  const logs = logExpression(values, geneIds.length, n, told.scale);
  const used = [...sampleIds.keys()].filter((at) => tissues.tissue[at] !== undefined);
  const tumors = used.filter((at) => tissues.tissue[at] === 'tumor');
  const normals = used.filter((at) => tissues.tissue[at] === 'normal');
  const pairs = pairsOf(tissues, tumors, normals);
  const moderated = moderate(logs, geneIds.length, n, used, tissues);
  const of = (row: number, samples: readonly number[]) => Float64Array.from(samples, (at) => logs[row * n + at]!);
  const compared = rows.map((row) => {
    const { nTumor, nNormal, welch, rankSum, paired } = compareGroups(of(row, tumors), of(row, normals), pairs);
    return {
      geneId: geneIds[row]!,
      tumors: nTumor,
      normals: nNormal,
      difference: welch.difference,
      standardError: welch.error,
      low: welch.lower,
      high: welch.upper,
      moderated: moderated.pvalues[row]!,
      wilcoxon: rankSum.p,
      welch: welch.p,
      paired: paired === undefined || paired.n < 2 ? Number.NaN : paired.t.p,
    };
  });
  const adjusted = adjustPValues(
    Float64Array.from(compared, ({ moderated: p, welch }) => (Number.isNaN(p) ? welch : p)),
    'BH',
  );
  const notes = [`read as ${told.scale}: ${told.because}`, ...tissues.notes, ...moderated.notes];
  if (pairs.length > 0) notes.push(`${pairs.length} patients have both tissues`);
  return { cohort, genes: compared.map((one, i) => ({ ...one, adjusted: adjusted[i]! })), notes };
}

/** What a cohort says of a gene, to be pooled. */
export function differenceToPool({ difference, standardError }: TissueDifference): Effect {
  return { estimate: difference, variance: standardError ** 2 };
}

function moderate(
  logs: Float64Array,
  genes: number,
  samples: number,
  used: readonly number[],
  { tissue }: Tissues,
): { readonly pvalues: Float64Array; readonly notes: readonly string[] } {
  const pvalues = new Float64Array(genes).fill(Number.NaN);
  const isKnown = (gene: number) => used.every((at) => !Number.isNaN(logs[gene * samples + at]!));
  const varies = (gene: number) => used.some((at) => logs[gene * samples + at] !== logs[gene * samples + used[0]!]);
  const kept = Array.from({ length: genes }, (_, gene) => gene).filter((gene) => isKnown(gene) && varies(gene));
  if (kept.length < LEAST_GENES || used.length < 4) {
    const why = used.length < 4 ? `${used.length} samples` : `${kept.length} genes`;
    return { pvalues, notes: [`${why} are too few for moderated tests: Welch's are adjusted in their place`] };
  }
  const values = new Float64Array(kept.length * used.length);
  for (const [k, gene] of kept.entries()) {
    for (const [j, at] of used.entries()) values[k * used.length + j] = logs[gene * samples + at]!;
  }
  const { p, notes } = moderatedDifference(
    values,
    used.map((at) => tissue[at] === 'tumor'),
    { hasTrend: true },
  );
  for (const [k, gene] of kept.entries()) pvalues[gene] = p[k]!;
  return { pvalues, notes: notes.map(({ text }) => text) };
}

/** Places, in both lists, of patients with both tissues: of each the first sample by name. */
function pairsOf(
  { patient }: Tissues,
  tumors: readonly number[],
  normals: readonly number[],
): (readonly [number, number])[] {
  const normalOf = new Map<string, number>();
  for (const [place, at] of normals.entries()) {
    const name = patient[at];
    if (name !== undefined && !normalOf.has(name)) normalOf.set(name, place);
  }
  const pairs: (readonly [number, number])[] = [];
  const seen = new Set<string>();
  for (const [place, at] of tumors.entries()) {
    const name = patient[at];
    const normal = name === undefined ? undefined : normalOf.get(name);
    if (name === undefined || normal === undefined || seen.has(name)) continue;
    seen.add(name);
    pairs.push([place, normal]);
  }
  return pairs;
}
