import type { ColumnChoice } from './count-columns.ts';
import type { DuplicateRule } from './duplicate-genes.ts';

/** How a table of counts is read. */
export interface ReadCountOptions extends ColumnChoice {
  /**
   * Provides the memory of the matrix, for example a view on shared WebAssembly memory, of at least
   * `maxGenes * samples` elements; `counts` is a view on its beginning. Called once. `maxGenes` is the number of lines
   * below the header that are not blank, which is the number of genes unless a quoted field holds a line end.
   */
  readonly allocate?: ((maxGenes: number, samples: number) => Int32Array) | undefined;
  /** Counts with a fraction are refused, or rounded half to even as R does and noted. Default: refuse. */
  readonly fractions?: 'refuse' | 'round' | undefined;
  /** Several rows of one gene (see `uniteDuplicates`). Default: refuse. */
  readonly duplicates?: DuplicateRule | undefined;
  /** The maker of the file is known by its form, so that its values need not be judged. */
  readonly isKnown?: boolean | undefined;
  /** The file holds estimated counts, nearly all of which may have a fraction. */
  readonly estimated?: boolean | undefined;
}
