/**
 * The one error type a user ever sees: something about their input or arguments that they can cure.
 * Everything else that is thrown is a bug and prints with its stack.
 */
export interface FaultDetails {
  /** Stable upper-case identifier, for scripts and tests: `COUNTS_RAGGED_ROW`. */
  readonly code: string;
  /** One sentence that says what is wrong, without the place. */
  readonly message: string;
  /** The file (or the flag) at fault. */
  readonly file?: string | undefined;
  /** 1-based line in `file`. */
  readonly line?: number | undefined;
  /** The option at fault, by its name in a study file; who knows where it was given adds the place. */
  readonly option?: string | undefined;
  /** 1-based column (field or character, whichever `message` speaks of) in `line`. */
  readonly column?: number | undefined;
  readonly found?: string | undefined;
  readonly expected?: string | undefined;
  /** The cure, in the imperative: what the user does next. */
  readonly hint: string;
}

export class Fault extends Error {
  readonly details: FaultDetails;

  constructor(details: FaultDetails) {
    super(details.message);
    this.name = 'Fault';
    this.details = details;
  }

  get code(): string {
    return this.details.code;
  }

  /** `file:line:column` as far as it is known, or the empty string. */
  get place(): string {
    const { file, line, column } = this.details;
    return [file, line, column].filter((part) => part !== undefined).join(':');
  }
}

/** The block that a terminal shows: what, where, found, expected, cure. */
export function formatFault(fault: Fault): string {
  const { code, message, found, expected, hint } = fault.details;
  const lines = [`error ${code}: ${message}`];
  if (fault.place !== '') lines.push(`  where     ${onOneLine(fault.place)}`);
  if (found !== undefined) lines.push(`  found     ${onOneLine(found)}`);
  if (expected !== undefined) lines.push(`  expected  ${expected}`);
  lines.push(`  cure      ${hint}`);
  return lines.join('\n');
}

/** A file name or a cell may hold line ends, and must not look like lines of ours. */
function onOneLine(text: string): string {
  return text.replaceAll('\n', '\\n');
}
