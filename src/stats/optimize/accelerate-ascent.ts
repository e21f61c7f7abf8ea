/** A point after one step, and how good the point before it was. */
export interface AscentStep {
  readonly next: Float64Array;
  /** Objective at the point that the step was taken from. */
  readonly objective: number;
}

export interface Ascent {
  readonly point: Float64Array;
  readonly objective: number;
  /** Steps taken, those of rejected leaps included. */
  readonly steps: number;
  readonly converged: boolean;
  /** Largest distance of a coordinate from where the steps seem to end. */
  readonly distance: number;
}

export interface AscentOptions {
  /** Puts a point that a leap has left outside back into the domain, in place. */
  readonly confine: (point: Float64Array) => void;
  /** The fit stands when no coordinate seems to be farther than this from the end. */
  readonly tolerance: number;
  readonly maxSteps: number;
}

/** A leap may lose as much by rounding, relative to the objective. */
const ROUNDING = 1e-12;

/**
 * Runs a monotone but slow iteration (expectation maximization) to its end by squared extrapolation: from two steps r and
 * r + v a leap to x - 2 a r + a^2 v with a = -|r| / |v|, taken only where the objective is no lower there than after the
 * first step. |a r| estimates how far the end is; it decides when the fit stands.
 *
 * Source: R. Varadhan, C. Roland, Scand. J. Stat. 35 (2008) 335, doi:10.1111/j.1467-9469.2007.00585.x (SQUAREM, S3).
 */
export function accelerateAscent(
  start: Float64Array,
  step: (point: Float64Array) => AscentStep,
  { confine, tolerance, maxSteps }: AscentOptions,
): Ascent {
  let point = start;
  let steps = 0;
  let distance = Number.POSITIVE_INFINITY;
  const take = (from: Float64Array): AscentStep => {
    steps++;
    return step(from);
  };
  let first = take(point);
  while (steps < maxSteps) {
    const second = take(first.next);
    const change = difference(first.next, point);
    const bend = difference(difference(second.next, first.next), change);
    const size = norm(change);
    const curve = norm(bend);
    const leap = curve > 0 ? Math.max(1, size / curve) : 1;
    distance = leap * largest(change);
    if (distance < tolerance)
      return { point: second.next, objective: second.objective, steps, converged: true, distance };
    const far = point.map((x, k) => x + 2 * leap * change[k]! + leap * leap * bend[k]!);
    confine(far);
    const after = leap > 1 ? take(far) : undefined;
    if (after !== undefined && after.objective >= second.objective - ROUNDING * Math.abs(second.objective)) {
      point = far;
      first = after;
    } else {
      point = second.next;
      first = take(point);
    }
  }
  return { point, objective: first.objective, steps, converged: false, distance };
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((x, k) => x - b[k]!);
}

function norm(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
}

function largest(values: Float64Array): number {
  return values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}
