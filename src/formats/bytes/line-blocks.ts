import { streamBytes } from './bytes.ts';
import { LF } from './field.ts';

/** Whole lines of a file. */
export interface LineBlock {
  /** Ends with a line feed. */
  readonly bytes: Uint8Array;
  /** 1-based number of the first line. */
  readonly line: number;
}

/** Reads a file, plain or gzip-compressed, in blocks of whole lines of about 1 MiB, so that any size fits in memory. */
export async function* lineBlocks(path: string): AsyncGenerator<LineBlock> {
  let rest: Uint8Array = new Uint8Array(0);
  let line = 1;
  for await (const chunk of streamBytes(path)) {
    const end = chunk.lastIndexOf(LF) + 1;
    const bytes = end === 0 ? rest : Buffer.concat([rest, chunk.subarray(0, end)]);
    rest = end === 0 ? Buffer.concat([rest, chunk]) : chunk.slice(end);
    if (end === 0) continue;
    yield { bytes, line };
    for (let p = bytes.indexOf(LF); p >= 0; p = bytes.indexOf(LF, p + 1)) line++;
  }
  if (rest.length > 0) yield { bytes: Buffer.concat([rest, Uint8Array.of(LF)]), line };
}
