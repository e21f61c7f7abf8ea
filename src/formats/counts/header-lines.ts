import type { HeadLine } from '../delimited/delimiter.ts';
import { findSampleColumns } from './sample-columns.ts';

/** Which of the first lines of a table names the columns, and where the rows begin. */
export interface HeaderChoice {
  /** Position among the lines. */
  readonly header: number;
  readonly firstRow: number;
  readonly notes: readonly string[];
}

/** A number in any notation, or a word for a missing one. */
const DATUM = /^([+-]?[\d.,][\d.,' \u00a0]*(e[+-]?\d+)?|na|n\/a|nan|null|[+-]?inf(inity)?)$/i;

/**
 * Finds the header below lines that are no table: a title, lines without content, and, where `samples` are known, a second
 * header above or below (groups over merged cells). The header is then the line that names most of them.
 */
export function findHeader(lines: readonly HeadLine[], samples: readonly string[] = []): HeaderChoice {
  const notes: string[] = [];
  const start = linesOfTitle(lines, samples);
  if (start > 0) {
    const title =
      lines
        .slice(0, start)
        .flatMap(({ fields }) => fields)
        .find((field) => field !== '') ?? '';
    notes.push(`${start} ${start === 1 ? 'line' : 'lines'} above the header were skipped: '${title.slice(0, 60)}'`);
  }
  const end = endOfNames(lines, start);
  const candidates = lines.slice(start, end);
  const named = candidates.map((line) => namedSamples(line, samples));
  const most = Math.max(...named);
  if (candidates.length < 2 || end === lines.length || most === 0) return { header: start, firstRow: start + 1, notes };
  const header = start + named.indexOf(most);
  for (const line of lines.slice(start, end)) {
    if (line === lines[header]) continue;
    const shown = line.fields.filter((field) => field !== '').slice(0, 4);
    notes.push(`a second header line was left out: ${shown.join(', ')}`);
  }
  return { header, firstRow: end, notes };
}

const namedSamples = (line: HeadLine, samples: readonly string[]): number =>
  findSampleColumns(samples, line.fields).positions.filter((position) => position !== undefined).length;

/** Lines with one filled cell or none before the first that names columns. */
function linesOfTitle(lines: readonly HeadLine[], samples: readonly string[]): number {
  const filled = (line: HeadLine) => line.fields.filter((field) => field !== '').length;
  const first = lines.findIndex((line) => filled(line) > 1);
  const line = lines[first];
  if (first <= 0 || line === undefined) return 0;
  return isOfNames(line) || namedSamples(line, samples) > 0 ? first : 0;
}

/** Behind the first column no cell is a number or missing, and some have text. */
function isOfNames({ fields }: HeadLine): boolean {
  const cells = fields.slice(1).filter((field) => field !== '');
  return cells.length > 0 && !cells.some((cell) => DATUM.test(cell));
}

/** Behind the lines of names that follow one another from `start` on. */
function endOfNames(lines: readonly HeadLine[], start: number): number {
  let end = start + 1;
  while (end < lines.length && end < start + 4) {
    const line = lines[end]!;
    const texts = line.fields.slice(1).filter((field) => field !== '').length;
    // A row whose id is of the same make as the next one's is a damaged row, which must not vanish.
    if (texts < 2 || !isOfNames(line) || isLike(line.fields[0], lines[end + 1]?.fields[0])) break;
    end++;
  }
  return end;
}

const make = (id: string): string => id.replace(/\d+/g, '0');

function isLike(id: string | undefined, next: string | undefined): boolean {
  return id !== undefined && id !== '' && next !== undefined && make(id) === make(next);
}
