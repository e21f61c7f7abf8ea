import type { InputFile } from '../../bytes/input-file.ts';
import { plainText } from '../../bytes/plain-text.ts';
import { detectDelimiter, readHead, skipComments, squeezeSpaces } from '../../delimited/delimiter.ts';
import type { ReadCountOptions } from '../count-options.ts';
import type { CountTable } from '../counts.ts';

/** The names under which `--format` knows the dialects. */
export const dialectNames = [
  'matrix',
  'featurecounts',
  'htseq',
  'star',
  'gdc',
  'rsem',
  'nfcore',
  'salmon',
  'kallisto',
] as const;
export type DialectName = (typeof dialectNames)[number];

/** What only some dialects need to know. */
export interface DialectOptions extends ReadCountOptions {
  /** The sample names to use, by the name of the file or by column; by default made from file and column names. */
  readonly sampleNames?: ReadonlyMap<string, string> | undefined;
  /** STAR: which of its three count columns holds; by default told by the data. */
  readonly strandedness?: 'unstranded' | 'forward' | 'reverse' | undefined;
  /** Tables, nf-core: the table of average transcript lengths that belongs to the counts. */
  readonly lengths?: InputFile | undefined;
  /** salmon, kallisto: a table of transcript and gene ids, or a GTF or GFF3 file. */
  readonly transcriptGenes?: InputFile | undefined;
  /** salmon, kallisto: what the counts are (tximport's countsFromAbundance). Default: `no`, with lengths as offsets. */
  readonly countsFromAbundance?: 'no' | 'scaledTPM' | 'lengthScaledTPM' | undefined;
}

/** A form in which a tool writes counts. */
export interface Dialect {
  readonly name: DialectName;
  /** The tool and its file, for messages. */
  readonly title: string;
  /** One file holds one sample, so several files are wanted. */
  readonly oneSampleAFile: boolean;
  recognizes(head: TableHead): boolean;
  /** Reads all files, in the given order, into one table. */
  read(files: readonly InputFile[], options: DialectOptions): Promise<CountTable>;
}

/** The beginning of a file, split. */
export interface TableHead {
  readonly file: InputFile;
  readonly comments: readonly string[];
  /** The first lines that are not blank, up to 300, the last perhaps cut off; none if this is no table. */
  readonly lines: readonly (readonly string[])[];
}

const HEAD_BYTES = 64 * 1024;
const HEAD_LINES = 300;

export async function readTableHead(file: InputFile): Promise<TableHead> {
  const bytes = await file.head(HEAD_BYTES);
  if (bytes.includes(0) && bytes[0] !== 0xff && bytes[0] !== 0xfe) return { file, comments: [], lines: [] };
  const text = plainText(bytes);
  const { next, comments } = skipComments(text);
  const delimiter = detectDelimiter(text, next);
  if (delimiter === undefined) return { file, comments, lines: [] };
  const split = delimiter === 32 ? squeezeSpaces(text) : text;
  const from = delimiter === 32 ? skipComments(split).next : next;
  return { file, comments, lines: readHead(split, delimiter, HEAD_LINES, from).map((line) => line.fields) };
}

/** Whether the header begins with these names, whatever their case. */
export function headerStarts(head: TableHead, names: readonly string[]): boolean {
  const header = head.lines[0] ?? [];
  return names.every((name, column) => header[column]?.toLowerCase() === name.toLowerCase());
}

const WHOLE = /^\d+$/;

/** Whether there is no header: the cells from `column` on are whole numbers already in the first line. */
export function countsFromFirstLine(head: TableHead, column: number): boolean {
  const width = head.lines[0]?.length ?? 0;
  // The last line may be cut off where the head ends.
  const lines = head.lines.length > 1 ? head.lines.slice(0, -1) : head.lines;
  return (
    width > column &&
    lines.every((fields) => fields.length === width && fields.slice(column).every((f) => WHOLE.test(f)))
  );
}
