import type { Note } from '../../../../design/note.ts';
import type { CreateKernel, GeneProblem } from '../gene-kernel.ts';
import { type Deseq2Execution, inThisThread } from './deseq2-execution.ts';
import { exactKernels } from './exact-kernel.ts';
import { wasmKernels } from './wasm-kernel.ts';

/** Counts of genes that are not 0 everywhere up to which R's bits cost a few tenths of a second at most. */
const EXACT_UP_TO = 150_000;

const FAST: Note = {
  code: 'DISPERSIONS_FAST',
  text:
    // Not by toLocaleString, whose first call takes 8 ms.
    `This table has more than ${EXACT_UP_TO / 1000},000 counts: its dispersions come from a fast search, which ends ` +
    "elsewhere than R's in about 1 of 3,000 genes, by 1e-5 or less. Smaller tables follow R bit by bit, so some of these " +
    'genes alone may give other last digits.',
};

/**
 * The kernels of one analysis: those with R's own dispersions where the table is small, else the fast ones, which end
 * elsewhere in about 1 of 3,000 genes, by 1e-5 or less. Its first table decides, the tables after it being parts of it.
 */
export function kernelsBySize(execution: Deseq2Execution = inThisThread()): CreateKernel {
  let chosen: CreateKernel | undefined;
  return (problem) => {
    chosen ??= fewerCounts(problem) ? exactKernels(execution) : wasmKernels(execution, FAST);
    return chosen(problem);
  };
}

function fewerCounts({ genes, samples, counts }: GeneProblem): boolean {
  let left = Math.floor(EXACT_UP_TO / samples);
  for (let gene = 0; gene < genes && left >= 0; gene++) {
    const end = (gene + 1) * samples;
    let at = gene * samples;
    while (at < end && counts[at] === 0) at++;
    if (at < end) left--;
  }
  return left >= 0;
}
