// R's backtracking line search on log alpha. Its steps overshoot and come back, so that most of the points it looks at lie
// among earlier ones: where the interpolant of these decides beyond doubt as the posterior would, the posterior is not
// evaluated.
import { samples } from './context';
import {
  addNode, clearNodes, interpolate, slope as knownSlope, slopeError, value as knownValue, valueError,
} from './interpolant';
import { posterior, posteriorSlope, roughCurvature } from './posterior';

export const MAX_ITERATIONS: i32 = 100;
const GAIN_TO_GO_ON: f64 = 1e-6;
const LOG_GIVE_UP: f64 = -20.72326583694641; // log(1e-9)

/** With fewer samples an evaluation costs no more than the interpolation. */
const INTERPOLATE_FROM_SAMPLES: i32 = 7;
/** Below alpha = 1e-4 the interpolant is too coarse. */
const INTERPOLATE_FROM: f64 = -9.2;
const NODE_REACH: f64 = 1.0;
/** What a slope may be off: with steps of at most 1 / curvature this moves log alpha by 1e-10 or less. */
const SLOPE_TOLERANCE: f64 = 1e-9;

/** Where the last search ended, the posterior at its start and as it left it, and the number of steps. */
export let logAlpha: f64 = 0;
export let firstValue: f64 = 0;
export let lastValue: f64 = 0;
export let iterations: i32 = 0;

/** The point reached, and by how much its value may be off. */
let current: f64 = 0;
let currentValue: f64 = 0;
let currentError: f64 = 0;
let currentSlope: f64 = 0;
let hasNodes: bool = false;

/** The outcome of `decide`. */
let isAccepted: bool = false;
let nextValue: f64 = 0;
let nextSlope: f64 = 0;
let nextError: f64 = 0;
let isLast: bool = false;

export function lineSearch(start: f64): void {
  current = start;
  currentValue = posterior(start);
  currentSlope = posteriorSlope(start);
  currentError = 0;
  firstValue = currentValue;
  hasNodes = samples >= INTERPOLATE_FROM_SAMPLES && start > INTERPOLATE_FROM;
  if (hasNodes) seed();
  let step = 1.0;
  let accepted = 0;
  iterations = 0;
  while (iterations < MAX_ITERATIONS) {
    iterations++;
    const proposed = current + step * currentSlope;
    if (proposed < -30.0) step = (-30.0 - current) / currentSlope;
    if (proposed > 10.0) step = (10.0 - current) / currentSlope;
    decide(current + step * currentSlope, step * 1e-4 * (currentSlope * currentSlope));
    if (!isAccepted) {
      step /= 2.0;
      continue;
    }
    accepted++;
    current += step * currentSlope;
    if (!isLast && current < LOG_GIVE_UP) break;
    currentValue = nextValue;
    currentError = nextError;
    if (isLast) break;
    currentSlope = nextSlope;
    step = min(step * 1.1, 1.0);
    if (accepted % 5 == 0) step /= 2.0;
  }
  logAlpha = current;
  lastValue = currentValue;
}

/** Whether the posterior at `next` exceeds the current one by at least `gain`, and if so whether it is the last step. */
function decide(next: f64, gain: f64): void {
  const canInterpolate = hasNodes && next > INTERPOLATE_FROM;
  if (next == current) {
    // At a bound of log alpha, where the step is 0.
    isAccepted = true;
    isLast = true;
    nextValue = currentValue;
    nextError = currentError;
    return;
  }
  if (canInterpolate) {
    interpolate(next);
    const error = valueError + currentError;
    judge(knownValue, gain);
    nextSlope = knownSlope;
    nextError = valueError;
    const isCertain = abs(nextValue - currentValue - gain) > error;
    if (isCertain && !isAccepted) return;
    const isCertainlyLast = abs(nextValue - currentValue - GAIN_TO_GO_ON) > error;
    if (isCertain && isCertainlyLast && (isLast || slopeError < SLOPE_TOLERANCE)) return;
  }
  let value = posterior(next);
  const isClose =
    abs(value - currentValue - gain) <= currentError || abs(value - currentValue - GAIN_TO_GO_ON) <= currentError;
  if (isClose && currentError > 0.0) {
    currentValue = posterior(current);
    currentError = 0;
    value = posterior(next);
  }
  judge(value, gain);
  nextError = 0;
  const isNode = canInterpolate && abs(next - current) < NODE_REACH && !isLast;
  if (isNode || (isAccepted && !isLast)) nextSlope = posteriorSlope(next);
  if (isNode) addNode(next, nextValue, nextSlope);
}

function judge(value: f64, gain: f64): void {
  nextValue = value;
  isAccepted = -value <= -currentValue - gain;
  isLast = isAccepted && value - currentValue < GAIN_TO_GO_ON;
}

/** Two nodes to begin with: the start, and where a Newton step with a rough curvature leads, near which the search ends. */
function seed(): void {
  clearNodes();
  addNode(current, currentValue, currentSlope);
  const newton = currentSlope / roughCurvature();
  const second = current + min(max(newton, -0.5), 0.5);
  if (!(abs(second - current) > 1e-4) || second < INTERPOLATE_FROM) return;
  const value = posterior(second);
  addNode(second, value, posteriorSlope(second));
}
