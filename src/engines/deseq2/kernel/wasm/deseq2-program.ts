import { decodeBase64 } from '../../../../text/base64.ts';
import type { Arena } from '../../../../wasm/arena.ts';
import { deseq2KernelBase64 } from '../../../../wasm/generated/deseq2-kernel.ts';
import type { KernelProgram } from '../../../../wasm/kernel-host.ts';
import { placeExactTables } from '../../../kernels/exact-tables.ts';
import { LOG_COUNTS, LOG_COUNTS_AT, LOG_FACTORIAL_AT, LOG_FACTORIALS } from '../kernel-layout.ts';
import type { KernelExports } from './kernel-exports.ts';

export const deseq2Program: KernelProgram<KernelExports> = {
  name: 'DESeq2',
  code: () => decodeBase64(deseq2KernelBase64),
  prepare(arena, exports) {
    placeExactTables(arena);
    reserveTables(arena);
    exports.fillTables();
  },
};

/** Room for the tables that the kernel fills itself. */
function reserveTables(arena: Arena): void {
  const control = new Uint32Array(arena.memory.buffer);
  control[LOG_FACTORIAL_AT / 4] = arena.reserve(8 * LOG_FACTORIALS);
  control[LOG_COUNTS_AT / 4] = arena.reserve(8 * LOG_COUNTS);
}
