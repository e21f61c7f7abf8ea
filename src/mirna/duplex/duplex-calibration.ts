import * as math from '../../stats/math/portable.ts';
import { createRandom } from '../../stats/random/seeded-random.ts';
import { encodeBases } from '../sequences/nucleotides.ts';
import { DuplexKernel } from './duplex-kernel.ts';
import type { ExtremeValueParameters } from './duplex-pvalue.ts';
import type { DuplexRules } from './duplex-recursion.ts';

/** Frequencies of dinucleotides, [first][second] in the order A C G U; need not sum to one. */
export type DinucleotideFrequencies = readonly (readonly number[])[];

/** Of human 3' UTRs, as RNAhybrid's documentation gives them. */
const humanDinucleotides: DinucleotideFrequencies = [
  [0.0863875, 0.0486841, 0.0698675, 0.0687696],
  [0.0700628, 0.0617567, 0.0130357, 0.0729138],
  [0.0582891, 0.0477981, 0.0600536, 0.0525618],
  [0.0588781, 0.0595386, 0.0757252, 0.0956777],
];

const SAMPLE = 5000;
const MEAN_LENGTH = 500;
const SD_LENGTH = 300;
const MAX_LENGTH = 2000;
/** The line is fitted at the upper ends of bins of equal width, from this value up to this share of the bins. */
const BINS = 500;
const FIT_FROM = 2;
const FIT_TO = 0.99;

/**
 * Location and scale of the normalized energies of a miRNA's best duplexes with random targets, under the rules that are
 * searched with: 5,000 targets of normal(500, 300) nt from a chain of dinucleotides; with F the empirical distribution of
 * x = -energy / ln(m n), ln(-ln F) is regressed on x from 2 to 99 % of the greatest; theta = -1 / slope, xi = intercept x
 * theta. Repeats with other seeds differ by about 0.02 in xi and 0.01 in theta.
 * Source: Rehmsmeier et al. 2004 (doi:10.1261/rna.5248604), RNAcalibrate. Equal seeds give equal parameters.
 *
 * @param mirna RNA letters 5'->3'
 */
export function calibrateDuplexes(
  mirna: string,
  rules: DuplexRules,
  frequencies: DinucleotideFrequencies = humanDinucleotides,
  seed = 1,
): ExtremeValueParameters {
  const random = createRandom(seed);
  const kernel = new DuplexKernel();
  const query = encodeBases(mirna).reverse();
  kernel.setQuery(query, rules);
  const energies = Float64Array.from({ length: SAMPLE }, () => {
    const target = randomTarget(random, frequencies);
    const energy = kernel.best(target)?.energy ?? 0;
    return -energy / math.log(target.length * query.length);
  }).sort();
  return fitExtremeValues(energies);
}

function randomTarget(random: ReturnType<typeof createRandom>, frequencies: DinucleotideFrequencies): Uint8Array {
  let length = 0;
  while (length < 1 || length > MAX_LENGTH) length = Math.floor(MEAN_LENGTH + SD_LENGTH * random.normal());
  const target = new Uint8Array(length);
  const single = frequencies.map((row, base) => sum(row) + sum(frequencies.map((other) => other[base]!)));
  target[0] = draw(random.uniform(), single);
  for (let i = 1; i < length; i++) target[i] = draw(random.uniform(), frequencies[target[i - 1]!]!);
  return target;
}

function draw(u: number, weights: readonly number[]): number {
  let rest = u * sum(weights);
  for (let k = 0; k < weights.length - 1; k++) {
    rest -= weights[k]!;
    if (rest < 0) return k;
  }
  return weights.length - 1;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Fits a line to the sorted sample, at the bins where the distribution is neither 0 nor 1. */
function fitExtremeValues(sorted: Float64Array): ExtremeValueParameters {
  const width = sorted.at(-1)! / BINS;
  let [n, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
  let below = 0;
  for (let bin = 1; bin <= Math.floor(BINS * FIT_TO); bin++) {
    const x = bin * width;
    while (below < sorted.length && sorted[below]! <= x) below++;
    if (x < FIT_FROM || below === 0 || below === sorted.length) continue;
    const y = math.log(-math.log(below / sorted.length));
    n++;
    sx += x;
    sy += y;
    sxx += x * x;
    sxy += x * y;
  }
  const slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  const theta = -1 / slope;
  return { xi: ((sy - slope * sx) / n) * theta, theta };
}
