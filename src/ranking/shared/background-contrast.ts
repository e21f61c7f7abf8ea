import type { GeneResults } from '../../engines/gene-results.ts';
import { type Effect, repressionSign } from '../changes/effect.ts';
import { centerOf, usableErrors } from '../changes/effect-sizes.ts';

/** A contrast of another miRNA, from the same laboratory or against the same controls. */
export interface BackgroundContrast {
  readonly name: string;
  readonly changes: GeneResults;
  readonly effect: Effect;
  /** Whether a gene has a site of its miRNA; absent where sites are not known, or there is no miRNA. */
  readonly hasSite?: ((geneId: string) => boolean) | undefined;
}

/** The changes of a contrast, centered, in the order of the genes of another; NaN where there is none. */
export interface AlignedChanges {
  /** [genes] log2 */
  readonly change: Float64Array;
  /** [genes] */
  readonly error: Float64Array;
}

/** The changes of a contrast around the usual gene that `use` names. */
export function centerChanges(changes: GeneResults, use: (row: number) => boolean): AlignedChanges {
  const error = usableErrors(changes);
  const center = centerOf(changes.log2FoldChange, error, use);
  return {
    error,
    change: changes.log2FoldChange.map((value, row) => (Number.isNaN(error[row]!) ? Number.NaN : value - center)),
  };
}

/** Share of genes with a site beyond a repression that may be no targets. */
const DOUBT = 0.3;
/** As many genes with a site tell how they go. */
const FEWEST_WITH_SITE = 10;

/**
 * The changes of a background contrast for the genes of another, less those of its own targets: what its miRNA did is not
 * shared. Genes with a site count as targets beyond a repression that half as many genes without a site, or fewer, reach.
 */
export function alignBackground(
  { changes, effect, hasSite = () => false }: BackgroundContrast,
  geneIds: readonly string[],
): AlignedChanges {
  const withSite = Uint8Array.from(changes.geneIds, (id) => Number(hasSite(id)));
  const { change, error } = centerChanges(changes, (row) => withSite[row] === 0);
  const sign = repressionSign(effect);
  const repressionOf = (is: 0 | 1) =>
    change.filter((value, row) => withSite[row] === is && !Number.isNaN(value)).map((value) => sign * value);
  const least = leastOfTargets(repressionOf(1), repressionOf(0));
  const rowOf = new Map(changes.geneIds.map((id, row) => [id, row]));
  const rows = geneIds.map((id) => rowOf.get(id) ?? -1);
  const isOwn = (row: number): boolean => withSite[row] === 1 && sign * change[row]! >= least;
  const pick = (values: Float64Array) =>
    Float64Array.from(rows, (row) => (row < 0 || isOwn(row) ? Number.NaN : values[row]!));
  return { change: pick(change), error: pick(error) };
}

/** The least repression > 0 from which on at most `DOUBT` of the genes with a site are expected without any; infinite if none. */
function leastOfTargets(withSite: Float64Array, without: Float64Array): number {
  const [strongest, background] = [withSite.sort().reverse(), without.sort().reverse()];
  let least = Number.POSITIVE_INFINITY;
  let beyond = 0;
  for (let count = FEWEST_WITH_SITE; count <= strongest.length; count++) {
    const repression = strongest[count - 1]!;
    if (repression <= 0) break;
    while (beyond < background.length && background[beyond]! >= repression) beyond++;
    if (beyond / background.length <= (DOUBT * count) / strongest.length) least = repression;
  }
  return least;
}
