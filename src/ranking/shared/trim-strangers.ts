import type { AlignedChanges } from './background-contrast.ts';

/** Contrasts from which on their median says what is strange among them. */
const FEWEST = 3;
/** Deviations from the median that are kept, in those that are usual for the contrast. */
const USUAL = 1.3;
const NORMAL_MAD = 1.482602218505602;

/**
 * Pulls changes that are far from what the other contrasts show of the gene back to what is usual: what one contrast
 * alone shows is its own. Usual is 1.3 times the robust standard deviation of (change - median of all) / standard error.
 * Fewer than three contrasts stay as they are.
 */
export function trimStrangers(contrasts: readonly AlignedChanges[]): readonly AlignedChanges[] {
  if (contrasts.length < FEWEST) return contrasts;
  const genes = contrasts[0]!.change.length;
  const usual = new Float64Array(genes);
  const known: number[] = [];
  for (let gene = 0; gene < genes; gene++) {
    known.length = 0;
    for (const { change } of contrasts) if (!Number.isNaN(change[gene]!)) known.push(change[gene]!);
    usual[gene] = median(known);
  }
  return contrasts.map(({ change, error }) => {
    const deviation = change.map((value, gene) => (value - usual[gene]!) / error[gene]!);
    const spread = NORMAL_MAD * median([...deviation].filter((value) => !Number.isNaN(value)).map(Math.abs));
    const trimmed = deviation.map((value, gene) => {
      const kept = Math.max(-USUAL * spread, Math.min(USUAL * spread, value));
      return usual[gene]! + kept * error[gene]!;
    });
    return { change: trimmed, error };
  });
}

/** NaN of none. */
function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
