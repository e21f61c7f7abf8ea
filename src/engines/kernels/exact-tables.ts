import { NORMAL_TAILS } from '../../stats/distributions/normal-coefficients.ts';
import { expTableHigh, expTableLow, expTableTail } from '../../stats/math/exact-exp-table.ts';
import { logTable } from '../../stats/math/exact-log-table.ts';
import { powerTable } from '../../stats/math/exact-power-table.ts';
import type { Arena } from '../../wasm/arena.ts';
import { EXP_TABLE_AT, LOG_TABLE_AT, NORMAL_TABLE_AT, POWER_TABLE_AT } from '../../wasm/control-layout.ts';

/** Copies the tables that the exact functions of kernels share with their TypeScript twins into a kernel's memory. */
export function placeExactTables(arena: Arena): void {
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
    [NORMAL_TABLE_AT, arena.place(Float64Array.from(NORMAL_TAILS))],
  ] as const;
  const control = new Uint32Array(arena.memory.buffer);
  for (const [slot, address] of addresses) control[slot / 4] = address;
}
