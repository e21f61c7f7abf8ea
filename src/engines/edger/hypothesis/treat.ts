import {
  normalDensity,
  normalLogUpperQuantile,
  normalLogUpperTail,
  normalUpperTail,
} from '../../../stats/distributions/normal.ts';
import { studentTLogUpperTail } from '../../../stats/distributions/student-t.ts';
import * as math from '../../../stats/math/portable.ts';
import { fitDeviances } from '../glm/fit-genes.ts';
import { foldChanges, shrunkenCoefficients } from '../glm/fold-changes.ts';
import { nullDesign } from '../glm/null-design.ts';
import type { QuasiFit } from '../quasi/quasi-fit.ts';
import type { GeneTests, LikelihoodFit } from './likelihood-ratio.ts';
import { boundByPoisson } from './poisson-bound.ts';
import type { QuasiTestOptions } from './quasi-likelihood-f.ts';

export interface TreatOptions {
  /** log2 fold change to be exceeded, positive; at 0 use the plain test. */
  readonly lfc: number;
  /** Fold changes below the threshold are all as likely (`interval`, the default), or all lie on it. */
  readonly nullHypothesis?: 'interval' | 'worst.case' | undefined;
}

type Tails = Pick<GeneTests, 'pvalue' | 'logPvalue'>;

/** Signed roots of deviances on the two sides of the interval, on the scale of a standard normal; both [genes]. */
interface Distances {
  /** The smaller one; positive inside the interval, negative outside. */
  readonly near: Float64Array;
  readonly far: Float64Array;
}

/**
 * Tests that a fold change exceeds a threshold, edgeR's `glmTreat` on a quasi-likelihood fit: roots of the deviances with
 * the contrast held at either end of the interval, brought from the t to the normal scale.
 *
 * Source: McCarthy and Smyth 2009, doi:10.1093/bioinformatics/btp053; Chen, Lun and Smyth 2016,
 * doi:10.12688/f1000research.8987; edgeR `glmTreat`. Accuracy: 1e-7 of edgeR.
 */
export function testQuasiTreat(
  fit: QuasiFit,
  contrast: Float64Array,
  options: TreatOptions,
  { hasPoissonBound }: QuasiTestOptions,
): Tails {
  const scaled = (root: number, gene: number) =>
    normalLogUpperQuantile(studentTLogUpperTail(root / Math.sqrt(fit.posterior[gene]!), fit.totalDf[gene]!));
  const tests = tailsOf(distances(fit, contrast, options.lfc, scaled), options);
  if (hasPoissonBound) boundByPoisson(fit, tests, (poisson) => testTreat(poisson, contrast, { lfc: options.lfc }));
  return tests;
}

/** As `testQuasiTreat` on a likelihood fit: the roots of deviances are normal as they are. */
export function testTreat(fit: LikelihoodFit, contrast: Float64Array, options: TreatOptions): Tails {
  return tailsOf(
    distances(fit, contrast, options.lfc, (root) => root),
    options,
  );
}

function distances(
  fit: LikelihoodFit,
  contrast: Float64Array,
  lfc: number,
  scale: (root: number, gene: number) => number,
): Distances {
  const { problem, design, dispersion, deviance } = fit;
  const { samples, columns, values } = design;
  const reduced = nullDesign(design, [contrast]);
  const square = contrast.reduce((sum, weight) => sum + weight * weight, 0);
  const direction = Float64Array.from({ length: samples }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += values[j * columns + k]! * contrast[k]!;
    return sum / square;
  });
  const rootsAt = (change: number): Float64Array => {
    const sizes = problem.sizes.map((size, j) => size * math.exp(change * Math.LN2 * direction[j]!));
    const shifted = { ...problem, sizes };
    // The shift moves coefficients only, but an iteration that starts elsewhere ends with another last digit, as in edgeR.
    const full = design.isOneWay ? deviance : fitDeviances(shifted, design, dispersion);
    return fitDeviances(shifted, reduced, dispersion).map((value, gene) => Math.sqrt(Math.max(value - full[gene]!, 0)));
  };
  const low = rootsAt(-lfc);
  const high = rootsAt(lfc);
  const [unshrunk] = foldChanges(shrunkenCoefficients(problem, design, dispersion, 0), columns, [contrast]);
  const near = low.map((root, gene) => scale(Math.min(root, high[gene]!), gene));
  return {
    near: near.map((root, gene) => {
      const change = unshrunk![gene]!;
      return Number.isNaN(change) ? change : Math.abs(change) <= lfc ? root : -root;
    }),
    far: low.map((root, gene) => scale(Math.max(root, high[gene]!), gene)),
  };
}

/** The width of the part of the interval that lies near its end, in normal deviates; chosen in edgeR. */
const NEAR_END = 1.470402;

function tailsOf({ near, far }: Distances, { nullHypothesis = 'interval' }: TreatOptions): Tails {
  const logPvalue = near.map((inner, gene) => {
    const outer = far[gene]!;
    if (Number.isNaN(inner)) return inner;
    if (nullHypothesis === 'worst.case') return logSum(normalLogUpperTail(outer), normalLogUpperTail(-inner));
    if (outer + inner > NEAR_END) {
      return logSum(logMeanTail(-outer, -outer + NEAR_END), logMeanTail(inner - NEAR_END, inner));
    }
    return Math.LN2 + logMeanTail(-outer, inner);
  });
  return { pvalue: logPvalue.map(math.exp), logPvalue };
}

/** ln of the mean of Phi over [a, b], a <= b. */
function logMeanTail(a: number, b: number): number {
  if (!(b - a > 1e-10)) return normalLogUpperTail(-a);
  const upper = logTailIntegral(b);
  return upper + math.log1p(-math.exp(logTailIntegral(a) - upper)) - math.log(b - a);
}

/** ln of the integral of Phi up to b, b Phi(b) + phi(b). */
function logTailIntegral(b: number): number {
  if (b > -5) return math.log(b * normalUpperTail(-b) + normalDensity(b));
  const logDensity = -0.5 * b * b - 0.5 * math.log(2 * Math.PI);
  return logDensity + math.log1p(b * math.exp(normalLogUpperTail(-b) - logDensity));
}

function logSum(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger === Number.NEGATIVE_INFINITY ? larger : larger + math.log1p(math.exp(Math.min(a, b) - larger));
}
