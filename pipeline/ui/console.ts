import { Fault, formatFault } from '../../src/fault.ts';
import { visibleLine, visibleText } from './visible-text.ts';

/** Text for the user or the next program, on standard output. */
export function print(text: string): void {
  process.stdout.write(visibleText(text.endsWith('\n') ? text : `${text}\n`));
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** Remarks on standard error, one a line, so that standard output stays for results. */
export function printNotes(notes: readonly string[]): void {
  for (const note of notes) process.stderr.write(`note  ${visibleLine(note)}\n`);
}

/** Says on standard error what went wrong: a Fault with its place and cure, a bug with its stack. */
export function printError(error: unknown): void {
  const text =
    error instanceof Fault
      ? formatFault(error)
      : `seedrank has a bug, please report it with these lines:\n${error instanceof Error ? error.stack : String(error)}`;
  process.stderr.write(`${visibleText(text)}\n`);
}

/**
 * Lets the work go on, and end with its own exit code, when nobody reads on: `seedrank run study.yml | head` finishes the
 * study, as its results are files.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
