import { factorCholesky, invertCholesky } from '../../linalg/cholesky.ts';
import { placesWhere } from '../../stats/columns/fill-columns.ts';
import * as math from '../../stats/math/portable.ts';
import { median, medianAbsoluteDeviation } from '../../stats/ranks/median.ts';
import { takeInOrder } from '../../stats/ranks/order-ascending.ts';

/** What genes may drift with; [genes] each, NaN where unknown. */
export interface DriftTraits {
  /** Mean normalized count, or another abundance > 0. */
  readonly abundance?: Float64Array | undefined;
  /** nt */
  readonly utrLength?: Float64Array | undefined;
  /** Share of G and C in the 3' UTR. */
  readonly utrGc?: Float64Array | undefined;
}

/** How a change hangs on one trait among genes without a site. */
export interface TraitSlope {
  readonly trait: 'length' | 'composition' | 'expression';
  /** Log2 change a standard deviation of the trait (of its ln for length and expression), and its standard error. */
  readonly slope: number;
  readonly error: number;
}

/** How genes drift without being targets. */
export interface BackgroundTrend {
  /** [genes] log2 change expected of a gene by its traits; 0 is the usual gene. */
  readonly expected: Float64Array;
  /** [genes] its standard error. */
  readonly error: Float64Array;
  /** Of the traits that are known, length first. */
  readonly slopes: readonly TraitSlope[];
}

/** Slopes and bends seen in experiments, log2 a standard deviation: what few genes show is shrunk towards none. */
const SLOPE_SD = 0.1;
const BEND_SD = 0.03;
/** Fewer genes tell nothing. */
const FEWEST_GENES = 20;
/** A trait counts to so many standard deviations, its bend to fewer: what the middle shows says little of the ends. */
const FARTHEST = 3.5;
const FARTHEST_BEND = 2.5;
/** Biological spread, log2, beside the standard error. */
const SPREAD = 0.2;
/** Residuals beyond as many standard deviations count less (Huber): targets and secondary effects draw at no slope. */
const HUBER = 1;
const ITERATIONS = 12;

/**
 * The change that genes show by their 3' UTR length, base composition and expression, learned from genes without a site:
 * long 3' UTRs have sites of everything, so that what moves long 3' UTRs would pass for targets.
 *
 * Robust regression (Huber) of `change` on ln length, G+C and ln abundance, standardized, length and abundance with a bend,
 * weights 1 / (error^2 + 0.2^2); slopes have a normal prior around 0, so that few genes correct little, and errors say what
 * is not known. Traits that no gene has are left out; a missing value stands for the middle.
 * `change`, `error` (NaN: not tested), `use` (1: without a site): [genes].
 */
export function fitBackgroundTrend(
  change: Float64Array,
  error: Float64Array,
  use: ArrayLike<number>,
  traits: DriftTraits,
): BackgroundTrend {
  const rows = placesWhere(change.length, (gene) => use[gene] === 1 && !Number.isNaN(change[gene]! + error[gene]!));
  const columns = traitColumns(rows, traits);
  const none = (): Float64Array => new Float64Array(change.length);
  const known = rows.filter((gene) => columns.every(({ values }) => !Number.isNaN(values[gene]!)));
  if (columns.length === 0 || known.length < FEWEST_GENES) return { expected: none(), error: none(), slopes: [] };
  const fit = regress(known, change, error, columns);
  const size = columns.length + 1;
  const expected = none();
  const own = none();
  const x = new Float64Array(size);
  for (let gene = 0; gene < change.length; gene++) {
    for (let k = 0; k < columns.length; k++) {
      const value = columns[k]!.values[gene]!;
      x[k + 1] = Number.isNaN(value) ? 0 : value;
    }
    let variance = 0;
    for (let j = 1; j < size; j++) {
      expected[gene]! += fit.coefficients[j]! * x[j]!;
      for (let k = 1; k < size; k++) variance += x[j]! * fit.covariance[j * size + k]! * x[k]!;
    }
    own[gene] = Math.sqrt(Math.max(0, variance));
  }
  const slopes = columns.flatMap(({ trait }, k) =>
    trait === undefined
      ? []
      : [{ trait, slope: fit.coefficients[k + 1]!, error: Math.sqrt(fit.covariance[(k + 1) * (size + 1)]!) }],
  );
  return { expected, error: own, slopes };
}

interface TraitColumn {
  /** Undefined for a bend. */
  readonly trait: TraitSlope['trait'] | undefined;
  /** [genes] standardized; 0: the usual gene. */
  readonly values: Float64Array;
  readonly priorSd: number;
}

function traitColumns(rows: Uint32Array, { utrLength, utrGc, abundance }: DriftTraits): TraitColumn[] {
  const columns: TraitColumn[] = [];
  const add = (trait: TraitSlope['trait'], raw: Float64Array | undefined, bends: boolean): void => {
    const known = raw === undefined ? rows.subarray(0, 0) : rows.filter((gene) => Number.isFinite(raw[gene]!));
    if (raw === undefined || known.length < FEWEST_GENES) return;
    const inUse = takeInOrder(raw, known);
    const center = median(inUse);
    const spread = medianAbsoluteDeviation(inUse);
    if (!(spread > 0)) return;
    const values = raw.map((value) =>
      Number.isFinite(value) ? Math.max(-FARTHEST, Math.min(FARTHEST, (value - center) / spread)) : Number.NaN,
    );
    columns.push({ trait, values, priorSd: SLOPE_SD });
    if (!bends) return;
    const squares = values.map((value) => Math.min(FARTHEST_BEND ** 2, value * value));
    columns.push({ trait: undefined, values: squares, priorSd: BEND_SD });
  };
  add('length', utrLength?.map(math.log), true);
  add('composition', utrGc, false);
  add('expression', abundance?.map(math.log), true);
  return columns;
}

/** Coefficients (the intercept first) with the greatest posterior density, and their covariance [size x size]. */
function regress(rows: Uint32Array, change: Float64Array, error: Float64Array, columns: readonly TraitColumn[]) {
  const size = columns.length + 1;
  const design = new Float64Array(rows.length * size);
  const weight = new Float64Array(rows.length);
  const y = new Float64Array(rows.length);
  rows.forEach((gene, i) => {
    design[i * size] = 1;
    columns.forEach(({ values }, k) => {
      design[i * size + k + 1] = values[gene]!;
    });
    weight[i] = 1 / (error[gene]! ** 2 + SPREAD * SPREAD);
    y[i] = change[gene]!;
  });
  const precision = Float64Array.from({ length: size }, (_, k) => (k === 0 ? 0 : 1 / columns[k - 1]!.priorSd ** 2));
  let coefficients = new Float64Array(size);
  coefficients[0] = median(y);
  let covariance = new Float64Array(size * size);
  const residual = new Float64Array(rows.length);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    for (let i = 0; i < rows.length; i++) {
      let fitted = 0;
      for (let k = 0; k < size; k++) fitted += coefficients[k]! * design[i * size + k]!;
      residual[i] = (y[i]! - fitted) * Math.sqrt(weight[i]!);
    }
    const scale = Math.max(0.1, medianAbsoluteDeviation(residual));
    const gram = new Float64Array(size * size);
    const right = new Float64Array(size);
    for (let i = 0; i < rows.length; i++) {
      const far = Math.abs(residual[i]!) / (HUBER * scale);
      const w = (weight[i]! / (scale * scale)) * (far > 1 ? 1 / far : 1);
      for (let j = 0; j < size; j++) {
        const wx = w * design[i * size + j]!;
        right[j]! += wx * y[i]!;
        for (let k = 0; k <= j; k++) gram[j * size + k]! += wx * design[i * size + k]!;
      }
    }
    for (let j = 0; j < size; j++) gram[j * size + j]! += precision[j]!;
    if (!factorCholesky(gram, size)) break;
    covariance = new Float64Array(size * size);
    invertCholesky(gram, size, covariance);
    coefficients = Float64Array.from({ length: size }, (_, j) => {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += covariance[j * size + k]! * right[k]!;
      return sum;
    });
  }
  return { coefficients, covariance };
}
