import type { GeneResults } from '../../engines/gene-results.ts';
import type { Mirna } from '../../mirna/families/mirna.ts';
import { createUtrScanner } from '../../mirna/sites/utr-scanner.ts';
import { fitBackgroundTrend } from '../../ranking/changes/background-trend.ts';
import type { Effect } from '../../ranking/changes/effect.ts';
import { usableErrors } from '../../ranking/changes/effect-sizes.ts';
import { judgeMovement, type SetMovement, tellingSet } from '../../ranking/shift/set-movement.ts';
import { type GeneTraits, siteShifts } from '../../ranking/shift/site-shift.ts';
import type { KnownSites } from '../ranking/sites-of-genes.ts';
import type { FamilySites } from './family-sites.ts';

export interface SoughtQuestion {
  readonly results: GeneResults;
  readonly sites: FamilySites;
  /** The perturbed ones. */
  readonly mirnas: readonly Mirna[];
  readonly effect: Effect;
}

/**
 * Whether the genes with sites of the perturbed miRNAs moved as a set: the question that the ranking asks, of the same genes,
 * of which those with a 6mer count for neither side. Undefined where their sites are not known.
 */
export function soughtMovement({ results, sites, mirnas, effect }: SoughtQuestion): SetMovement | undefined {
  const known = sites.perturbed ?? searchSites(results.geneIds, sites.sequences, mirnas);
  if (known === undefined) return undefined;
  const siteless = Uint8Array.from(results.geneIds, (id) => Number((known.get(id) ?? []).length === 0));
  const { utrLength, utrGc } = sites.drift ?? {};
  // Four decimals, as the tables have that a ranking reads.
  const traits: GeneTraits = { utrLength, utrGc: utrGc?.map((share) => Number(share.toFixed(4))) };
  const drift = { ...traits, abundance: results.baseMean };
  const { expected } = fitBackgroundTrend(results.log2FoldChange, usableErrors(results), siteless, drift);
  const genes = results.geneIds.map((id, row) => {
    return { row, sites: known.get(id), backgroundLog2FoldChange: expected[row]! };
  });
  return judgeMovement(tellingSet(siteShifts(genes, results, { effect }, traits)), { effect });
}

/** Sites in the 3' UTRs by gene id, those of a family once. */
function searchSites(
  geneIds: readonly string[],
  sequences: FamilySites['sequences'],
  mirnas: readonly Mirna[],
): KnownSites['sites'] | undefined {
  if (sequences === undefined) return undefined;
  const families = [...new Map(mirnas.map((mirna) => [mirna.seed, mirna])).values()];
  const scan = createUtrScanner(families);
  return new Map(
    geneIds.flatMap((id, row) => {
      const sequence = sequences[row];
      return sequence === undefined ? [] : [[id, scan({ id: String(row), sequence })] as const];
    }),
  );
}
