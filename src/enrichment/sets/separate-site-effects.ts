import { requireLengths, requireRows } from '../../arguments.ts';
import { normalUpperTail } from '../../stats/distributions/normal.ts';
import * as math from '../../stats/math/portable.ts';
import { adjustPValues } from '../../stats/ranks/p-adjust.ts';
import { binsPerTrait, stratify } from '../../stats/ranks/strata.ts';
import { cameraRanked, type SetShift } from './camera-ranked.ts';

export interface SiteGenes {
  /** [rows] what genes moved by, best as log2 fold change; NaN where a gene was not tested. */
  readonly statistic: Float64Array;
  /** [rows] sites of the miRNA in the 3' UTR; NaN where it was not searched: such genes do not count. */
  readonly siteCount: Float64Array;
  /** [rows] mean expression: genes are compared with those alike in it. */
  readonly expression?: Float64Array | undefined;
}

export interface SeparationOptions {
  /** Share of wrong labels that is allowed, 0.05 by default. */
  readonly level?: number | undefined;
  /** Correlation of genes within a set, as `cameraRanked`; 0.01 by default. */
  readonly correlation?: number | undefined;
}

/** How a set moves against the others: by the sites of its genes, by something else, by both or not at all. */
export type SetCause = 'direct' | 'downstream' | 'both' | 'neither';

export interface Shift {
  /** In units of the statistic, set minus others. */
  readonly shift: number;
  /** 95 % confidence interval. */
  readonly low: number;
  readonly high: number;
  /** Two-sided. */
  readonly p: number;
}

export interface SeparatedSet {
  /** Tested genes whose sites are known, and those of them with a site. */
  readonly size: number;
  readonly withSites: number;
  /** What the sites of the set's genes should move it by, beyond what those of the others do. */
  readonly bySites: Shift;
  /** What its genes without a site move by, against others without a site. NaN where there are fewer than 5. */
  readonly withoutSites: Shift;
  readonly cause: SetCause;
}

/** Genes with as many sites or more count alike. */
const MOST_SITES = 3;
/** Fewer genes with some number of sites are counted with those that have one less. */
const FEWEST_IN_CLASS = 20;
const FEWEST_WITHOUT = 5;
const MOST_BINS = 10;
const Z = 1.959963984540054;

/**
 * Separates sets that a miRNA moves by sites in their genes from sets that move without: downstream.
 *
 * The statistic is centered on genes without a site of like expression. By sites: every gene is given the mean of the genes
 * with its number of sites (0, 1, 2, 3 or more), and the set's mean of that is compared with the others' (t-test); p is the
 * larger of this test of more sites in the set and that of any effect of sites at all, since a set moves by its sites only
 * if both hold. Without sites: the genes without a site alone, in the set against out of it (`cameraRanked`). A set is
 * `direct`, `downstream` or `both` by which of its two p-values, adjusted for each other (Holm), are at most `level`, and
 * `neither` where none is; so that at most that share of sets is given a cause that is not there.
 *
 * `sets`: rows, each once. A set with fewer sites than the others is `direct` too, as it moves less. Genes of a set that move one another, or sites that are not known, look like downstream effects.
 * Sources: Wu and Smyth 2012, doi:10.1093/nar/gks461; R. L. Berger, Technometrics 24 (1982) 295 (both hold); Holm 1979.
 */
export function separateSiteEffects(
  genes: SiteGenes,
  sets: readonly ArrayLike<number>[],
  { level = 0.05, correlation = 0.01 }: SeparationOptions = {},
): SeparatedSet[] {
  const { statistic, siteCount, expression } = genes;
  requireLengths({ siteCount }, statistic.length, 'rows', { expression });
  requireRows(sets, statistic.length);
  const known = statistic.map((value, row) => (Number.isNaN(siteCount[row]!) ? Number.NaN : value));
  const centered = centerOnSiteless({ ...genes, statistic: known });
  const effect = siteEffect(centered, siteCount);
  const siteless = centered.map((value, row) => (siteCount[row]! > 0 ? Number.NaN : value));
  const content = cameraRanked(effect.expected, sets, { correlation: 0 });
  const others = cameraRanked(siteless, sets, { correlation });
  const [contentMeans, sitelessMeans] = [setDifferences(effect.expected, sets), setDifferences(siteless, sets)];
  return sets.map((_, i) => {
    const { size } = content[i]!;
    const enrichment = toShift(contentMeans[i]!, content[i]!);
    // The effect of sites is itself an estimate.
    const half = math.hypot((enrichment.high - enrichment.low) / 2, Z * effect.relativeError * enrichment.shift);
    const { shift } = enrichment;
    const bySites = {
      shift,
      low: shift - half,
      high: shift + half,
      // No gene with a site, or all: nothing tells that the set has more.
      p: Number.isNaN(enrichment.p) ? 1 : Math.max(enrichment.p, effect.p),
    };
    const count = others[i]!.size;
    const withoutSites = count < FEWEST_WITHOUT ? noShift : toShift(sitelessMeans[i]!, others[i]!);
    return { size, withSites: size - count, bySites, withoutSites, cause: nameCause(bySites.p, withoutSites.p, level) };
  });
}

const noShift: Shift = { shift: Number.NaN, low: Number.NaN, high: Number.NaN, p: Number.NaN };

function nameCause(bySites: number, withoutSites: number, level: number): SetCause {
  const [sites, rest] = adjustPValues(Float64Array.of(bySites, withoutSites), 'holm');
  if (sites! <= level) return rest! <= level ? 'both' : 'direct';
  return rest! <= level ? 'downstream' : 'neither';
}

/** [rows] the statistic less its mean over genes without a site in the same class of expression. */
function centerOnSiteless({ statistic, siteCount, expression }: SiteGenes): Float64Array {
  const tested = Uint32Array.from(statistic.keys()).filter((row) => !Number.isNaN(statistic[row]!));
  const traits = expression === undefined ? [] : [expression];
  const bins = traits.map(() => binsPerTrait(tested.length, 1, MOST_BINS));
  const { classOf, classes } = stratify(tested, traits, bins, statistic.length);
  const sums = new Float64Array(classes);
  const counts = new Float64Array(classes);
  for (const row of tested) {
    if (siteCount[row]! > 0) continue;
    sums[classOf[row]!]! += statistic[row]!;
    counts[classOf[row]!]!++;
  }
  return statistic.map((value, row) =>
    Number.isNaN(value) ? value : value - sums[classOf[row]!]! / counts[classOf[row]!]!,
  );
}

interface SiteEffect {
  /** [rows] mean of genes with this number of sites; NaN where unknown. */
  readonly expected: Float64Array;
  /** Two-sided, that genes with a site move like those without. */
  readonly p: number;
  /** Standard error of the mean of all genes with a site over that mean. */
  readonly relativeError: number;
}

function siteEffect(centered: Float64Array, siteCount: Float64Array): SiteEffect {
  const classOf = siteCount.map((count) => Math.min(Math.ceil(count), MOST_SITES));
  const rowsIn = (wanted: (sites: number) => boolean): Float64Array =>
    centered.filter((value, row) => !Number.isNaN(value) && wanted(classOf[row]!));
  const means = [0];
  for (let sites = 1; sites <= MOST_SITES; sites++) {
    const own = rowsIn((count) => count === sites);
    means.push(own.length >= FEWEST_IN_CLASS || sites === 1 ? meanAndError(own).mean : means[sites - 1]!);
  }
  const { mean, error } = meanAndError(rowsIn((count) => count > 0));
  const background = meanAndError(rowsIn((count) => count === 0));
  const total = math.hypot(error, background.error);
  return {
    expected: centered.map((value, row) => (Number.isNaN(value) ? value : means[classOf[row]!]!)),
    p: Number.isNaN(total) ? 1 : 2 * normalUpperTail(Math.abs(mean) / total),
    relativeError: mean === 0 ? 0 : total / Math.abs(mean),
  };
}

function meanAndError(values: Float64Array): { readonly mean: number; readonly error: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (n - 1) / n) };
}

/** [sets] mean of the set minus that of the others. */
function setDifferences(values: Float64Array, sets: readonly ArrayLike<number>[]): Float64Array {
  const all = values.filter((value) => !Number.isNaN(value));
  const total = all.reduce((sum, value) => sum + value, 0);
  return Float64Array.from(sets, (rows) => {
    let size = 0;
    let sum = 0;
    for (let i = 0; i < rows.length; i++) {
      const value = values[rows[i]!]!;
      if (Number.isNaN(value)) continue;
      size++;
      sum += value;
    }
    return sum / size - (total - sum) / (all.length - size);
  });
}

/** A difference with the interval that its t says. */
function toShift(shift: number, { t, p }: SetShift): Shift {
  const half = shift === 0 ? 0 : Z * Math.abs(shift / t);
  return { shift, low: shift - half, high: shift + half, p };
}
