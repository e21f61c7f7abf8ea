import { findCells } from '../../../design/design.ts';
import type { CountExecution } from '../../kernels/counts/count-program.ts';

/** Counts whose expected values share one offset per sample: mu_gj = N_j exp(x_j beta_g). */
export interface CountProblem {
  readonly genes: number;
  readonly samples: number;
  /** [genes x samples], row-major, non-negative. */
  readonly counts: Int32Array | Float64Array;
  /** N_j [samples], positive: effective library sizes. */
  readonly sizes: Float64Array;
  /** Where genes are fitted together; absent: one by one, in plain TypeScript. */
  readonly execution?: CountExecution | undefined;
}

/** Copies the counts of the gene that begins at place `from` to `gene` [samples]. */
export function readGene(counts: Int32Array | Float64Array, from: number, gene: Float64Array): void {
  for (let j = 0; j < gene.length; j++) gene[j] = counts[from + j]!;
}

/** A model matrix of full column rank. */
export interface ModelMatrix {
  readonly samples: number;
  readonly columns: number;
  /** [samples x columns], row-major. */
  readonly values: Float64Array;
  /** [samples]: which samples share equal rows, numbered by first appearance. */
  readonly cells: Int32Array;
  /** As many different rows as columns: each group of samples has a level of its own. */
  readonly isOneWay: boolean;
}

export function makeModelMatrix(values: Float64Array, samples: number, columns: number): ModelMatrix {
  const scales = new Float64Array(columns);
  values.forEach((value, i) => {
    scales[i % columns] = Math.max(scales[i % columns]!, Math.abs(value));
  });
  // Rows that differ by rounding are one group, as they were before a rotation.
  const rounded = values.map((value, i) => Math.round((value / (scales[i % columns]! || 1)) * 1e10) + 0);
  const cells = findCells(rounded, samples, columns);
  return { samples, columns, values, cells, isOneWay: Math.max(...cells) + 1 === columns };
}
