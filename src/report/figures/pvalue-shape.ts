/** What the histogram of p-values looks like. */
export type PvalueShape =
  /** Flat with a peak at 0: as it should be where genes change. */
  | 'peak'
  /** Flat: nothing is seen to change. */
  | 'flat'
  /** Rises toward 1: the tests are too cautious, or the samples hold a factor that the design does not. */
  | 'rising'
  /** Peaks at both ends. */
  | 'both-ends'
  /** Highest in the middle: the distribution that the tests assume is wrong. */
  | 'hill';

/** How far above the middle of the histogram an end must lie to be called a peak. */
const CLEARLY = 1.3;
/** Of a bin's height, in standard deviations of a count: less is chance. */
const BEYOND_CHANCE = 4;

/**
 * Names the shape of a histogram of p-values from the mean heights of its parts: the first tenth, the last tenth, and the
 * middle (0.3 to 0.7). An end counts as higher when it lies a third above what it is compared with, and beyond chance.
 *
 * @param bins [bins], counts of p-values from 0 to 1
 */
export function pvalueShape(bins: ArrayLike<number>): PvalueShape {
  const mean = (from: number, to: number) => {
    const first = Math.round(from * bins.length);
    const last = Math.max(first + 1, Math.round(to * bins.length));
    let sum = 0;
    for (let bin = first; bin < last; bin++) sum += bins[bin]!;
    return sum / (last - first);
  };
  const left = mean(0, 0.1);
  const middle = mean(0.3, 0.7);
  const right = mean(0.9, 1);
  const width = Math.max(1, Math.round(0.1 * bins.length));
  const above = (a: number, b: number) => a > CLEARLY * b && a - b > BEYOND_CHANCE * Math.sqrt(Math.max(1, b) / width);
  const leftPeak = above(left, middle);
  const rightPeak = above(right, middle);
  if (leftPeak && rightPeak) return 'both-ends';
  if (leftPeak) return 'peak';
  if (rightPeak) return 'rising';
  return above(middle, left) && above(middle, right) ? 'hill' : above(middle, left) ? 'rising' : 'flat';
}

/** What the shape means, in a sentence. */
export const shapeWords: Readonly<Record<PvalueShape, string>> = {
  peak: 'The shape is as it should be: a peak at 0 over an even rest.',
  flat: 'The histogram is even: the data show no more small p-values than chance would.',
  rising:
    'P-values pile up toward 1: the tests are too cautious, as when a batch that the design leaves out inflates the scatter within groups.',
  'both-ends':
    'P-values pile up at both ends: beside true changes, many genes have too few reads, or a batch is left out.',
  hill: 'P-values are most frequent in the middle: the tests do not fit these data; do not trust their false discovery rate.',
};

/** Shapes that a reader must be warned of. */
export function isWrongShape(shape: PvalueShape): boolean {
  return shape === 'rising' || shape === 'hill';
}
