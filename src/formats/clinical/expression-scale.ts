/** In what the values of a matrix are given, as far as they tell. */
export type ExpressionScale = 'counts' | 'normalized' | 'log2' | 'z-scores' | 'log-ratios';

export interface ToldScale {
  readonly scale: ExpressionScale;
  /** What in the data says so. */
  readonly because: string;
}

/** Values beyond this on a log2 scale would be more reads than any library has. */
const MOST_LOG2 = 32;

/** Counts that RSEM and its like estimate are whole for most genes (90 % in a TCGA table), normalized values for nearly none. */
const MANY_WHOLE = 0.25;

/**
 * Tells the scale from the values `[genes x samples]`. Values of 0 or more that go beyond 32 are
 * counts where more than a quarter of them are whole, else normalized abundances (RSEM, TPM, FPKM); values of 0 or more within 32 are log2; with negative ones it is a
 * matter of genes: all centered at 0 with unit spread are z-scores, centered without it log-ratios, the rest log2 (CPM).
 */
export function tellScale(values: Float64Array, genes: number, samples: number): ToldScale {
  let most = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  let whole = 0;
  let positive = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (value > most) most = value;
    if (value < least) least = value;
    if (value <= 0) continue;
    positive++;
    if (value === Math.round(value)) whole++;
  }
  const range = `values from ${round(least)} to ${round(most)}`;
  if (least >= 0 && most > MOST_LOG2) {
    const share = whole / positive;
    return share > MANY_WHOLE
      ? { scale: 'counts', because: `${Math.floor(100 * share)} % of the positive values are whole, ${range}` }
      : { scale: 'normalized', because: `${range}, none negative and too large for logarithms` };
  }
  if (least >= 0) return { scale: 'log2', because: range };
  const { centers, spreads } = momentsOfGenes(values, genes, samples);
  const center = median(centers.map(Math.abs));
  const spread = median(spreads);
  const told = `${range}, the genes' means near ${round(center)}, their standard deviations near ${round(spread)}`;
  if (center < 0.25 && spread > 0.7 && spread < 1.4) return { scale: 'z-scores', because: told };
  if (center < 0.5) return { scale: 'log-ratios', because: told };
  return { scale: 'log2', because: told };
}

function momentsOfGenes(
  values: Float64Array,
  genes: number,
  samples: number,
): { readonly centers: number[]; readonly spreads: number[] } {
  const centers: number[] = [];
  const spreads: number[] = [];
  for (let g = 0; g < genes; g++) {
    let n = 0;
    let mean = 0;
    let squares = 0;
    for (let j = 0; j < samples; j++) {
      const value = values[g * samples + j]!;
      if (Number.isNaN(value)) continue;
      n++;
      const step = value - mean;
      mean += step / n;
      squares += step * (value - mean);
    }
    if (n < 3 || squares === 0) continue;
    centers.push(mean);
    spreads.push(Math.sqrt(squares / (n - 1)));
  }
  return { centers, spreads };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}
