import { Fault } from '../../fault.ts';
import { decodeText } from '../bytes/decode-text.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { plainText } from '../bytes/plain-text.ts';

/** Genes with a statistic each, as GSEA's preranked mode reads them. */
export interface RankFile {
  readonly file: string;
  readonly names: readonly string[];
  /** [names] */
  readonly values: Float64Array;
  readonly notes: readonly string[];
}

const MISSING = /^(na|nan|null|)$/i;
const INFINITE = /^[+-]?inf(inity)?$/i;

/**
 * Reads a ranked list (`.rnk`: name, tab, value; lines with # and a header may stand in front). Genes without a value are
 * left out, and of several of one name that with the largest absolute value stays, as `formatRankList` does; notes say so.
 * Values that are infinite or no numbers, and a file without genes, are a {@link Fault}.
 *
 * Source: https://software.broadinstitute.org/cancer/software/gsea/wiki/index.php/Data_formats#RNK
 */
export async function readRankFile(file: InputFile): Promise<RankFile> {
  return parseRankFile(await file.bytes(), file.name);
}

/** {@link readRankFile} on bytes that are already in memory. */
export function parseRankFile(bytes: Uint8Array, file: string): RankFile {
  const best = new Map<string, number>();
  const notes: string[] = [];
  let [rows, missing, repeated] = [0, 0, 0];
  for (const [at, text] of decodeText(plainText(bytes)).split('\n').entries()) {
    const row = text.trimEnd();
    if (row === '' || row.startsWith('#')) continue;
    const cells = row.split('\t').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    const [name, cell] = cells;
    if (name === undefined || cell === undefined || cells.length > 2 || name === '')
      throw badLine(file, at + 1, row, `${cells.length} ${cells.length === 1 ? 'field' : 'fields'}`);
    const value = MISSING.test(cell) ? Number.NaN : Number(cell);
    const isFirst = rows++ === 0;
    if (INFINITE.test(cell)) throw infinite(file, at + 1, name, cell);
    if (Number.isNaN(value) && !MISSING.test(cell)) {
      if (!isFirst) throw badLine(file, at + 1, row, cell);
      notes.push(`the first line of ${file} is taken for a header: ${name}, ${cell}`);
      continue;
    }
    if (Number.isNaN(value)) {
      missing++;
      continue;
    }
    const known = best.get(name);
    if (known !== undefined) repeated++;
    if (known === undefined || Math.abs(value) > Math.abs(known)) best.set(name, value);
  }
  if (best.size === 0) throw withoutGenes(file);
  if (missing > 0) notes.push(`${missing} genes of ${file} have no value and are left out`);
  if (repeated > 0) notes.push(`${repeated} lines of ${file} name a gene again: the largest absolute value stays`);
  return { file, names: [...best.keys()], values: Float64Array.from(best.values()), notes };
}

const FORM = 'a gene and a number, separated by a tab';

function badLine(file: string, line: number, row: string, found: string): Fault {
  return new Fault({
    code: 'RANKS_LINE',
    message: 'a line of the ranked list cannot be read',
    file,
    line,
    found: `${found} in '${row.length > 60 ? `${row.slice(0, 60)}...` : row}'`,
    expected: FORM,
    hint: 'Write the list as two columns with a tab between them; tables of results go to --de.',
  });
}

function infinite(file: string, line: number, name: string, cell: string): Fault {
  return new Fault({
    code: 'RANKS_INFINITE',
    message: 'a statistic is infinite, so that the weight of its gene would be all there is',
    file,
    line,
    found: `${name} ${cell}`,
    expected: 'finite numbers',
    hint: 'A p-value of 0 has no logarithm: rank by a statistic (t, z, Wald) instead, or give the result table to --de.',
  });
}

function withoutGenes(file: string): Fault {
  return new Fault({
    code: 'RANKS_EMPTY',
    message: 'the ranked list holds no gene with a value',
    file,
    expected: `lines of ${FORM}`,
    hint: 'Check that this is the file you meant.',
  });
}
