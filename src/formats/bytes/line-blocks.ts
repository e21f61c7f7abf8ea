import { LF } from './field.ts';
import type { InputFile } from './input-file.ts';
import { joinBytes } from './join-bytes.ts';

/** Whole lines of a file. */
export interface LineBlock {
  /** Ends with a line feed. */
  readonly bytes: Uint8Array;
  /** 1-based number of the first line. */
  readonly line: number;
}

/** Reads a file in blocks of whole lines of about 1 MiB, so that any size fits in memory. */
export async function* lineBlocks(file: InputFile): AsyncGenerator<LineBlock> {
  let rest: Uint8Array[] = [];
  let line = 1;
  for await (const chunk of file.stream()) {
    const end = chunk.lastIndexOf(LF) + 1;
    if (end === 0) {
      rest.push(chunk);
      continue;
    }
    const bytes = joinBytes([...rest, chunk.subarray(0, end)]);
    rest = [chunk.subarray(end)];
    yield { bytes, line };
    for (let p = 0; p < bytes.length; p++) if (bytes[p] === LF) line++;
  }
  const last = joinBytes([...rest, Uint8Array.of(LF)]);
  if (last.length > 1) yield { bytes: last, line };
}
