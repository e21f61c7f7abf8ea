export interface ScaledColumns {
  /** [n x p], row-major: (x - mean) scale. */
  readonly values: Float64Array;
  /** [p]: weighted means; 0 for columns of -1, 0 and 1, which R leaves as they are. */
  readonly means: Float64Array;
  /** [p]: 1 / weighted mean of |x - mean|; 1 for those columns and for constant ones. */
  readonly scales: Float64Array;
}

/** Centers and scales columns [n x p] as R's `coxph.fit`, so that exp(eta) neither overflows nor vanishes. */
export function scaleColumns(x: Float64Array, p: number, weights: Float64Array): ScaledColumns {
  const n = weights.length;
  const values = Float64Array.from(x);
  const means = new Float64Array(p);
  const scales = new Float64Array(p).fill(1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let j = 0; j < p; j++) {
    let isCoded = true;
    for (let k = 0; k < n && isCoded; k++) isCoded = isCode(x[k * p + j]!);
    if (isCoded) continue;
    let sum = 0;
    for (let k = 0; k < n; k++) sum += weights[k]! * x[k * p + j]!;
    const mean = sum / total;
    let spread = 0;
    for (let k = 0; k < n; k++) {
      values[k * p + j]! -= mean;
      spread += weights[k]! * Math.abs(values[k * p + j]!);
    }
    means[j] = mean;
    if (spread === 0) continue;
    scales[j] = total / spread;
    for (let k = 0; k < n; k++) values[k * p + j]! *= scales[j]!;
  }
  return { values, means, scales };
}

function isCode(value: number): boolean {
  return value === 0 || value === 1 || value === -1;
}
