import { Fault } from '../../fault.ts';
import { decodeText } from '../bytes/decode-text.ts';
import { CR, LF } from '../bytes/field.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { lineBlocks } from '../bytes/line-blocks.ts';

const TAB = 9;
const HASH = 35;

/** A feature of a GTF or GFF3 file; coordinates are 1-based, both ends included. */
export interface AnnotationLine {
  readonly seqname: string;
  /** The second column: a program or a data base; in Ensembl's files before release 77 the biotype of the transcript. */
  readonly source: string;
  readonly feature: string;
  readonly start: number;
  readonly end: number;
  readonly strand: string;
  /** The ninth column as it stands. */
  readonly attributes: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * Calls `visit` for each line of a GTF or GFF3 file whose feature is wanted (`undefined`: every feature), in the order of
 * the file, decoding only those. GFF3's sequence section (`##FASTA`) ends the reading.
 */
export async function visitAnnotation(
  file: InputFile,
  wanted: ((feature: string) => boolean) | undefined,
  visit: (feature: AnnotationLine) => void,
): Promise<void> {
  const known = new Map<string, boolean>();
  const tabs = new Int32Array(8);
  for await (const block of lineBlocks(file)) {
    const { bytes } = block;
    let line = block.line;
    for (let p = 0, end = 0; p < bytes.length; p = end + 1, line++) {
      end = bytes.indexOf(LF, p);
      if (bytes[p] === HASH) {
        if (decodeText(bytes, p, p + 7) === '##FASTA') return;
        continue;
      }
      if (end === p || (bytes[p] === CR && end === p + 1)) continue;
      let fields = 0;
      for (let q = p; q < end && fields < 8; q++) if (bytes[q] === TAB) tabs[fields++] = q;
      if (fields < 8) throw badLine(file.name, line, fields + 1, `${fields + 1} fields`, '9 fields separated by tabs');
      const cell = (column: number) => decodeText(bytes, column === 0 ? p : tabs[column - 1]! + 1, tabs[column]);
      const feature = cell(2);
      let take = known.get(feature);
      if (take === undefined) {
        take = wanted === undefined || wanted(feature);
        known.set(feature, take);
      }
      if (!take) continue;
      const start = Number(cell(3));
      const stop = Number(cell(4));
      if (!(Number.isInteger(start) && Number.isInteger(stop) && start >= 1 && stop >= start)) {
        throw badLine(
          file.name,
          line,
          4,
          `${cell(3)} to ${cell(4)}`,
          'whole numbers from 1, the end not before the start',
        );
      }
      const last = bytes[end - 1] === CR ? end - 1 : end;
      const attributes = decodeText(bytes, tabs[7]! + 1, last);
      visit({ seqname: cell(0), source: cell(1), feature, start, end: stop, strand: cell(6), attributes, line });
    }
  }
}

function badLine(file: string, line: number, column: number, found: string, expected: string): Fault {
  return new Fault({
    code: 'ANNOTATION_LINE',
    message: 'a line of the annotation cannot be read',
    file,
    line,
    column,
    found,
    expected,
    hint: 'Check that this is a GTF or GFF3 file that was copied whole.',
  });
}

/** The value of a GTF attribute (`key "value";`), or undefined. */
export function gtfAttribute(attributes: string, key: string): string | undefined {
  for (const value of gtfAttributeValues(attributes, key)) return value;
  return undefined;
}

/** All values of a GTF attribute that may stand several times, such as `tag`. */
export function* gtfAttributeValues(attributes: string, key: string): Generator<string> {
  for (let at = attributes.indexOf(key); at >= 0; at = attributes.indexOf(key, at + 1)) {
    const before = at === 0 ? ' ' : attributes[at - 1]!;
    if ((before !== ' ' && before !== ';') || attributes[at + key.length] !== ' ') continue;
    const from = at + key.length + 1;
    const isQuoted = attributes[from] === '"';
    const end = isQuoted ? attributes.indexOf('"', from + 1) : attributes.indexOf(';', from);
    const value = attributes.slice(isQuoted ? from + 1 : from, end < 0 ? undefined : end);
    yield isQuoted ? value : value.trim();
  }
}

/** The attributes of a GFF3 line (`key=value;`), percent escapes resolved. */
export function gff3Attributes(attributes: string): Map<string, string> {
  const result = new Map<string, string>();
  for (const part of attributes.split(';')) {
    const at = part.indexOf('=');
    if (at > 0) result.set(part.slice(0, at).trim(), resolveEscapes(part.slice(at + 1).trim()));
  }
  return result;
}

function resolveEscapes(text: string): string {
  return text.includes('%')
    ? text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}
