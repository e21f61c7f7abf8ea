import { normalLogUpperTail, normalUpperTail } from '../../stats/distributions/normal.ts';
import { median, medianAbsoluteDeviation } from '../../stats/ranks/median.ts';
import { adjustPValues } from '../../stats/ranks/p-adjust.ts';
import { rankAverage } from '../../stats/ranks/ranks.ts';
import { binsPerTrait, stratify } from '../../stats/ranks/strata.ts';
import { centerWithin, type PermutationTail, permutationTail, type WeightedGenes } from './permutation-tail.ts';

export type Direction = 'down' | 'up';

/** The genes with sites of a seed family, as rows of the table of changes; weights are strengths of their sites. */
export interface FamilyGenes extends WeightedGenes {
  readonly name: string;
  readonly seed: string;
  readonly members: readonly string[];
}

export interface ScanInput {
  /** [genes] change over its standard error; NaN for untested genes, which do not count. */
  readonly z: Float64Array;
  /** What genes must share to be compared, [genes] each: expression, length and base composition of the 3' UTR. */
  readonly traits: readonly Float64Array[];
  readonly families: readonly FamilyGenes[];
}

export interface FamilyResult {
  readonly name: string;
  readonly seed: string;
  readonly members: readonly string[];
  readonly direction: Direction;
  /** 1 for the family that explains most of the changes in this direction. */
  readonly rank: number;
  /** Tested genes with a site. */
  readonly genes: number;
  /** Standardized excess of change over alike genes. */
  readonly z: number;
  /** The same in units of what families without effect show in this study. */
  readonly score: number;
  readonly p: number;
  /** ln p, also where p underflows. */
  readonly logP: number;
  /** Benjamini and Hochberg, over all families in both directions. */
  readonly padj: number;
  /** Plain rank-sum test of genes with a site against all others: unmatched, one-sided. */
  readonly rankSumZ: number;
}

/** Families with fewer tested genes say nothing. */
const FEWEST_GENES = 5;
/** z from which more change is not more evidence. */
const FULL_SCORE = 3;
const SCALE = 6;

/**
 * What a change says for repression by the miRNA that is sought: nothing on the wrong side, and on the right one the log
 * likelihood that it is no noise, z^2 / 6 (a sixth, as changes have other causes too), at most 3, so that no single gene
 * decides. More than the mean or the ranks, it counts the few that change strongly.
 */
function tailScore(z: number, direction: Direction): number {
  const towards = direction === 'down' ? -z : z;
  return towards > 0 ? Math.min(FULL_SCORE, (towards * towards) / SCALE) : 0;
}

/** Most classes a trait, by the number of traits. */
const MOST_BINS = [1, 30, 10, 6];

/**
 * Ranks seed families by how well their sites explain the changes, in both directions, the best of both first.
 *
 * Each gene scores by `tailScore`; a family by the sum over its genes, weighted by site strength, against genes alike in
 * the traits (`permutationTail`): long 3' UTRs have sites of everything. Genes of families share sites, partners and
 * samples, so the scores of families without effect spread more than under permutation of genes; the spread that the
 * middle of all families shows (median and median absolute deviation, never narrower than 1) is the unit, and p-values
 * are those of that empirical null. Families with fewer than five tested genes are left out.
 *
 * Source: Efron 2004, doi:10.1198/016214504000000089 (empirical null).
 */
export function scanFamilies({ z, traits, families }: ScanInput): FamilyResult[] {
  const tested = Uint32Array.from(z.keys()).filter((gene) => !Number.isNaN(z[gene]!));
  const known = traits.filter((trait) => tested.some((gene) => !Number.isNaN(trait[gene]!)));
  const most = MOST_BINS[Math.min(known.length, MOST_BINS.length - 1)]!;
  const bins = known.map(() => binsPerTrait(tested.length, known.length, most));
  const strata = stratify(tested, known, bins, z.length);
  const unit = Math.max(1, medianAbsoluteDeviation(Float64Array.from(tested, (gene) => z[gene]!)));
  const scaled = z.map((value) => value / unit);
  const sets = families.map((family) => testedOf(family, z)).filter(({ genes }) => genes.length >= FEWEST_GENES);
  const rankSums = plainRankSums(scaled, tested, sets);
  const found = (['down', 'up'] as const).flatMap((direction) => {
    const scores = centerWithin(
      scaled.map((value) => (Number.isNaN(value) ? 0 : tailScore(value, direction))),
      strata,
    );
    const tails = sets.map((set) => permutationTail(set, scores));
    return Array.from(againstEmpiricalNull(tails), (score, i) => ({
      name: sets[i]!.name,
      seed: sets[i]!.seed,
      members: sets[i]!.members,
      direction,
      genes: sets[i]!.genes.length,
      z: tails[i]!.z,
      score,
      p: normalUpperTail(score),
      logP: normalLogUpperTail(score),
      rankSumZ: direction === 'down' ? -rankSums[i]! : rankSums[i]!,
    }));
  });
  const padj = adjustPValues(
    Float64Array.from(found, ({ p }) => p),
    'BH',
  );
  return rankFamilies(found.map((result, i) => ({ ...result, padj: padj[i]! })));
}

/** Significant families by z, as p-values would favor large families of little effect; the others by p-value. */
function rankFamilies(results: readonly Omit<FamilyResult, 'rank'>[]): FamilyResult[] {
  const sorted = [...results].sort((a, b) => {
    const sure = Number(isSignificant(b)) - Number(isSignificant(a));
    return sure || (isSignificant(a) ? b.z - a.z : b.score - a.score) || b.z - a.z;
  });
  const ranks = { down: 0, up: 0 };
  return sorted.map((result) => {
    ranks[result.direction]++;
    return { ...result, rank: ranks[result.direction] };
  });
}

/** Adjusted p-value below which a family is said to explain the changes. */
const SIGNIFICANT = 0.01;

export function isSignificant({ padj }: Pick<FamilyResult, 'padj'>): boolean {
  return padj < SIGNIFICANT;
}

function testedOf(family: FamilyGenes, z: Float64Array): FamilyGenes {
  const { length } = family.genes;
  const genes = new Uint32Array(length);
  const weights = new Float64Array(length);
  let count = 0;
  for (let i = 0; i < length; i++) {
    const gene = family.genes[i]!;
    if (Number.isNaN(z[gene]!)) continue;
    genes[count] = gene;
    weights[count++] = family.weights[i]!;
  }
  return { ...family, genes: genes.slice(0, count), weights: weights.slice(0, count) };
}

/** Scores in units of the spread of the middle of all families, less their median. */
function againstEmpiricalNull(tails: readonly PermutationTail[]): Float64Array {
  const scores = Float64Array.from(tails, ({ score }) => score);
  if (scores.length < 20) return scores;
  const center = median(scores);
  const spread = Math.max(1, medianAbsoluteDeviation(scores));
  return scores.map((score) => (score - center) / spread);
}

/** Wilcoxon's z of each set against all other tested genes. */
function plainRankSums(z: Float64Array, tested: Uint32Array, sets: readonly WeightedGenes[]): Float64Array {
  const { ranks, tieSum } = rankAverage(Float64Array.from(tested, (gene) => z[gene]!));
  const rankOf = new Float64Array(z.length);
  tested.forEach((gene, k) => {
    rankOf[gene] = ranks[k]!;
  });
  const n = tested.length;
  return Float64Array.from(sets, ({ genes }) => {
    const m = genes.length;
    const sum = genes.reduce((total, gene) => total + rankOf[gene]!, 0);
    const variance = ((m * (n - m)) / 12) * (n + 1 - tieSum / (n * (n - 1)));
    return variance > 0 ? (sum - (m * (n + 1)) / 2) / Math.sqrt(variance) : 0;
  });
}
