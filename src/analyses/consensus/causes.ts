import type { EngineName } from '../../engines/engine-name.ts';
import * as math from '../../stats/math/portable.ts';
import { medianAbsoluteDeviation } from '../../stats/ranks/median.ts';
import { callOf, type EngineOpinion } from './engine-opinion.ts';

/** What can be found at a gene of which engines differ. */
export type CauseKind = 'filtered' | 'outlier' | 'low_count' | 'dispersion_far_from_trend' | 'near_the_rate';

export interface Cause {
  readonly kind: CauseKind;
  /** Those that filtered the gene. */
  readonly engines?: readonly EngineName[];
  /** With the numbers of the gene. */
  readonly words: string;
}

/** A mean below this is a low count: there the approximations that engines make differ. */
const LOW_COUNT = 10;
/** Genes that all engines put within this factor of the rate are near it. */
const NEAR_FACTOR = 2;
/** Standard deviations of ln dispersion about the trend beyond which a gene is far from it, as DESeq2 has it. */
const FAR_DEVIATIONS = 2;
/** Estimates below lie at the floor of the search (DESeq2: a hundred times 1e-8) and tell nothing of the spread. */
const LEAST_DISPERSION = 1e-6;

export interface CauseFinder {
  /** The kinds that this study lets one look at. */
  readonly lookedAt: readonly CauseKind[];
  /** The causes found at a gene of which engines differ, those that decide first. */
  causesOf(gene: number): Cause[];
}

/**
 * What makes engines differ, looked for gene by gene: one engine filtered it; a count is an outlier by Cook's distance; its
 * mean count is below 10; its own dispersion lies more than two standard deviations (1.4826 MAD of all genes, Love, Huber &
 * Anders 2014, https://doi.org/10.1186/s13059-014-0550-8) from the trend; or all adjusted p-values lie within a factor of
 * two of the rate. Outliers and dispersions are looked at where DESeq2 is among the engines, which estimates both.
 *
 * @param meanCounts [genes]: mean of the raw counts of the samples that were compared
 */
export function findCauses(opinions: readonly EngineOpinion[], meanCounts: Float64Array, alpha: number): CauseFinder {
  const cooks = opinions.find(({ evidence }) => evidence?.maxCooks && evidence.cooksCutoff !== undefined)?.evidence;
  const dispersions = opinions.find(({ evidence }) => evidence?.geneWiseDispersion && evidence.trendDispersion);
  const deviations = dispersions && deviationsFromTrend(dispersions);
  const finders: readonly (readonly [CauseKind, (gene: number) => readonly Cause[]])[] = [
    ['filtered', (gene) => filteredBy(opinions, gene)],
    ...(cooks ? [['outlier', (gene: number) => outlierAt(cooks.maxCooks!, cooks.cooksCutoff!, gene)] as const] : []),
    ['low_count', (gene) => lowCountAt(meanCounts[gene]!)],
    ...(deviations
      ? [
          [
            'dispersion_far_from_trend',
            (gene: number) => farDispersion(deviations[gene]!, dispersions!.evidence!.geneWiseDispersion![gene]!),
          ] as const,
        ]
      : []),
    ['near_the_rate', (gene) => nearRate(opinions, gene, alpha)],
  ];
  return {
    lookedAt: finders.map(([kind]) => kind),
    causesOf: (gene) => finders.flatMap(([, find]) => find(gene)),
  };
}

/** The engines that left the gene out, together where they did it in one way. */
function filteredBy(opinions: readonly EngineOpinion[], gene: number): Cause[] {
  const cause = (isFiltered: (opinion: EngineOpinion, gene: number) => boolean, how: string): Cause[] => {
    const engines = opinions.filter((opinion) => isFiltered(opinion, gene)).map(({ engine }) => engine);
    return engines.length === 0 ? [] : [{ kind: 'filtered', engines, words: `${listed(engines)} left it out ${how}` }];
  };
  return [
    ...cause(isLeftOut, 'for low counts (filterByExpr)'),
    ...cause(isBelowThreshold, 'by its mean (independent filtering)'),
  ];
}

function isLeftOut({ results: { log2FoldChange, pvalue }, evidence }: EngineOpinion, gene: number): boolean {
  return (evidence?.leftOut ?? 0) > 0 && Number.isNaN(log2FoldChange[gene]!) && Number.isNaN(pvalue[gene]!);
}

function isBelowThreshold({ results: { pvalue, padj }, evidence }: EngineOpinion, gene: number): boolean {
  return evidence?.filterThreshold !== undefined && !Number.isNaN(pvalue[gene]!) && Number.isNaN(padj[gene]!);
}

function listed(engines: readonly EngineName[]): string {
  return engines.length < 2 ? engines.join('') : `${engines.slice(0, -1).join(', ')} and ${engines.at(-1)}`;
}

function outlierAt(maxCooks: Float64Array, cutoff: number, gene: number): Cause[] {
  if (!(maxCooks[gene]! > cutoff)) return [];
  const words = `a count is an outlier (Cook's distance ${short(maxCooks[gene]!)}, cut-off ${short(cutoff)})`;
  return [{ kind: 'outlier', words }];
}

function lowCountAt(mean: number): Cause[] {
  return mean < LOW_COUNT ? [{ kind: 'low_count', words: `its counts are low (mean ${short(mean)})` }] : [];
}

function farDispersion(deviations: number, own: number): Cause[] {
  if (!(Math.abs(deviations) > FAR_DEVIATIONS)) return [];
  const size =
    own < LEAST_DISPERSION ? 'none is seen in its counts' : `${short(Math.abs(deviations))} standard deviations`;
  const words = `its dispersion is far ${deviations > 0 ? 'above' : 'below'} the trend (${size})`;
  return [{ kind: 'dispersion_far_from_trend', words }];
}

/** Where every engine that tested the gene is near the rate, and they stand on both sides of it. */
function nearRate(opinions: readonly EngineOpinion[], gene: number, alpha: number): Cause[] {
  const tested = opinions.filter(({ results }) => !Number.isNaN(results.padj[gene]!));
  const values = tested.map(({ results }) => results.padj[gene]!);
  const isNear = values.every((padj) => padj > alpha / NEAR_FACTOR && padj < alpha * NEAR_FACTOR);
  const calls = new Set(tested.map(({ results }) => callOf(results, gene, alpha)));
  if (!isNear || calls.size < 2) return [];
  const words = `all adjusted p-values lie near ${alpha} (${short(Math.min(...values))} to ${short(Math.max(...values))})`;
  return [{ kind: 'near_the_rate', words }];
}

/** ln gene-wise dispersion minus ln trend, in robust standard deviations, [genes]; NaN where nothing was estimated. */
function deviationsFromTrend({ evidence }: EngineOpinion): Float64Array {
  const { geneWiseDispersion, trendDispersion } = evidence!;
  const residuals = geneWiseDispersion!.map((own, gene) => math.log(own) - math.log(trendDispersion![gene]!));
  const told = residuals.filter(
    (value, gene) => Number.isFinite(value) && geneWiseDispersion![gene]! >= LEAST_DISPERSION,
  );
  const spread = medianAbsoluteDeviation(told);
  return residuals.map((value) => (spread > 0 ? value / spread : Number.NaN));
}

function short(value: number): string {
  return String(Number(value.toPrecision(2)));
}
