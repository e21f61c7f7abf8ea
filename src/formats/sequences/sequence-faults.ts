import { Fault } from '../../fault.ts';

/** Where a sequence stands: its name, its file, and the line (1-based) if that is known. */
export interface SequencePlace {
  readonly id: string;
  readonly file: string;
  readonly line?: number | undefined;
}

export function emptySequence({ id, file, line }: SequencePlace): Fault {
  const hint = 'Remove the record or give its sequence.';
  return new Fault({ code: 'UTR_EMPTY', message: `the sequence of ${id} is empty`, file, line, hint });
}

export function repeatedSequence({ id, file, line }: SequencePlace, hint: string): Fault {
  return new Fault({ code: 'UTR_DUPLICATE_ID', message: `the sequence ${id} is given twice`, file, line, hint });
}

/** A letter (byte of ASCII at the 0-based `index`) that is no nucleotide code; other codes never do what `never` says. */
export function strangeLetter(
  { id, file, line }: SequencePlace,
  index: number,
  byte: number,
  never: 'match' | 'pair',
  hint = 'Check that the file holds nucleotide sequences.',
): Fault {
  return new Fault({
    code: 'UTR_LETTER',
    message: `the sequence of ${id} has a letter that is no nucleotide code`,
    file,
    line,
    column: index + 1,
    found: JSON.stringify(String.fromCharCode(byte)),
    expected: `A, C, G, T or U; N and IUPAC codes are accepted and never ${never}`,
    hint,
  });
}
