import type { GeneResults } from '../engines/gene-results.ts';
import { fillDoubles } from '../stats/columns/fill-columns.ts';
import * as math from '../stats/math/portable.ts';
import { orderByValue } from '../stats/ranks/order-ascending.ts';
import { assessGenes, combineAssessments, type GeneAssessment, logOdds } from './assess-genes.ts';
import type { DriftTraits, TraitSlope } from './changes/background-trend.ts';
import type { Contrast } from './changes/effect.ts';
import { evidenceOf as changesOf, type Effect, repressionSign } from './changes/effect.ts';
import { qValues } from './model/false-discovery.ts';
import type { RankingPriors } from './model/ranking-priors.ts';
import { usualPriors } from './model/usual-priors.ts';
import { type Ranker, scoreBy } from './simple-rankers.ts';
import type { GeneSite } from './sites/site-evidence.ts';
import { type SiteStrength, strengthOfSites } from './sites/site-strength.ts';

export interface RankOptions {
  readonly effect: Effect;
  /** A gene moves when its adjusted p-value is below this. */
  readonly alpha: number;
  /** False discovery rate of the candidates; `alpha` by default. */
  readonly fdr?: number | undefined;
  /**
   * Whether a gene without a listed site has none (all of its 3' UTR was searched; the default), or only no conserved one
   * (tables that list conserved sites).
   */
  readonly sites?: 'all' | 'conserved' | undefined;
  /** Sites in the coding sequences of genes where those are known, an empty list where there are none. */
  readonly coding?: ReadonlyMap<string, readonly GeneSite[]> | undefined;
  /** Genes that an siRNA was made against, by id: set apart, not judged, and no part of what is learned. */
  readonly intended?: ReadonlySet<string> | undefined;
  /** What orders the genes; the posterior by default, others for comparison. Classes and posteriors stay the same. */
  readonly ranker?: Ranker | undefined;
  readonly priors?: RankingPriors | undefined;
  /** What genes may drift with beside expression, [genes of the first contrast] each. */
  readonly traits?: Pick<DriftTraits, 'utrLength' | 'utrGc'> | undefined;
}

/**
 * `candidate`: a direct target at the chosen false discovery rate, with a site. Of the others, `uncertain`: moves as a target
 * should and has a site, but both are too weak together; `moved_without_site`; `site_without_change`; `neither`: the
 * background; `cannot_be_judged`: its 3' UTR is not known, or, of tables that list conserved sites only, none is listed;
 * `intended_target`: what an siRNA was made against.
 */
export type TargetClass =
  | 'candidate'
  | 'uncertain'
  | 'moved_without_site'
  | 'site_without_change'
  | 'neither'
  | 'cannot_be_judged'
  | 'intended_target';

export interface RankedGene {
  readonly geneId: string;
  /** Index into the table of changes (that of the first contrast). */
  readonly row: number;
  readonly class: TargetClass;
  /** It has a p-value, in one of several contrasts. */
  readonly isTested: boolean;
  /** What the genes are ordered by, see `rankTargets` (or the score of another ranker); NaN if untested. */
  readonly score: number;
  /** Probability of being a direct target; NaN if untested. */
  readonly posterior: number;
  /** False discovery rate of all genes with a site and at least this posterior; NaN without a site, which no candidate lacks. */
  readonly qValue: number;
  /** log10 of the likelihood ratio of the change: positive where it speaks for a target. */
  readonly expressionEvidence: number;
  /** log10 of the odds by type, number and context of the sites. */
  readonly siteEvidence: number;
  /** What their conservation adds to that. The three sum up to log10 of the odds of being a target, about. */
  readonly conservationEvidence: number;
  /** Expected change, log2, shrunken by all of the evidence; 0 is the usual gene without a site that is alike. */
  readonly expectedLog2FoldChange: number;
  /**
   * Change, log2, by which genes without a site that are alike in 3' UTR and expression differ from the usual one, in the
   * first contrast (`fitBackgroundTrend`); it is no evidence.
   */
  readonly backgroundLog2FoldChange: number;
  /** In the order of the 3' UTR; undefined where the gene has no 3' UTR in the set that was searched. */
  readonly sites: readonly GeneSite[] | undefined;
  /** In the order of the coding sequence; undefined where that is not known. */
  readonly codingSites: readonly GeneSite[] | undefined;
}

export interface Ranking {
  /** In order; untested genes last. */
  readonly genes: readonly RankedGene[];
  /** How each contrast was fitted. */
  readonly fits: readonly ContrastFit[];
}

/** How the model of a contrast was fitted. */
export interface ContrastFit {
  /** What genes without a site drift with; their drift is taken from all genes. Empty where no trait is known. */
  readonly slopes: readonly TraitSlope[];
  readonly converged: boolean;
  readonly steps: number;
  /** Whether WebAssembly had no memory: the same numbers, more slowly. */
  readonly isPlain: boolean;
}

/**
 * Orders the genes of a contrast by how well all that is known of them speaks for a direct target of the miRNA.
 *
 * The score is the repression, log2, that another laboratory should find again: P E[repression | target] + (1 - P) kappa
 * E[repression | no target], kappa being the share of other changes that laboratories find again
 * (`RankingPriors.replication`). It is the same whether all sites are known or only conserved ones are listed. Posterior
 * and q-value say how sure each gene is, and candidates are chosen by them alone: a strong but doubtful gene may stand
 * among candidates without being one. The order is soft: a strong change with a weak site and a weak change with strong
 * sites both stay visible.
 *
 * Sites in coding sequences (`options.coding`) add to the evidence of a gene, and keep it from being background where they
 * are of 7 or 8 bases; but they alone make no candidate: of one public data set only is their strength known, without errors
 * of single genes, so that the rate of false candidates among them could not be judged.
 *
 * `sites` holds the sites of every gene whose 3' UTR was searched (an empty list where there is none).
 */
export function rankTargets(
  changes: GeneResults,
  sites: ReadonlyMap<string, readonly GeneSite[]>,
  options: RankOptions,
): Ranking {
  return rankOverContrasts([{ changes, effect: options.effect }], sites, options);
}

/** `rankTargets` over several contrasts of one miRNA, by gene id: a target moves as it should in each. */
export function rankOverContrasts(
  contrasts: readonly Contrast[],
  sites: ReadonlyMap<string, readonly GeneSite[]>,
  options: Omit<RankOptions, 'effect'>,
): Ranking {
  const [first] = contrasts;
  if (first === undefined) return { genes: [], fits: [] };
  const priors = options.priors ?? usualPriors;
  const complete = options.sites !== 'conserved';
  const intended: ReadonlySet<string> = options.intended ?? new Set();
  const codingOf = (id: string): readonly GeneSite[] => options.coding?.get(id) ?? [];
  const hasSite = (id: string): boolean => (sites.get(id) ?? []).length > 0 || codingOf(id).some(isSeven);
  const unlisted: SiteStrength = { strength: priors.unlisted, withoutConservation: priors.unlisted };
  const siteless = strengthOfSites([], priors);
  const strengthOf = (id: string): SiteStrength => {
    const own = sites.get(id);
    if (own === undefined || (!complete && own.length === 0)) return unlisted;
    const coding = codingOf(id);
    return own.length + coding.length === 0 ? siteless : strengthOfSites(own, priors, coding);
  };
  const { geneIds } = first.changes;
  const strengths = geneIds.map(strengthOf);
  const assessments = contrasts.map(({ changes, effect, shared }) => {
    const ids = changes.geneIds;
    const own = ids === geneIds ? strengths : ids.map(strengthOf);
    return assessGenes(
      withoutGenes(changesOf({ changes, effect, shared }), intended),
      effect,
      fillDoubles(ids.length, (row) => own[row]!.strength),
      new Uint8Array(ids.length).map((_, row) => Number(!hasSite(ids[row]!))),
      { ...traitsFor(changes, first.changes, options.traits), abundance: changes.baseMean },
      priors,
    );
  });
  const rowsOf = contrasts.slice(1).map(({ changes }) => new Map(changes.geneIds.map((id, row) => [id, row])));
  const rowsOfGene = geneIds.map((id, row) => [row, ...rowsOf.map((rows) => rows.get(id) ?? -1)]);
  const all = rowsOfGene.map((rows) => combineAssessments(assessments, rows));
  const posterior = fillDoubles(all.length, (row) => all[row]?.posterior ?? Number.NaN);
  const sitesOf = (id: string): readonly GeneSite[] => sites.get(id) ?? [];
  const q = qValues(posterior.map((value, row) => (sitesOf(geneIds[row]!).length > 0 ? value : Number.NaN)));
  const replication = replicationOf(contrasts, priors);
  const ownScore = fillDoubles(all.length, (row) => {
    const gene = all[row];
    return gene === undefined ? Number.NaN : expectedRepression(gene, replication);
  });
  const score = scoreBy(options.ranker ?? 'posterior', ownScore, first, sites).map((value, row) =>
    intended.has(geneIds[row]!) ? Number.NaN : value,
  );
  const rankedGene = (row: number): RankedGene => {
    const geneId = geneIds[row]!;
    const own = sites.get(geneId);
    const assessed = all[row];
    const { expression, site, conservation } = evidenceOf(assessed, strengths[row]!);
    const isKnown = own !== undefined && (complete || own.length > 0);
    const called = q[row]! <= (options.fdr ?? options.alpha);
    return {
      geneId,
      row,
      class: intended.has(geneId)
        ? 'intended_target'
        : called
          ? 'candidate'
          : isKnown
            ? classify(moves(contrasts, rowsOfGene[row]!, options.alpha), own.length > 0)
            : 'cannot_be_judged',
      isTested: rowsOfGene[row]!.some((place, i) => !Number.isNaN(contrasts[i]!.changes.pvalue[place] ?? Number.NaN)),
      score: score[row]!,
      posterior: posterior[row]!,
      qValue: q[row]!,
      expressionEvidence: expression,
      siteEvidence: site,
      conservationEvidence: conservation,
      expectedLog2FoldChange:
        assessed === undefined ? Number.NaN : repressionSign(first.effect) * expectedRepression(assessed, 1),
      backgroundLog2FoldChange: assessments[0]!.trend.expected[row]!,
      sites: own,
      codingSites: options.coding?.get(geneId),
    };
  };
  return {
    genes: Array.from(inOrder(score, posterior), rankedGene),
    fits: assessments.map(({ fit: { converged, steps, isPlain }, trend: { slopes } }) => ({
      slopes,
      converged,
      steps,
      isPlain,
    })),
  };
}

/** [genes] rows by score, equal ones by posterior, the largest first and NaN last; else as they stand. */
function inOrder(score: Float64Array, posterior: Float64Array): Uint32Array {
  const byPosterior = orderByValue(posterior.map((value) => -value));
  const byScore = orderByValue(fillDoubles(score.length, (k) => -score[byPosterior[k]!]!));
  return byScore.map((k) => byPosterior[k]!);
}

/** The traits of the genes of a table, given for those of another. */
function traitsFor(
  { geneIds }: GeneResults,
  given: GeneResults,
  { utrLength, utrGc }: Pick<DriftTraits, 'utrLength' | 'utrGc'> = {},
): DriftTraits {
  if (geneIds === given.geneIds) return { utrLength, utrGc };
  const rowOf = new Map(given.geneIds.map((id, row) => [id, row]));
  const move = (values: Float64Array | undefined): Float64Array | undefined =>
    values && fillDoubles(geneIds.length, (row) => values[rowOf.get(geneIds[row]!) ?? -1] ?? Number.NaN);
  return { utrLength: move(utrLength), utrGc: move(utrGc) };
}

/** The changes with those of some genes struck out, as if they had not been tested. */
function withoutGenes(changes: GeneResults, ids: ReadonlySet<string>): GeneResults {
  if (ids.size === 0) return changes;
  const strike = (values: Float64Array): Float64Array =>
    values.map((value, row) => (ids.has(changes.geneIds[row]!) ? Number.NaN : value));
  return {
    ...changes,
    log2FoldChange: strike(changes.log2FoldChange),
    lfcSE: strike(changes.lfcSE),
    pvalue: strike(changes.pvalue),
    logPvalue: strike(changes.logPvalue),
  };
}

/**
 * kappa where a shared response has been taken out, which no other laboratory finds: the rest is that much more likely to
 * be found, kappa / (1 - r^2), r the correlation of the changes with what was taken out; the least over contrasts.
 */
function replicationOf(contrasts: readonly Contrast[], { replication }: RankingPriors): number {
  const shares = contrasts.map(({ shared }) => (shared?.correlation ?? 0) ** 2);
  return Math.min(1, replication / (1 - Math.min(...shares)));
}

function expectedRepression(
  { posterior, repressionIfTarget, repressionIfNot }: GeneAssessment,
  replication: number,
): number {
  return posterior * repressionIfTarget + (1 - posterior) * replication * repressionIfNot;
}

/** Shorter sites in coding sequences are so many, and so weak, that their genes belong to the background. */
function isSeven({ type }: GeneSite): boolean {
  return type !== '6mer';
}

/** The parts of the evidence, log10; what sites say is split into what they would say without known conservation. */
function evidenceOf(gene: GeneAssessment | undefined, { strength, withoutConservation }: SiteStrength) {
  if (gene === undefined) return { expression: Number.NaN, site: Number.NaN, conservation: Number.NaN };
  const bySites = logOdds(gene.priorProbability) / Math.LN10;
  const odds = (x: number): number => logOdds(-math.expm1(-x)) / Math.LN10;
  const conservation = odds(strength) - odds(withoutConservation);
  return { expression: gene.logRatio, site: bySites - conservation, conservation };
}

/** Whether a gene changes as a target in at least one contrast, and in none against it. */
function moves(contrasts: readonly Contrast[], rows: readonly number[], alpha: number): boolean {
  let isTarget = false;
  for (let i = 0; i < contrasts.length; i++) {
    const { changes, effect } = contrasts[i]!;
    if (!(changes.padj[rows[i]!]! < alpha)) continue;
    const direction = repressionSign(effect) * Math.sign(changes.log2FoldChange[rows[i]!]!);
    if (direction === -1) return false;
    isTarget ||= direction === 1;
  }
  return isTarget;
}

function classify(moves: boolean, hasSite: boolean): TargetClass {
  if (moves) return hasSite ? 'uncertain' : 'moved_without_site';
  return hasSite ? 'site_without_change' : 'neither';
}
