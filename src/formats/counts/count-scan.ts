import { Fault } from '../../fault.ts';
import { decodeText, fieldText } from '../bytes/decode-text.ts';
import { afterLineEnd, type Field, isLineEnd, LF, newField, readField } from '../bytes/field.ts';
import { lineOf } from '../bytes/plain-text.ts';
import { parseDecimal, roundHalfEven } from '../delimited/decimal.ts';
import { ROLE } from './count-columns.ts';
import { scanPlainRows } from './plain-rows.ts';
import type { ScanInput } from './scan-input.ts';

const MAX_COUNT = 2 ** 31 - 1;

export interface Scanned {
  readonly rows: number;
  /** `[rows x text columns]`, the id column first: where the text of each cell lies. */
  readonly textStart: Uint32Array;
  readonly textEnd: Uint32Array;
  /** Cells, as in `textStart`, with doubled quotes. */
  readonly escaped: ReadonlySet<number>;
  /** Whole numbers written with a fraction or exponent ("12.0"). */
  readonly disguised: number;
  /** Cells that lost a fraction by rounding. */
  readonly rounded: number;
}

/**
 * Reads all rows: counts into `counts` (`[rows x count columns]`, row-major), the place of every text cell into the result.
 * Each row must have exactly one field for each role and each count must be a whole number from 0 to 2^31 - 1, else it
 * throws a {@link Fault} with line and column. Rows of plain digits are read in WebAssembly, at about 1 ns a byte; from the
 * first other row on it takes 4 ns a digit. Nothing is allocated in a row.
 */
export function scanCounts(input: ScanInput, maxRows: number, counts: Int32Array): Scanned {
  const { bytes, delimiter, roles } = input;
  const width = roles.length;
  const textColumns = roles.filter((role) => role === ROLE.id || role === ROLE.text).length;
  const textStart = new Uint32Array(maxRows * textColumns);
  const textEnd = new Uint32Array(maxRows * textColumns);
  const escaped = new Set<number>();
  const idColumn = roles.indexOf(ROLE.id);
  const field = newField();
  const tally = { disguised: 0, rounded: 0 };
  const length = bytes.length;
  const plain = scanPlainRows(input, counts, textStart, textEnd);
  let { rows, next: p } = plain;
  let cell = plain.rows * roles.filter((role) => role === ROLE.count).length;
  while (p < length) {
    if (isLineEnd(bytes, p)) {
      p = afterLineEnd(bytes, p);
      continue;
    }
    let text = rows * textColumns + 1;
    const rowStart = p;
    for (let column = 0; column < width; column++) {
      const start = p;
      if (roles[column] === ROLE.count) {
        let value = bytes[p]! - 48;
        if (value >= 0 && value <= 9) {
          let digit = bytes[++p]! - 48;
          while (digit >= 0 && digit <= 9) {
            value = value * 10 + digit;
            digit = bytes[++p]! - 48;
          }
        }
        const c = bytes[p]!;
        // Nine digits cannot overflow; anything but digits up to a delimiter or line end goes the careful way.
        if (p === start || p - start > 9 || (c !== delimiter && c !== LF)) {
          readAny(input, start, column, field);
          value = countValue(input, field, column, tally);
          p = field.next;
        }
        counts[cell++] = value;
      } else {
        readAny(input, start, column, field);
        p = field.next;
        if (roles[column] === ROLE.blank) {
          if (field.end > field.start) throw unexpectedText(input, field, column);
        } else if (roles[column] !== ROLE.skip) {
          const at = column === idColumn ? rows * textColumns : text++;
          textStart[at] = field.start;
          textEnd[at] = field.end;
          if (field.escaped) escaped.add(at);
          if (column === idColumn && field.end === field.start) throw emptyId(input, start, column);
        }
      }
      if (column < width - 1) {
        if (bytes[p] !== delimiter) throw raggedRow(input, rowStart);
        p++;
      }
    }
    if (!isLineEnd(bytes, p)) throw raggedRow(input, rowStart);
    p = afterLineEnd(bytes, p);
    rows++;
  }
  return { rows, textStart, textEnd, escaped, ...tally };
}

function readAny(input: ScanInput, start: number, column: number, field: Field): void {
  if (readField(input.bytes, start, input.delimiter, field)) return;
  throw new Fault({
    code: 'TABLE_BROKEN_QUOTE',
    message: 'a quoted field is not closed, or text follows its closing quote',
    ...place(input, start, column),
    found: excerpt(input, start),
    hint: 'Close the quote, or double the quotes that belong to the text.',
  });
}

/** A count that is not plain digits: quoted, signed, with a fraction or exponent, with many digits, or wrong. */
function countValue(
  input: ScanInput,
  field: Field,
  column: number,
  tally: { disguised: number; rounded: number },
): number {
  const { bytes } = input;
  let { start, end } = field;
  while (start < end && bytes[start] === 32) start++;
  while (end > start && bytes[end - 1] === 32) end--;
  const number = parseDecimal(bytes, start, end);
  const value = input.fractions === 'round' ? roundHalfEven(number) : number;
  if (!(Number.isInteger(value) && number >= 0 && value <= MAX_COUNT)) throw badCount(input, field, column, number);
  if (value !== number) tally.rounded++;
  else if (!isPlainDigits(bytes, start, end)) tally.disguised++;
  return value;
}

function isPlainDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let p = start; p < end; p++) if (bytes[p]! < 48 || bytes[p]! > 57) return false;
  return true;
}

function badCount(input: ScanInput, field: Field, column: number, number: number): Fault {
  const found = decodeText(input.bytes, field.start, Math.min(field.end, field.start + 40));
  const fault = (code: string, message: string, hint: string) =>
    new Fault({
      code,
      message,
      ...place(input, field.start, column),
      found: found === '' ? 'an empty cell' : found,
      expected: `a whole number from 0 to ${MAX_COUNT}`,
      hint,
    });
  if (Number.isNaN(number)) {
    return fault(
      'COUNTS_NOT_A_NUMBER',
      'a count is not a number',
      /^(na|nan|n\/a|null|)$/i.test(found)
        ? 'Leave out the genes that were not counted in all samples, or write 0 where no read was seen.'
        : 'Correct the cell, or leave the column out of the sample sheet.',
    );
  }
  if (number < 0) return fault('COUNTS_NEGATIVE', 'a count is negative', 'Use raw counts, not log or centered values.');
  if (number > MAX_COUNT)
    return fault('COUNTS_TOO_LARGE', 'a count is too large', 'Check the cell: no gene has so many reads.');
  return fault(
    'COUNTS_FRACTIONAL',
    'a count has a fraction',
    'Use raw counts; TPM, FPKM and CPM will not do. Estimated counts (RSEM, salmon) may be rounded: --fractions round.',
  );
}

function raggedRow(input: ScanInput, rowStart: number): Fault {
  const { bytes, delimiter, roles } = input;
  const field = newField();
  let fields = 1;
  let p = rowStart;
  for (; ; fields++) {
    readAny(input, p, fields - 1, field);
    if (bytes[field.next] !== delimiter) break;
    p = field.next + 1;
  }
  const short = fields < roles.length;
  return new Fault({
    code: 'COUNTS_RAGGED_ROW',
    message: short ? 'a row has too few fields' : 'a row has too many fields',
    ...place(input, rowStart, Math.min(fields, roles.length + 1) - 1),
    found: `${fields} fields (${excerpt(input, rowStart)})`,
    expected: `${roles.length} fields`,
    hint: short
      ? 'The file may be cut off here, or a cell is missing: write the table again from its source.'
      : 'Remove the extra cell, or quote the text that holds the delimiter.',
  });
}

function emptyId(input: ScanInput, start: number, column: number): Fault {
  return new Fault({
    code: 'COUNTS_EMPTY_ID',
    message: 'a row has no gene id',
    ...place(input, start, column),
    found: excerpt(input, start),
    hint: 'Give the row its gene id, or delete it.',
  });
}

function unexpectedText(input: ScanInput, field: Field, column: number): Fault {
  return new Fault({
    code: 'COUNTS_UNNAMED_SAMPLE',
    message: 'a column without a name has content',
    ...place(input, field.start, column),
    found: fieldText(input.bytes, field.start, field.end, field.escaped),
    hint: 'Name the column in the header, or empty it.',
  });
}

function place(input: ScanInput, offset: number, column: number) {
  return { file: input.file, line: lineOf(input.bytes, offset), column: column + 1 };
}

function excerpt(input: ScanInput, start: number): string {
  const end = input.bytes.indexOf(LF, start);
  const text = decodeText(input.bytes, start, Math.min(end, start + 60)).trimEnd();
  return end > start + 60 ? `${text}...` : text;
}
