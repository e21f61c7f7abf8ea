import {
  isListOfTexts,
  isRecord,
  requireChoice,
  requireLengths,
  requireShare,
  wrongArgument,
} from '../../arguments.ts';
import type { GeneResults } from '../../engines/gene-results.ts';
import { requireResults } from '../../engines/require-results.ts';
import { type Effect, effects, type TakenOut } from '../../ranking/changes/effect.ts';
import { type Ranker, rankers } from '../../ranking/simple-rankers.ts';
import type { KnownSites } from './sites-of-genes.ts';

/** One experiment with the miRNA. */
export interface NamedContrast {
  readonly name: string;
  readonly results: GeneResults;
  readonly effect: Effect;
  /** What it shares with contrasts of other miRNAs (`takeOutShared`). */
  readonly shared?: TakenOut | undefined;
}

export interface RankQuestion {
  /** One, or several that are ranked together: a target moves as it should in each. */
  readonly contrasts: readonly NamedContrast[];
  readonly known: KnownSites;
  readonly mirnas: readonly { readonly name: string }[];
  /** [genes of the first contrast] */
  readonly symbols?: readonly string[] | undefined;
  /** Adjusted p-value below which a gene moves, and false discovery rate of the candidates. */
  readonly alpha: number;
  readonly fdr: number;
  readonly ranker?: Ranker | undefined;
  /** Genes that an siRNA was made against, by id or symbol: they are set apart from its off-targets. */
  readonly intendedTargets?: readonly string[] | undefined;
}

/** Throws a `Fault` for a question of another shape than `RankQuestion`: values of other genes would be read as of these. */
export function requireRankQuestion(question: unknown): void {
  if (!isRecord(question)) throw wrongArgument('There is no question.', question, '{ contrasts, known, mirnas, ... }');
  const { contrasts, known, mirnas, symbols, alpha, fdr, ranker, intendedTargets } = question as Partial<RankQuestion>;
  if (!Array.isArray(contrasts) || contrasts.length === 0)
    throw wrongArgument('There are no contrasts.', contrasts, '`contrasts`: [{ name, results, effect }, ...]');
  for (const contrast of contrasts) requireContrast(contrast);
  if (!isRecord(known) || !(known.sites instanceof Map) || !isRecord(known.traits))
    throw wrongArgument('Nothing is known of sites.', known, '`known`: { sites: a Map by gene id, kind, traits }');
  requireChoice('kind', known.kind ?? '', ['all', 'conserved']);
  requireLengths({}, contrasts[0].results.geneIds.length, 'genes', { ...known.traits, symbols });
  if (!Array.isArray(mirnas) || mirnas.length === 0)
    throw wrongArgument('No miRNA is named.', mirnas, '`mirnas`: [{ name }, ...]');
  requireShare('alpha', alpha);
  requireShare('fdr', fdr);
  requireChoice('ranker', ranker, rankers);
  if (intendedTargets !== undefined && !isListOfTexts(intendedTargets))
    throw wrongArgument('The intended targets are no list.', intendedTargets, 'ids or symbols of genes');
}

function requireContrast(contrast: unknown): void {
  if (!isRecord(contrast) || typeof contrast.name !== 'string')
    throw wrongArgument('A contrast has no name.', contrast, '{ name, results, effect }');
  const { results, effect, shared } = contrast as unknown as NamedContrast;
  requireResults(results);
  requireChoice('effect', effect ?? '', effects);
  if (shared === undefined) return;
  requireLengths({ taken: shared.taken, errorFactor: shared.errorFactor }, results.geneIds.length, 'genes');
  requireResults(shared.corrected);
}
