import { expTableHigh, expTableLow, expTableTail } from '../../../../stats/math/exact-exp-table.ts';
import { logTable } from '../../../../stats/math/exact-log-table.ts';
import { powerTable } from '../../../../stats/math/exact-power-table.ts';
import { decodeBase64 } from '../../../../text/base64.ts';
import type { Arena } from '../../../../wasm/arena.ts';
import { deseq2KernelBase64 } from '../../../../wasm/generated/deseq2-kernel.ts';
import type { KernelProgram } from '../../../../wasm/kernel-host.ts';
import {
  EXP_TABLE_AT,
  LOG_COUNTS,
  LOG_COUNTS_AT,
  LOG_FACTORIAL_AT,
  LOG_FACTORIALS,
  LOG_TABLE_AT,
  POWER_TABLE_AT,
} from '../kernel-layout.ts';
import type { KernelExports } from './kernel-exports.ts';

export const deseq2Program: KernelProgram<KernelExports> = {
  name: 'DESeq2',
  code: () => decodeBase64(deseq2KernelBase64),
  prepare(arena, exports) {
    writeTables(arena);
    exports.fillTables();
  },
};

/** The tables that the kernel shares with its TypeScript twin, and room for those that it fills itself. */
function writeTables(arena: Arena): void {
  const exponentials = new Int32Array(4 * expTableTail.length);
  const tails = new Float64Array(exponentials.buffer);
  for (let i = 0; i < expTableTail.length; i++) {
    tails[2 * i] = expTableTail[i]!;
    exponentials[4 * i + 2] = expTableLow[i]!;
    exponentials[4 * i + 3] = expTableHigh[i]!;
  }
  const addresses = [
    [LOG_TABLE_AT, arena.place(Float64Array.from(logTable))],
    [POWER_TABLE_AT, arena.place(Float64Array.from(powerTable))],
    [EXP_TABLE_AT, arena.place(exponentials)],
    [LOG_FACTORIAL_AT, arena.reserve(8 * LOG_FACTORIALS)],
    [LOG_COUNTS_AT, arena.reserve(8 * LOG_COUNTS)],
  ] as const;
  const control = new Uint32Array(arena.memory.buffer);
  for (const [slot, address] of addresses) control[slot / 4] = address;
}
