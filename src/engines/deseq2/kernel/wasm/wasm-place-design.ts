import type { Slots } from '../../../../wasm/kernel-host.ts';
import * as at from '../kernel-layout.ts';
import type { Deseq2Execution } from './deseq2-execution.ts';
import type { KernelDesign, SparseRows } from './wasm-design.ts';

/** Copies a design into the kernel's memory, with scratch memory for each thread; returns where it lies. */
export function placeDesign(design: KernelDesign, samples: number, execution: Deseq2Execution): Slots {
  const { arena, exports, threads } = execution;
  const { coefficients, cells, cholesky, rows, transform } = design;
  const scratch = exports.scratchBytes(samples, coefficients, cells, cholesky.entries.length);
  const placeRows = ({ start, column, value }: SparseRows) =>
    [arena.place(start), arena.place(column), arena.place(value)] as const;
  const [rowStart, rowColumn, rowValue] = placeRows(rows);
  const [transformStart, transformColumn, transformValue] = placeRows(transform);
  return [
    [at.COEFFICIENTS, coefficients],
    [at.CELLS, cells],
    [at.SATURATED, design.saturated ? 1 : 0],
    [at.CELL_OF_AT, arena.place(design.cellOf)],
    [at.ORDER_AT, arena.place(design.order)],
    [at.CELL_START_AT, arena.place(design.cellStart)],
    [at.ROW_START_AT, rowStart],
    [at.ROW_COLUMN_AT, rowColumn],
    [at.ROW_VALUE_AT, rowValue],
    [at.TRANSFORM_START_AT, transformStart],
    [at.TRANSFORM_COLUMN_AT, transformColumn],
    [at.TRANSFORM_VALUE_AT, transformValue],
    [at.LEAST_SQUARES_AT, arena.place(design.leastSquares)],
    [at.FACTOR_ENTRIES, cholesky.entries.length],
    [at.FACTOR_START_AT, arena.place(cholesky.rowStart)],
    [at.FACTOR_COLUMN_AT, arena.place(cholesky.entryColumn)],
    [at.GRAM_START_AT, arena.place(cholesky.gramStart)],
    [at.GRAM_CELL_AT, arena.place(cholesky.gramCell)],
    [at.GRAM_PRODUCT_AT, arena.place(cholesky.gramProduct)],
    [at.PRODUCT_START_AT, arena.place(cholesky.productStart)],
    [at.PRODUCT_PAIRS_AT, arena.place(cholesky.productPairs)],
    [at.SOLVE_START_AT, arena.place(cholesky.solveStart)],
    [at.SOLVE_ROW_AT, arena.place(cholesky.solveRow)],
    [at.SOLVE_VALUE_AT, arena.place(cholesky.solveValue)],
    [at.SOLVE_TERM_START_AT, arena.place(cholesky.solveTermStart)],
    [at.SOLVE_TERMS_AT, arena.place(cholesky.solveTerms)],
    [at.RIDGE_AT, arena.place(design.ridge)],
    [at.SCRATCH_AT, arena.reserve(scratch * threads)],
    [at.SCRATCH_BYTES, scratch],
  ];
}
