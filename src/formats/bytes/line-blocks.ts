import { Fault } from '../../fault.ts';
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

/** No line of a table comes near this; more would have to be held in memory as a whole. */
const LONGEST_LINE = 2 ** 29;

/** Reads a file in blocks of whole lines of about 1 MiB, so that any size fits in memory; a line of 512 MiB is a `Fault`. */
export async function* lineBlocks(file: InputFile): AsyncGenerator<LineBlock> {
  let rest: Uint8Array[] = [];
  let line = 1;
  let waiting = 0;
  for await (const chunk of file.stream()) {
    const end = chunk.lastIndexOf(LF) + 1;
    if (end === 0) {
      rest.push(chunk);
      waiting += chunk.length;
      if (waiting > LONGEST_LINE) throw lineTooLong(file.name, line);
      continue;
    }
    const bytes = joinBytes([...rest, chunk.subarray(0, end)]);
    rest = [chunk.subarray(end)];
    waiting = chunk.length - end;
    yield { bytes, line };
    for (let p = 0; p < bytes.length; p++) if (bytes[p] === LF) line++;
  }
  const last = joinBytes([...rest, Uint8Array.of(LF)]);
  if (last.length > 1) yield { bytes: last, line };
}

function lineTooLong(file: string, line: number): Fault {
  return new Fault({
    code: 'LINE_TOO_LONG',
    message: 'a line does not end within 512 MiB',
    file,
    line,
    expected: 'a table with a row a line',
    hint: 'Check that this is the file you meant.',
  });
}
