import { decodeCells, decodeText } from '../bytes/decode-text.ts';
import { CR, isLineEnd, LF, newField, QUOTE, readField } from '../bytes/field.ts';

const TAB = 9;
const SPACE = 32;
const COMMA = 44;
const SEMICOLON = 59;
const HASH = 35;

export const DELIMITER_NAMES: ReadonlyMap<number, string> = new Map([
  [TAB, 'tab'],
  [COMMA, 'comma'],
  [SEMICOLON, 'semicolon'],
  [SPACE, 'space'],
]);

/** One line of the head of a table. */
export interface HeadLine {
  readonly fields: readonly string[];
  /** Its first byte. */
  readonly offset: number;
  /** The byte after its line end. */
  readonly next: number;
}

/**
 * The byte that separates the fields, found from the first lines: the tab if the first line has one outside quotes, else
 * that of comma, semicolon and space that gives most fields on most lines; where commas or semicolons give each line as
 * many fields, spaces belong to the names. Undefined if no line has two fields.
 */
export function detectDelimiter(bytes: Uint8Array, from = 0): number | undefined {
  const first = readHead(bytes, TAB, 1, from)[0];
  if (first !== undefined && first.fields.length > 1) return TAB;
  let best: number | undefined;
  let bestScore = 0;
  for (const delimiter of [TAB, COMMA, SEMICOLON, SPACE]) {
    const text = delimiter === SPACE ? squeezeSpaces(firstLines(bytes, from)) : bytes;
    const widths = readHead(text, delimiter, 25, delimiter === SPACE ? 0 : from).map((line) => line.fields.length);
    const width = mostFrequent(widths);
    // The header may be one name short (R), so it counts as agreeing too.
    const agreeing = widths.filter((w, i) => w === width || (i === 0 && w === width - 1)).length;
    const score = width > 1 ? (width * agreeing) / widths.length : 0;
    if (score > 0 && delimiter !== SPACE && widths.every((w) => w === width)) return delimiter;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Whole lines, of 64 KiB where they are shorter. */
function firstLines(bytes: Uint8Array, from: number): Uint8Array {
  const end = bytes.indexOf(LF, from + 65_536);
  return bytes.subarray(from, end < 0 ? bytes.length : end + 1);
}

/** The first `lines` lines that are not blank, split; a line with a broken quote ends the head. */
export function readHead(bytes: Uint8Array, delimiter: number, lines: number, from = 0): HeadLine[] {
  const head: { readonly cells: number; readonly offset: number; readonly next: number }[] = [];
  const start: number[] = [];
  const end: number[] = [];
  const escaped = new Set<number>();
  const field = newField();
  let p = from;
  read: while (p < bytes.length && head.length < lines) {
    if (isLineEnd(bytes, p)) {
      p += bytes[p] === CR ? 2 : 1;
      continue;
    }
    const offset = p;
    for (;;) {
      if (!readField(bytes, p, delimiter, field) || field.next >= bytes.length) break read;
      if (field.escaped) escaped.add(start.length);
      start.push(field.start);
      end.push(field.end);
      p = field.next + 1;
      if (bytes[field.next] !== delimiter) break;
    }
    if (bytes[field.next] === CR) p++;
    head.push({ cells: start.length, offset, next: p });
  }
  const texts = decodeCells(bytes, { start, end, escaped }, 0, 1, head.at(-1)?.cells ?? 0);
  return head.map(({ cells, offset, next }, i) => ({
    fields: texts.slice(head[i - 1]?.cells ?? 0, cells),
    offset,
    next,
  }));
}

/** The byte after the leading comment lines (`#`), and those lines. A `#` line may be the header. */
export function skipComments(bytes: Uint8Array): { readonly next: number; readonly comments: readonly string[] } {
  const comments: string[] = [];
  let p = 0;
  while (bytes[p] === HASH) {
    const end = bytes.indexOf(LF, p);
    const after = end < 0 ? bytes.length : end + 1;
    if (bytes[after] !== HASH && isHeader(bytes, p, after)) break;
    comments.push(decodeText(bytes, p, after).trimEnd());
    p = after;
  }
  return { next: p, comments };
}

/** Runs of spaces and tabs between fields become one space, those at line ends vanish; quoted text stays. */
export function squeezeSpaces(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let n = 0;
  let quoted = false;
  let fieldStart = true;
  for (let p = 0; p < bytes.length; p++) {
    const c = bytes[p]!;
    if (c === QUOTE && (quoted || fieldStart)) quoted = !quoted;
    if (!quoted && (c === SPACE || c === TAB)) {
      fieldStart = true;
      if (n > 0 && out[n - 1] !== SPACE && out[n - 1] !== LF) out[n++] = SPACE;
      continue;
    }
    const lineEnd = !quoted && (c === LF || (c === CR && bytes[p + 1] === LF));
    if (lineEnd && n > 0 && out[n - 1] === SPACE) n--;
    fieldStart = c === LF;
    out[n++] = c;
  }
  return out.subarray(0, n);
}

/** A `#` line is the header if the next line is as wide and has a number, as a row of data has and a header has not. */
function isHeader(bytes: Uint8Array, from: number, next: number): boolean {
  const delimiter = detectDelimiter(bytes, next);
  if (delimiter === undefined) return false;
  const [header, row] = readHead(bytes, delimiter, 2, from);
  if (header === undefined || row === undefined || header.fields.length !== row.fields.length) return false;
  return row.fields.slice(1).some((field) => field !== '' && Number.isFinite(Number(field)));
}

function mostFrequent(values: readonly number[]): number {
  const times = new Map<number, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  let best = 0;
  for (const [value, count] of times) {
    const most = times.get(best) ?? 0;
    if (count > most || (count === most && value > best)) best = value;
  }
  return best;
}
