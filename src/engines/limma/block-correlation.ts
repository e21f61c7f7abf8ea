import { Fault } from '../../fault.ts';
import { factorCholesky } from '../../linalg/cholesky.ts';

/** Samples that come from the same donor, plate or litter, and how strongly they agree. */
export interface BlockCorrelation {
  /** [samples]: which block each sample is of. */
  readonly blocks: Int32Array;
  /** rho: correlation of two samples of a block. */
  readonly correlation: number;
}

/**
 * U, upper triangular, with U'U = V: V has 1 on the diagonal, rho within a block and 0 between blocks. [samples x samples],
 * row-major. A `Fault` where V is not positive definite: rho <= -1 / (size - 1) in the largest block.
 */
export function factorBlockCorrelation({ blocks, correlation }: BlockCorrelation): Float64Array {
  const n = blocks.length;
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) v[i * n + j] = i === j ? 1 : blocks[i] === blocks[j] ? correlation : 0;
  }
  if (!factorCholesky(v, n)) throw impossible(correlation);
  const upper = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) upper[j * n + i] = v[i * n + j]!;
  return upper;
}

function impossible(correlation: number): Fault {
  return new Fault({
    code: 'BLOCK_CORRELATION_IMPOSSIBLE',
    message: 'Samples of a block cannot be as unlike each other as this correlation says.',
    found: String(correlation),
    expected: 'more than -1 / (size of the largest block - 1), less than 1',
    hint: 'Estimate the correlation from the data, or give one between 0 and 1.',
  });
}
