import { searchLine } from './box-line-search.ts';
import { type FreeSet, SubspaceModel, type UpdatePair } from './subspace-step.ts';

export interface BoxMinimum {
  readonly x: Float64Array;
  readonly value: number;
  /** True where the relative decrease of a step fell below the tolerance. */
  readonly converged: boolean;
}

export interface BoxOptions {
  /** Every coordinate stays within [-bound, bound]; unbounded by default. */
  readonly bound?: number | undefined;
}

const GRADIENT_STEP = 1e-3;
const MEMORY = 5;
const DECREASE_TOLERANCE = 1e7 * Number.EPSILON;
const MAX_ITERATIONS = 100;
const MAX_LINE_EVALUATIONS = 20;
const UNBOUNDED_STEP = 1e10;

/**
 * Minimizes f as R's `optim(method = "L-BFGS-B")` does with its default controls and no gradient, so that where it stops
 * short of the optimum it stops where R does.
 *
 * Gradient by central differences of step 1e-3; a model with the last 5 updates, here as a dense matrix (the dimension is
 * small); generalized Cauchy point, then the minimum over the free coordinates cut off at the box; More-Thuente line search;
 * ends when f decreases by less than 1e7 eps max(|f|, 1). The sequence of points is that of R up to rounding.
 * Source: Byrd, Lu, Nocedal and Zhu 1995, doi:10.1137/0916069; R help page of `optim`.
 */
export function minimizeInBox(
  f: (x: Float64Array) => number,
  start: ArrayLike<number>,
  { bound = Number.POSITIVE_INFINITY }: BoxOptions = {},
): BoxMinimum {
  const n = start.length;
  const isBounded = bound < Number.POSITIVE_INFINITY;
  const x = Float64Array.from(start, (value) => Math.min(Math.max(value, -bound), bound));
  let value = f(x);
  let gradient = centralGradient(f, x, bound);
  const model = new SubspaceModel(MEMORY);
  let pairs: UpdatePair[] = [];
  const forget = () => {
    pairs = [];
    model.clear();
  };
  for (let iteration = 0; iteration < MAX_ITERATIONS; ) {
    if (projectedNorm(x, gradient, bound) === 0) return { x, value, converged: true };
    const target = modelMinimum(x, gradient, pairs, model, bound);
    if (target === undefined) {
      forget();
      continue;
    }
    const direction = target.map((t, i) => t - x[i]!);
    const slope = dot(gradient, direction);
    const before = x.slice();
    const gradientBefore = gradient;
    const isFirst = iteration === 0;
    const longest = isBounded ? (isFirst ? 1 : longestFeasible(x, direction, bound)) : UNBOUNDED_STEP;
    const firstStep = isFirst && !isBounded ? Math.min(1 / Math.sqrt(dot(direction, direction)), longest) : 1;
    let step = 0;
    let trialValue = value;
    let trialSlope = slope;
    const moveTo = (length: number) => {
      for (let i = 0; i < n; i++) x[i] = length === 1 ? target[i]! : before[i]! + length * direction[i]!;
      step = length;
      trialValue = f(x);
      gradient = centralGradient(f, x, bound);
      trialSlope = dot(gradient, direction);
      return { value: trialValue, slope: trialSlope };
    };
    const hasEnded = slope < 0 && searchLine(moveTo, { value, slope }, firstStep, longest, MAX_LINE_EVALUATIONS).ended;
    if (!hasEnded) {
      x.set(before);
      gradient = gradientBefore;
      if (pairs.length === 0) return { x, value, converged: false };
      forget();
      continue;
    }
    iteration++;
    const decrease = value - trialValue;
    const scale = Math.max(Math.abs(value), Math.abs(trialValue), 1);
    value = trialValue;
    if (decrease <= DECREASE_TOLERANCE * scale) return { x, value, converged: true };
    const curvature = (trialSlope - slope) * step;
    const isUseful = curvature > Number.EPSILON * -slope * step;
    model.noteUpdate(isUseful);
    if (isUseful) {
      const s = direction.map((d) => d * step);
      const y = gradient.map((g, i) => g - gradientBefore[i]!);
      pairs = [...pairs.slice(pairs.length === MEMORY ? 1 : 0), { s, y }];
    }
  }
  return { x, value, converged: false };
}

function centralGradient(f: (x: Float64Array) => number, x: Float64Array, bound: number): Float64Array {
  const point = x.slice();
  return x.map((center, i) => {
    const above = Math.min(center + GRADIENT_STEP, bound);
    const below = Math.max(center - GRADIENT_STEP, -bound);
    point[i] = above;
    const valueAbove = f(point);
    point[i] = below;
    const valueBelow = f(point);
    point[i] = center;
    const stepAbove = above === bound ? above - center : GRADIENT_STEP;
    const stepBelow = below === -bound ? center - below : GRADIENT_STEP;
    return (valueAbove - valueBelow) / (stepAbove + stepBelow);
  });
}

/** Largest coordinate of the gradient step that the box lets through. */
function projectedNorm(x: Float64Array, gradient: Float64Array, bound: number): number {
  let norm = 0;
  for (let i = 0; i < x.length; i++) {
    const g = gradient[i]!;
    norm = Math.max(norm, Math.abs(g < 0 ? Math.max(x[i]! - bound, g) : Math.min(x[i]! + bound, g)));
  }
  return norm;
}

/**
 * Approximate minimum in the box of gᵀ(z - x) + (z - x)ᵀ B (z - x) / 2; undefined where the memory has to be cleared.
 */
function modelMinimum(
  x: Float64Array,
  gradient: Float64Array,
  pairs: readonly UpdatePair[],
  model: SubspaceModel,
  bound: number,
): Float64Array | undefined {
  const theta = scaleOf(pairs);
  const b = hessianModel(pairs, x.length, theta);
  const isBounded = bound < Number.POSITIVE_INFINITY;
  const everything: FreeSet = { free: [...x.keys()], fixed: [] };
  const { z, set } =
    isBounded || pairs.length === 0 ? cauchyPoint(x, gradient, b, bound) : { z: x.slice(), set: everything };
  const shift = multiply(
    b,
    z.map((value, i) => value - x[i]!),
  );
  const residual = Float64Array.from(set.free, (i) => -(gradient[i]! + shift[i]!));
  const step = model.step(pairs, theta, set, residual);
  if (step === undefined) return undefined;
  let length = 1;
  let blocked = -1;
  set.free.forEach((i, k) => {
    const room = (step[k]! < 0 ? -bound : bound) - z[i]!;
    if (step[k] !== 0 && room / step[k]! < length) {
      length = room / step[k]!;
      blocked = k;
    }
  });
  set.free.forEach((i, k) => {
    z[i] = k === blocked ? Math.sign(step[k]!) * bound : z[i]! + length * step[k]!;
  });
  return z;
}

/** theta = yᵀy / sᵀy of the last pair, 1 without one. */
function scaleOf(pairs: readonly UpdatePair[]): number {
  const last = pairs.at(-1);
  return last === undefined ? 1 : dot(last.y, last.y) / dot(last.s, last.y);
}

/** theta I after the BFGS updates of all pairs, oldest first. */
function hessianModel(pairs: readonly UpdatePair[], n: number, theta: number): Float64Array {
  const b = new Float64Array(n * n);
  for (let i = 0; i < n; i++) b[i * n + i] = theta;
  for (const { s, y } of pairs) {
    const bs = multiply(b, s);
    const sbs = dot(s, bs);
    const sy = dot(s, y);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) b[i * n + k]! += (y[i]! * y[k]!) / sy - (bs[i]! * bs[k]!) / sbs;
    }
  }
  return b;
}

/** The first local minimum of the model along the gradient path that is bent at the walls of the box. */
function cauchyPoint(x: Float64Array, gradient: Float64Array, b: Float64Array, bound: number) {
  const n = x.length;
  const z = x.slice();
  const direction = gradient.map((g) => -g);
  const isFree = new Uint8Array(n).fill(1);
  const walls: { readonly t: number; readonly i: number }[] = [];
  for (let i = 0; i < n; i++) {
    const d = direction[i]!;
    const room = d < 0 ? x[i]! + bound : bound - x[i]!;
    if (d !== 0 && room <= 0) {
      direction[i] = 0;
      isFree[i] = 0;
    } else if (d !== 0 && room < Number.POSITIVE_INFINITY) walls.push({ t: room / Math.abs(d), i });
  }
  walls.sort((p, q) => p.t - q.t);
  let t = 0;
  for (let next = 0; next <= walls.length; next++) {
    if (direction.every((d) => d === 0)) break;
    const moved = z.map((value, i) => value - x[i]!);
    const bd = multiply(b, direction);
    const slope = dot(gradient, direction) + dot(moved, bd);
    const best = Math.max(-slope / dot(direction, bd), 0);
    const wall = walls[next];
    const isInside = wall === undefined || best < wall.t - t;
    const length = isInside ? best : wall.t - t;
    for (let i = 0; i < n; i++) z[i]! += length * direction[i]!;
    if (isInside) break;
    t = wall.t;
    z[wall.i] = Math.sign(direction[wall.i]!) * bound;
    direction[wall.i] = 0;
    isFree[wall.i] = 0;
  }
  const indices = [...isFree.keys()];
  const set: FreeSet = { free: indices.filter((i) => isFree[i]), fixed: indices.filter((i) => !isFree[i]) };
  return { z, set };
}

function longestFeasible(x: Float64Array, direction: Float64Array, bound: number): number {
  let longest = UNBOUNDED_STEP;
  for (let i = 0; i < x.length; i++) {
    const d = direction[i]!;
    if (d === 0) continue;
    const room = d < 0 ? x[i]! + bound : bound - x[i]!;
    longest = room <= 0 ? 0 : Math.min(longest, room / Math.abs(d));
  }
  return longest;
}

function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  return vector.map((_, i) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += matrix[i * n + k]! * vector[k]!;
    return sum;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
