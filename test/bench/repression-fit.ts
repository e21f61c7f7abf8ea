/** Fits the model of `siteWeight` to transfections, and judges it on miRNAs that were left out. */
import type { ScoredType } from '../../src/mirna/context/context-coefficients.ts';
import { expectedChange, siteWeight } from '../../src/targets/expected-change.ts';
import type { RepressionModel } from '../../src/targets/repression-model.ts';
import type { Transfection } from './repression-data.ts';

const types: readonly ScoredType[] = ['8mer', '7mer-m8', '7mer-A1', '6mer'];
const start = [-1.7, -2.2, -2.6, -3.4, -2.7, -3.2, -3.7, -4.1, -0.6, -0.05, 2, 0.05, -0.1];

function modelOf(v: readonly number[]): RepressionModel {
  const byType = (from: number) =>
    Object.fromEntries(types.map((type, k) => [type, v[from + k]!])) as Record<ScoredType, number>;
  return {
    utr: byType(0),
    coding: byType(4),
    messageLength: v[8]!,
    utrLength: v[9]!,
    localAu: v[10]!,
    pairing: v[11]!,
    endDistance: v[12]!,
  };
}

/** [messages] expected log2 fold changes. */
export function predict({ sites, lengths }: Transfection, model: RepressionModel): Float64Array {
  return Float64Array.from(sites, (own, row) =>
    expectedChange(own.map((site) => siteWeight(site, lengths[row]!, model))),
  );
}

function centered(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return values.map((x) => x - mean);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Squared correlation; 0 where the prediction goes the wrong way or says nothing. */
export function explained(prediction: Float64Array, change: Float64Array): number {
  const [x, y] = [centered(prediction), centered(change)];
  const r = dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
  return r > 0 ? r * r : 0;
}

/** How well each transfection follows its prediction: least squares, at least 0. */
function efficiency(prediction: Float64Array, change: Float64Array): number {
  return Math.max(0, (dot(prediction, change) + 0.01) / (dot(prediction, prediction) + 0.01));
}

/** A start counts as much as this share of the messages a parameter. */
const RIDGE = 0.003;
const ITERATIONS = 15;
/** Share of the sum of squares below which steps end. */
const TOLERANCE = 1e-6;

/**
 * Least squares over the messages of all transfections, each with a mean and an efficiency of its own and weighted by the
 * variance of its changes (Levenberg-Marquardt). The weights of types are such that the middle efficiency is 1.
 */
export function fitRepression(transfections: readonly Transfection[]): RepressionModel {
  const used = transfections.filter(({ sites }) => sites.some((own) => own.length > 0));
  const changes = used.map(({ change }) => centered(change));
  const spreads = changes.map((y) => Math.sqrt(dot(y, y) / y.length));
  const ridge = RIDGE * Math.sqrt(changes.reduce((sum, { length }) => sum + length, 0));
  const residuals = (v: readonly number[]): Float64Array => {
    const model = modelOf(v);
    const parts = used.map((one, i) => {
      const prediction = centered(predict(one, model));
      const k = efficiency(prediction, changes[i]!);
      return changes[i]!.map((y, row) => (y - k * prediction[row]!) / spreads[i]!);
    });
    return Float64Array.from([...parts.map((part) => [...part]), v.map((x, k) => ridge * (x - start[k]!))].flat());
  };
  let at = start;
  let own = residuals(at);
  let damping = 1;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const step = 1e-4;
    const slopes = at.map((_, k) => {
      const moved = residuals(at.map((x, j) => (j === k ? x + step : x)));
      return moved.map((r, i) => (r - own[i]!) / step);
    });
    const gradient = slopes.map((slope) => dot(slope, own));
    const normal = slopes.map((a) => slopes.map((b) => dot(a, b)));
    const before = dot(own, own);
    for (let trial = 0; trial < 8; trial++) {
      const move = solve(
        normal.map((row, k) => row.map((x, j) => (j === k ? x * (1 + damping) : x))),
        gradient,
      );
      const next = at.map((x, k) => x - move[k]!);
      const after = residuals(next);
      if (dot(after, after) < dot(own, own)) {
        [at, own, damping] = [next, after, damping / 5];
        break;
      }
      damping *= 4;
    }
    if (before - dot(own, own) < TOLERANCE * before) break;
  }
  return scaled(at, used, changes);
}

function scaled(
  v: readonly number[],
  used: readonly Transfection[],
  changes: readonly Float64Array[],
): RepressionModel {
  const shifted = (by: number) => v.map((x, k) => (k < 8 ? x + by : x));
  let shift = 0;
  for (let round = 0; round < 5; round++) {
    const model = modelOf(shifted(shift));
    const each = used.map((one, i) => efficiency(centered(predict(one, model)), changes[i]!)).sort((a, b) => a - b);
    shift += Math.log(each[each.length >> 1]!);
  }
  return modelOf(shifted(shift));
}

/** Gaussian elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, k) => [...row, right[k]!]);
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[best]![k]!)) best = i;
    [rows[k], rows[best]] = [rows[best]!, rows[k]!];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j <= n; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  }
  return rows.map((row, k) => row[n]! / row[k]!);
}

/** The model without one family, for each of the families of the transfections that are judged. */
export function fitLeavingOut(all: readonly Transfection[], judged: readonly Transfection[]) {
  return new Map(
    [...new Set(judged.map(({ seed }) => seed))].map((seed) => [
      seed,
      fitRepression(all.filter((one) => one.seed !== seed)),
    ]),
  );
}

/** TargetScan's score added: the two slopes from all transfections but those of the family. */
export function withTargetScan(
  judged: readonly Transfection[],
  models: ReadonlyMap<string, RepressionModel>,
  left: Transfection,
): Float64Array {
  const model = models.get(left.seed)!;
  let [xx, xy, yy, xz, yz] = [0, 0, 0, 0, 0];
  for (const one of judged) {
    if (one.seed === left.seed) continue;
    const [x, y, z] = [centered(predict(one, model)), centered(one.targetScan), centered(one.change)];
    xx += dot(x, x);
    xy += dot(x, y);
    yy += dot(y, y);
    xz += dot(x, z);
    yz += dot(y, z);
  }
  const determinant = xx * yy - xy * xy;
  const [a, b] = [(yy * xz - xy * yz) / determinant, (xx * yz - xy * xz) / determinant];
  const own = predict(left, model);
  return own.map((x, row) => a * x + b * left.targetScan[row]!);
}
