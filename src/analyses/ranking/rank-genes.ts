import { type Contrast, evidenceOf } from '../../ranking/changes/effect.ts';
import { explainRank, nameContrasts, nameMirnas } from '../../ranking/explain-rank.ts';
import { type RankedGene, rankOverContrasts, type TargetClass } from '../../ranking/rank-targets.ts';
import { type SiteShift, siteShifts } from '../../ranking/shift/site-shift.ts';
import { describeFits, type FitNote } from './describe-fits.ts';
import { findIntendedTargets } from './intended-targets.ts';
import { type RankQuestion, requireRankQuestion } from './rank-question.ts';
import { type RankingValues, rankingValues } from './ranking-values.ts';
import type { KnownSites } from './sites-of-genes.ts';

export interface RankAnswer {
  readonly genes: readonly RankedGene[];
  /** A sentence on each intended target. */
  readonly intended: readonly string[];
  /** What changes were corrected for, and whether the model converged. */
  readonly notes: readonly FitNote[];
  /** The table of all genes, or of those of a class. */
  table(only?: TargetClass): RankingValues;
  /** How genes with sites move in the first contrast. */
  shifts(): SiteShift[];
}

/** Orders genes by how well changes and sites together speak for a direct target of the miRNAs, and says why. */
export function rankGenes(question: RankQuestion): RankAnswer {
  requireRankQuestion(question);
  const { contrasts, known, mirnas, symbols, alpha, fdr, ranker, intendedTargets = [] } = question;
  const geneIds = contrasts[0]?.results.geneIds ?? [];
  const intended = findIntendedTargets(intendedTargets, { geneIds, symbols });
  const options = { alpha, fdr, ranker, sites: known.kind, coding: known.coding, intended, traits: known.traits };
  const named = contrasts.map(({ name, results, effect, shared }) => ({ name, changes: results, effect, shared }));
  const { genes, fits } = rankOverContrasts(named, known.sites, options);
  const offTargets = genes.filter((gene) => gene.class !== 'intended_target');
  const [first] = named;
  const { changes, ...further } = nameContrasts(named);
  const isShared = named.some(({ shared }) => shared !== undefined);
  const before = isShared ? placesWithout(named, known.sites, options) : undefined;
  const explain = {
    ...options,
    taken: first?.shared?.taken,
    ...further,
    mirna: nameMirnas(mirnas.map(({ name }) => name)),
  };
  return {
    genes,
    intended: genes
      .filter((gene) => gene.class === 'intended_target')
      .map(
        (gene) => `${symbols?.[gene.row] ?? gene.geneId} ${explainRank(gene, changes, explain).replace('Is', 'is')}`,
      ),
    notes: describeFits(
      fits,
      contrasts.map(({ name }) => name),
    ),
    table: (only) =>
      rankingValues(
        only === undefined ? genes : genes.filter((gene) => gene.class === only),
        changes,
        explain,
        symbols,
        known.transcripts,
        before,
      ),
    shifts: () => siteShifts(offTargets, evidenceOf(first!), further, known.traits),
  };
}

/** [genes of the first contrast] where each would stand if nothing shared were taken out, from 1. */
function placesWithout(
  contrasts: readonly Contrast[],
  sites: KnownSites['sites'],
  options: Parameters<typeof rankOverContrasts>[2],
): Int32Array {
  const plain = contrasts.map(({ changes, effect }) => ({ changes, effect }));
  const places = new Int32Array(contrasts[0]!.changes.geneIds.length);
  for (const [place, { row }] of rankOverContrasts(plain, sites, options).genes.entries()) places[row] = place + 1;
  return places;
}
