const SUFFICIENT_DECREASE = 1e-3;
const CURVATURE = 0.9;
const INTERVAL_TOLERANCE = 0.1;
const EXTRAPOLATION = 4;
const BISECTION_FACTOR = 0.66;

interface Trial {
  step: number;
  value: number;
  slope: number;
}

export interface LineSearchOutcome {
  readonly evaluations: number;
  /** False where a bound on evaluations ended the search. */
  readonly ended: boolean;
}

/**
 * Finds a step that decreases a function sufficiently (1e-3 of the initial slope) and flattens it (to 0.9 of the slope).
 *
 * `evaluate(step)` moves to the step and returns value and slope there; the last one evaluated is the result. A search
 * also ends, as in the reference, where the interval cannot be narrowed or the longest step still descends.
 * Source: J. J. More and D. J. Thuente, ACM TOMS 20 (1994) 286, doi:10.1145/192115.192132, with the constants of L-BFGS-B.
 */
export function searchLine(
  evaluate: (step: number) => { readonly value: number; readonly slope: number },
  initial: { readonly value: number; readonly slope: number },
  firstStep: number,
  longestStep: number,
  maxEvaluations: number,
): LineSearchOutcome {
  const sufficientSlope = SUFFICIENT_DECREASE * initial.slope;
  const best: Trial = { step: 0, ...initial };
  const other: Trial = { step: 0, ...initial };
  let isBracketed = false;
  let isFirstStage = true;
  let width = longestStep;
  let widthBefore = 2 * width;
  let low = 0;
  let high = firstStep + EXTRAPOLATION * firstStep;
  let step = firstStep;
  for (let evaluations = 1; evaluations <= maxEvaluations; evaluations++) {
    const { value, slope } = evaluate(step);
    const target = initial.value + step * sufficientSlope;
    if (isFirstStage && value <= target && slope >= SUFFICIENT_DECREASE * initial.slope) isFirstStage = false;
    const isStuck = isBracketed && (step <= low || step >= high || high - low <= INTERVAL_TOLERANCE * high);
    const isLongest = step === longestStep && value <= target && slope <= sufficientSlope;
    const isFlat = value <= target && Math.abs(slope) <= CURVATURE * -initial.slope;
    if (isStuck || isLongest || isFlat) return { evaluations, ended: true };
    const trial: Trial = { step, value, slope };
    if (isFirstStage && value <= best.value && value > target) {
      // Until the decrease suffices, steps are predicted from the function less the sufficient decrease.
      for (const point of [best, other, trial]) tilt(point, -sufficientSlope);
      ({ step, isBracketed } = nextTrial(best, other, trial, isBracketed, low, high));
      for (const point of [best, other]) tilt(point, sufficientSlope);
    } else {
      ({ step, isBracketed } = nextTrial(best, other, trial, isBracketed, low, high));
    }
    if (isBracketed) {
      const distance = Math.abs(other.step - best.step);
      if (distance >= BISECTION_FACTOR * widthBefore) step = best.step + 0.5 * (other.step - best.step);
      widthBefore = width;
      width = distance;
      low = Math.min(best.step, other.step);
      high = Math.max(best.step, other.step);
    } else {
      low = best.step;
      high = step + EXTRAPOLATION * (step - best.step);
    }
    step = Math.min(Math.max(step, 0), longestStep);
    if (isBracketed && (step <= low || step >= high || high - low <= INTERVAL_TOLERANCE * high)) step = best.step;
  }
  return { evaluations: maxEvaluations, ended: false };
}

function tilt(point: Trial, slope: number): void {
  point.value += point.step * slope;
  point.slope += slope;
}

/** A safeguarded cubic or quadratic step; updates the interval, `best` being its end with the lower value. */
function nextTrial(best: Trial, other: Trial, trial: Trial, wasBracketed: boolean, low: number, high: number) {
  const { step: s, value: f, slope: d } = trial;
  const { step: sx, value: fx, slope: dx } = best;
  const isTurned = d * Math.sign(dx) < 0;
  let isBracketed = wasBracketed;
  let next: number;
  if (f > fx) {
    const theta = (3 * (fx - f)) / (s - sx) + dx + d;
    const scale = Math.max(Math.abs(theta), Math.abs(dx), Math.abs(d));
    let gamma = scale * Math.sqrt((theta / scale) ** 2 - (dx / scale) * (d / scale));
    if (s < sx) gamma = -gamma;
    const cubic = sx + ((gamma - dx + theta) / (gamma - dx + gamma + d)) * (s - sx);
    const quadratic = sx + (dx / ((fx - f) / (s - sx) + dx) / 2) * (s - sx);
    next = Math.abs(cubic - sx) < Math.abs(quadratic - sx) ? cubic : cubic + (quadratic - cubic) / 2;
    isBracketed = true;
  } else if (isTurned) {
    const theta = (3 * (fx - f)) / (s - sx) + dx + d;
    const scale = Math.max(Math.abs(theta), Math.abs(dx), Math.abs(d));
    let gamma = scale * Math.sqrt((theta / scale) ** 2 - (dx / scale) * (d / scale));
    if (s > sx) gamma = -gamma;
    const cubic = s + ((gamma - d + theta) / (gamma - d + gamma + dx)) * (sx - s);
    const secant = s + (d / (d - dx)) * (sx - s);
    next = Math.abs(cubic - s) > Math.abs(secant - s) ? cubic : secant;
    isBracketed = true;
  } else if (Math.abs(d) < Math.abs(dx)) {
    const theta = (3 * (fx - f)) / (s - sx) + dx + d;
    const scale = Math.max(Math.abs(theta), Math.abs(dx), Math.abs(d));
    let gamma = scale * Math.sqrt(Math.max(0, (theta / scale) ** 2 - (dx / scale) * (d / scale)));
    if (s > sx) gamma = -gamma;
    const ratio = (gamma - d + theta) / (gamma + (dx - d) + gamma);
    const cubic = ratio < 0 && gamma !== 0 ? s + ratio * (sx - s) : s > sx ? high : low;
    const secant = s + (d / (d - dx)) * (sx - s);
    if (wasBracketed) {
      next = Math.abs(cubic - s) < Math.abs(secant - s) ? cubic : secant;
      const limit = s + BISECTION_FACTOR * (other.step - s);
      next = s > sx ? Math.min(limit, next) : Math.max(limit, next);
    } else {
      next = Math.abs(cubic - s) > Math.abs(secant - s) ? cubic : secant;
      next = Math.max(low, Math.min(high, next));
    }
  } else if (wasBracketed) {
    const { step: sy, value: fy, slope: dy } = other;
    const theta = (3 * (f - fy)) / (sy - s) + dy + d;
    const scale = Math.max(Math.abs(theta), Math.abs(dy), Math.abs(d));
    let gamma = scale * Math.sqrt((theta / scale) ** 2 - (dy / scale) * (d / scale));
    if (s > sy) gamma = -gamma;
    next = s + ((gamma - d + theta) / (gamma - d + gamma + dy)) * (sy - s);
  } else next = s > sx ? high : low;
  if (f > fx) Object.assign(other, trial);
  else {
    if (isTurned) Object.assign(other, best);
    Object.assign(best, trial);
  }
  return { step: next, isBracketed };
}
