import { factorCholesky } from '../../../../linalg/cholesky.ts';

/** One accepted step and the change of the gradient along it. */
export interface UpdatePair {
  readonly s: Float64Array;
  readonly y: Float64Array;
}

/** Which coordinates are off their bounds, in order of index, and the rest. */
export interface FreeSet {
  readonly free: readonly number[];
  readonly fixed: readonly number[];
}

/**
 * The minimum of the quadratic model of L-BFGS-B over the free coordinates, through the matrix K of its compact form:
 *
 * K = [-D - Yᵀ Z Zᵀ Y / theta, La ᵀ - Rzᵀ; La - Rz, theta Sᵀ A Aᵀ S], with Z the free and A the fixed coordinates, La and
 * Rz the triangles of Sᵀ A Aᵀ Y and Sᵀ Z Zᵀ Y, D the diagonal of Sᵀ Y.
 *
 * K is not built anew but brought up to date by what changed since the step before. The routine that R uses leaves that
 * out where no coordinate is free, and K is wrong from then on until the memory is cleared; that is so here too, since it
 * decides where rows without information end.
 * Source: Byrd, Lu, Nocedal and Zhu 1995, doi:10.1137/0916069, section 5; Byrd, Nocedal and Schnabel 1994.
 */
export class SubspaceModel {
  private readonly memory: number;
  /** [2 memory x 2 memory], lower triangle: Yᵀ Z Zᵀ Y, La + Rz below it, Sᵀ A Aᵀ S. */
  private readonly products: Float64Array;
  private updates = 0;
  private previous: FreeSet | undefined;
  private hasNewPair = false;

  constructor(memory: number) {
    this.memory = memory;
    this.products = new Float64Array((2 * memory) ** 2);
  }

  /** Tells of a pair that was added (the oldest is dropped when the memory is full), or that none was. */
  noteUpdate(isAdded: boolean): void {
    this.hasNewPair = isAdded;
    if (isAdded) this.updates++;
  }

  /** Forgets all pairs; the products stay, as stale as they are. */
  clear(): void {
    this.updates = 0;
    this.hasNewPair = false;
  }

  /**
   * The step that minimizes the model over the free coordinates, from their reduced gradient with the sign turned;
   * undefined where K cannot be factored. To be called once for each change of the free set, also with none free.
   */
  step(pairs: readonly UpdatePair[], theta: number, set: FreeSet, residual: Float64Array): Float64Array | undefined {
    const before = this.previous ?? set;
    this.previous = set;
    if (set.free.length === 0 || pairs.length === 0) return new Float64Array(set.free.length);
    const entering = set.free.filter((i) => before.fixed.includes(i));
    const leaving = before.free.filter((i) => set.fixed.includes(i));
    if (this.hasNewPair) this.addPair(pairs, set);
    this.exchange(pairs, entering, leaving, pairs.length - (this.hasNewPair ? 1 : 0));
    return this.solve(pairs, theta, set.free, residual);
  }

  private addPair(pairs: readonly UpdatePair[], { free, fixed }: FreeSet): void {
    const { memory, products } = this;
    const width = 2 * memory;
    if (this.updates > memory) {
      for (const block of [0, memory]) {
        for (let i = block; i < block + memory - 1; i++) {
          for (let k = block; k <= i; k++) products[i * width + k] = products[(i + 1) * width + k + 1]!;
        }
      }
      for (let i = memory; i < width - 1; i++) {
        for (let k = 0; k < memory - 1; k++) products[i * width + k] = products[(i + 1) * width + k + 1]!;
      }
    }
    const last = pairs.length - 1;
    const { s, y } = pairs[last]!;
    pairs.forEach((pair, k) => {
      products[last * width + k] = dotOver(free, y, pair.y);
      products[(memory + last) * width + memory + k] = dotOver(fixed, s, pair.s);
      products[(memory + last) * width + k] = dotOver(fixed, s, pair.y);
    });
    pairs.forEach((pair, i) => {
      products[(memory + i) * width + last] = dotOver(free, pair.s, y);
    });
  }

  /** Moves the shares of coordinates that entered or left the free set between the products of the older pairs. */
  private exchange(
    pairs: readonly UpdatePair[],
    entering: readonly number[],
    leaving: readonly number[],
    count: number,
  ): void {
    const { memory, products } = this;
    const width = 2 * memory;
    const gained = (a: Float64Array, b: Float64Array) => dotOver(entering, a, b) - dotOver(leaving, a, b);
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < count; k++) {
        const sy = gained(pairs[i]!.s, pairs[k]!.y);
        products[(memory + i) * width + k]! += i <= k ? sy : -sy;
        if (k > i) continue;
        products[i * width + k]! += gained(pairs[i]!.y, pairs[k]!.y);
        products[(memory + i) * width + memory + k]! -= gained(pairs[i]!.s, pairs[k]!.s);
      }
    }
  }

  private solve(
    pairs: readonly UpdatePair[],
    theta: number,
    free: readonly number[],
    residual: Float64Array,
  ): Float64Array | undefined {
    const { memory, products } = this;
    const width = 2 * memory;
    const count = pairs.length;
    const product = (i: number, k: number) => products[i * width + k]!;
    // K is indefinite: the factors L of its first block, J of the Schur complement, and C between them stand for it.
    const first = new Float64Array(count * count);
    const second = new Float64Array(count * count);
    const between = new Float64Array(count * count); // [i, k]: row i of L⁻¹ (-Laᵀ + Rzᵀ)
    for (let i = 0; i < count; i++) {
      for (let k = 0; k <= i; k++) {
        first[i * count + k] = product(i, k) / theta;
        second[i * count + k] = product(memory + i, memory + k) * theta;
      }
      first[i * count + i]! += dot(pairs[i]!.s, pairs[i]!.y);
      for (let k = 0; k < count; k++) {
        between[k * count + i] = k < i ? -product(memory + i, k) : product(memory + i, k);
      }
    }
    if (!factorCholesky(first, count)) return undefined;
    for (let i = 0; i < count; i++) forwardSolve(first, count, between, i, count);
    for (let i = 0; i < count; i++) {
      for (let k = 0; k <= i; k++) {
        for (let l = 0; l < count; l++) second[i * count + k]! += between[l * count + i]! * between[l * count + k]!;
      }
    }
    if (!factorCholesky(second, count)) return undefined;
    const upper = Float64Array.from(pairs, ({ y }) => free.reduce((sum, i, at) => sum + y[i]! * residual[at]!, 0));
    const lower = Float64Array.from(
      pairs,
      ({ s }) => theta * free.reduce((sum, i, at) => sum + s[i]! * residual[at]!, 0),
    );
    forwardSolve(first, count, upper, 0, 1);
    for (let i = 0; i < count; i++) for (let l = 0; l < count; l++) lower[i]! -= between[l * count + i]! * upper[l]!;
    forwardSolve(second, count, lower, 0, 1);
    for (let i = 0; i < count; i++) upper[i] = -upper[i]!;
    backwardSolve(second, count, lower);
    for (let l = 0; l < count; l++) for (let i = 0; i < count; i++) upper[l]! -= between[l * count + i]! * lower[i]!;
    backwardSolve(first, count, upper);
    return Float64Array.from(free, (i, at) => {
      let sum = residual[at]!;
      pairs.forEach(({ s, y }, k) => {
        sum += (y[i]! * upper[k]!) / theta + s[i]! * lower[k]!;
      });
      return sum / theta;
    });
  }
}

/** L x = b for the column of b that starts at `from` and goes on by `stride`. */
function forwardSolve(l: Float64Array, n: number, b: Float64Array, from: number, stride: number): void {
  for (let i = 0; i < n; i++) {
    let sum = b[from + i * stride]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * b[from + k * stride]!;
    b[from + i * stride] = sum / l[i * n + i]!;
  }
}

/** Lᵀ x = b. */
function backwardSolve(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < n; k++) sum -= l[k * n + i]! * b[k]!;
    b[i] = sum / l[i * n + i]!;
  }
}

function dotOver(indices: readonly number[], a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (const i of indices) sum += a[i]! * b[i]!;
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
