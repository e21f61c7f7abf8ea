import { decodeText } from '../bytes/decode-text.ts';
import { afterLineEnd, isLineEnd, newField, readField } from '../bytes/field.ts';
import { lineOf } from '../bytes/plain-text.ts';
import { parseDecimal } from '../delimited/decimal.ts';
import { ROLE } from './count-columns.ts';
import type { ScanInput } from './scan-input.ts';

/** A cell with its place. */
export interface SurveyedCell {
  readonly text: string;
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** How the numbers of a table are written, and what they are. */
export interface CellSurvey {
  /** `[rows x samples]`, row-major; NaN where a cell is no decimal. */
  readonly values: Float64Array;
  /** The first cell with thousands separators, where the table is written with them. */
  readonly thousands?: SurveyedCell | undefined;
  /** The first cell with a decimal comma, where the table is written with them. */
  readonly decimalComma?: SurveyedCell | undefined;
}

const SPACED = /^[1-9]\d{0,2}(['’ \u00a0\u202f_]\d{3})+$/;
const DOTTED = /^[1-9]\d{0,2}(\.\d{3})+$/;
const COMMAED = /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;
const PLAIN = /^\d+$/;

/**
 * Reads all count cells again, as text, to tell what they are. `1.367` is a thousand where every number that is not plain
 * digits is written so, and no plain number has more than three digits, as is so of counts written with separators and of
 * hardly any decimals; the same of `1,367`, which else is a decimal comma. Stops at the first row that is ragged.
 */
export function surveyCells(input: ScanInput): CellSurvey {
  const { bytes, delimiter, roles } = input;
  const values: number[] = [];
  const field = newField();
  const firsts = new Map<RegExp, { readonly start: number; readonly end: number; readonly column: number }>();
  const times = new Map<RegExp, number>();
  let plain = 0;
  let longPlain = 0;
  let otherDots = 0;
  const note = (kind: RegExp, column: number) => {
    times.set(kind, (times.get(kind) ?? 0) + 1);
    if (!firsts.has(kind)) firsts.set(kind, { start: field.start, end: field.end, column });
  };
  rows: for (let p = input.from; p < bytes.length; ) {
    if (isLineEnd(bytes, p)) {
      p = afterLineEnd(bytes, p);
      continue;
    }
    for (let column = 0; column < roles.length; column++) {
      if (!readField(bytes, p, delimiter, field)) break rows;
      p = field.next;
      if (roles[column] === ROLE.count) {
        values.push(parseDecimal(bytes, field.start, field.end));
        const text = decodeText(bytes, field.start, field.end).trim();
        if (PLAIN.test(text)) {
          plain++;
          if (text.length > 3) longPlain++;
        } else if (SPACED.test(text)) note(SPACED, column);
        else if (DOTTED.test(text)) note(DOTTED, column);
        else if (text.includes('.') && !text.includes(',')) otherDots++;
        else {
          if (COMMAED.test(text)) note(COMMAED, column);
          if (DECIMAL_COMMA.test(text)) note(DECIMAL_COMMA, column);
        }
      }
      if (column < roles.length - 1 && bytes[p++] !== delimiter) break rows;
    }
    if (!isLineEnd(bytes, p)) break;
    p = afterLineEnd(bytes, p);
  }
  const cellOf = (kind: RegExp): SurveyedCell | undefined => {
    const at = firsts.get(kind);
    if (at === undefined) return undefined;
    return { text: decodeText(bytes, at.start, at.end), line: lineOf(bytes, at.start), column: at.column + 1 };
  };
  const many = (kind: RegExp): number => times.get(kind) ?? 0;
  const isSeparated = plain > 0 && longPlain === 0;
  const isDotted = many(DOTTED) > 0 && otherDots === 0 && isSeparated;
  // A comma with other than three digits behind it, or none that a plain number stands beside, is of decimals.
  const isCommaed = many(COMMAED) > 0 && many(COMMAED) >= many(DECIMAL_COMMA) && isSeparated;
  const thousands = many(SPACED) > 0 ? SPACED : isDotted ? DOTTED : isCommaed ? COMMAED : undefined;
  return {
    values: Float64Array.from(values),
    thousands: thousands && cellOf(thousands),
    decimalComma: thousands === undefined ? cellOf(DECIMAL_COMMA) : undefined,
  };
}
