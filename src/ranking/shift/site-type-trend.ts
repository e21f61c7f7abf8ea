import type { GeneResults } from '../../engines/gene-results.ts';
import { jonckheereTest } from '../../stats/ranks/jonckheere.ts';
import { type Effect, repressionSign } from '../changes/effect.ts';
import { evidenceTypes, type GeneSite, strongestType } from '../sites/site-evidence.ts';

/**
 * Whether stronger sites repress more, in the order 6mer, 7mer-A1, 7mer-m8, 8mer of the strongest type of each tested
 * gene: Jonckheere's trend test of its repression. NaN for fewer than three genes with a site.
 */
export function siteTypeTrend(
  genes: readonly { readonly row: number; readonly sites: readonly GeneSite[] | undefined }[],
  changes: GeneResults,
  { effect }: { readonly effect: Effect },
): { readonly z: number; readonly p: number } {
  const sign = repressionSign(effect);
  const groups = new Map<string, number[]>(evidenceTypes.map((type) => [type, []]));
  for (const { row, sites } of genes) {
    const type = strongestType(sites ?? []);
    if (type !== undefined && !Number.isNaN(changes.pvalue[row]!)) {
      groups.get(type)?.push(sign * changes.log2FoldChange[row]!);
    }
  }
  return jonckheereTest([...groups.values()].reverse().map((values) => Float64Array.from(values)));
}
