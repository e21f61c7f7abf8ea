// Hermite interpolation of the log posterior in log alpha, so that the search need not evaluate it again where it is known.
//
// The likelihood of one sample is analytic for |Im log alpha| < pi, so that the interpolant of value and slope at k nodes
// a_i is off by at most C (r + 1) prod((a - a_i) / pi)^2, r = 1/alpha. C was measured with mpmath over K / mu from 0 to 30,
// mu from 0.5 to 20,000 and alpha from 1e-4 to 10: below 1 for typical counts, 14 (k = 2) and 3 (k > 2) for zeros. To that
// comes the rounding noise of the nodes, which the basis polynomials enlarge.
import { get, interpolation, put, samples } from './context';

const MAX_NODES: i32 = 8;
const INVERSE_PI_SQUARE: f64 = 0.10132118364233778;
/** Rounding noise of a value or slope of the posterior per unit of its sum. */
const NOISE: f64 = 1e-15;

let nodes: i32 = 0;
let lowestNode: f64 = Infinity;
let noise: f64 = 0;

/** Results of `interpolate`; the bounds are those of value and slope. */
export let value: f64 = 0;
export let slope: f64 = 0;
export let valueError: f64 = 0;
export let slopeError: f64 = 0;

// Columns of MAX_NODES numbers: a_i, value, slope, prod_{j != i}(a_i - a_j), sum_{j != i} 1 / (a_i - a_j), and scratch.
// @ts-ignore: decorator
@inline
function column(i: i32): usize {
  return interpolation + (<usize>(i * MAX_NODES) << 3);
}

export function clearNodes(): void {
  nodes = 0;
  lowestNode = Infinity;
}

/** Adds a point where value and slope are known; begins anew with it when there is no room. */
export function addNode(a: f64, nodeValue: f64, nodeSlope: f64): void {
  if (nodes == MAX_NODES) clearNodes();
  const points = column(0);
  const weights = column(3);
  const sums = column(4);
  let weight = 1.0;
  let sum = 0.0;
  for (let i = 0; i < nodes; i++) {
    const gap = a - get(points, i);
    const inverse = 1.0 / gap;
    weight *= gap;
    sum += inverse;
    put(weights, i, -get(weights, i) * gap);
    put(sums, i, get(sums, i) - inverse);
  }
  put(points, nodes, a);
  lowestNode = min(lowestNode, a);
  put(column(1), nodes, nodeValue);
  put(column(2), nodes, nodeSlope);
  put(weights, nodes, weight);
  put(sums, nodes, sum);
  noise = NOISE * (<f64>samples + abs(nodeValue) + abs(nodeSlope));
  nodes++;
}

/**
 * Sets value and slope at a, and how far off they may be:
 * sum_i [(1 - 2 s_i (a - a_i)) f_i + (a - a_i) d_i] l_i(a)^2, l_i the Lagrange polynomials, s_i = l_i'(a_i).
 */
export function interpolate(a: f64): void {
  const points = column(0);
  const values = column(1);
  const slopes = column(2);
  const weights = column(3);
  const sums = column(4);
  const inverses = column(5);
  const origin = get(values, 0);
  let product = 1.0;
  let inverseSum = 0.0;
  let inverseSize = 0.0;
  for (let i = 0; i < nodes; i++) {
    const gap = a - get(points, i);
    const inverse = 1.0 / gap;
    put(inverses, i, inverse);
    product *= gap;
    inverseSum += inverse;
    inverseSize += abs(inverse);
  }
  let sum = 0.0;
  let slopeSum = 0.0;
  let growth = 0.0;
  let slopeGrowth = 0.0;
  let errorProduct = 1.0;
  for (let i = 0; i < nodes; i++) {
    const gap = a - get(points, i);
    const inverse = get(inverses, i);
    errorProduct *= gap * gap * INVERSE_PI_SQUARE;
    const lagrange = (product * inverse) / get(weights, i);
    const square = lagrange * lagrange;
    const tilt = 2.0 * get(sums, i);
    const forValue = 1.0 - tilt * gap;
    const turn = 2.0 * (inverseSum - inverse);
    const height = get(values, i) - origin;
    const d = get(slopes, i);
    sum += square * (forValue * height + gap * d);
    slopeSum += square * ((turn * forValue - tilt) * height + (turn * gap + 1.0) * d);
    growth += square * (abs(forValue) + abs(gap));
    slopeGrowth += square * (abs(turn * forValue - tilt) + abs(turn * gap + 1.0));
  }
  value = origin + sum;
  slope = slopeSum;
  const truncation =
    (nodes > 2 ? 4.0 : 16.0) * <f64>samples * (1.0 + Math.exp(-min(lowestNode, a))) * errorProduct;
  valueError = truncation + noise * growth;
  slopeError = 2.0 * truncation * inverseSize + noise * slopeGrowth;
}
