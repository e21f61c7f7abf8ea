import { decodeBase64 } from '../../text/base64.ts';
import { type WasmMemory, wasm } from '../../wasm/engine.ts';
import { tableKernelBase64 } from '../../wasm/generated/table-kernel.ts';
import { noRoom } from '../../wasm/no-room.ts';
import { LARGEST_POWER, POWERS_AT, SMALLEST_POWER } from './table-kernel-layout.ts';

const PAGE = 65_536;

/** What the compiled table kernel exports; addresses lie in its memory. */
export interface TableKernel {
  readonly memory: WasmMemory;
  heapBase(): number;
  /** Writes rows at `target`; returns the address behind them. `table` holds (kind, address) of each column; `words` see its layout. */
  writeRows(rows: number, columns: number, table: number, words: number, target: number): number;
  /** Reads plain rows of counts in [from, to); returns how many. See its source for what lies at the addresses. */
  scanRows(
    from: number,
    to: number,
    delimiter: number,
    columns: number,
    fields: number,
    counts: number,
    texts: number,
    textsPerRow: number,
  ): number;
  scanEnd(): number;
  /** Lines of [from, to), which ends with a line feed, that are not blank. */
  countLines(from: number, to: number): number;
}

let kernel: TableKernel | undefined;

export function tableKernel(): TableKernel {
  try {
    kernel ??= createKernel();
  } catch (error) {
    throw noRoom(error);
  }
  return kernel;
}

/** Lets the kernel's memory hold `bytes` bytes; a `Fault` where there is no room. */
export function reserve({ memory }: TableKernel, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
  try {
    if (missing > 0) memory.grow(missing);
  } catch (error) {
    throw noRoom(error);
  }
}

export function align(address: number): number {
  return Math.ceil(address / 8) * 8;
}

function createKernel(): TableKernel {
  const module = new wasm.Module(decodeBase64(tableKernelBase64));
  const abort = () => {
    throw new Error('the table kernel aborted');
  };
  const created = new wasm.Instance(module, { env: { abort } }).exports as TableKernel;
  const powers = new BigUint64Array(created.memory.buffer, POWERS_AT, 2 * (LARGEST_POWER - SMALLEST_POWER + 1));
  for (let k = SMALLEST_POWER, i = 0; k <= LARGEST_POWER; k++) {
    const power = scaledPowerOfTen(k);
    powers[i++] = power >> 64n;
    powers[i++] = power & 0xffff_ffff_ffff_ffffn;
  }
  return created;
}

/** 10^k 2^s rounded up to a whole number of 128 bits. */
function scaledPowerOfTen(k: number): bigint {
  const shift = BigInt(127 - ((k * 1741647) >> 19)); // 127 - floor(log2(10^k))
  const power = 10n ** BigInt(Math.abs(k));
  if (k < 0) return ((1n << shift) + power - 1n) / power;
  return shift >= 0n ? power << shift : (power + (1n << -shift) - 1n) >> -shift;
}
