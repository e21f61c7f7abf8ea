import { Fault } from '../../fault.ts';
import { decodeText } from '../bytes/decode-text.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { plainText } from '../bytes/plain-text.ts';
import type { GeneSet } from './gene-set.ts';

/** The sets of a GMT file, with what had to be set right. */
export interface GmtFile {
  readonly file: string;
  readonly sets: readonly GeneSet[];
  readonly notes: readonly string[];
}

/**
 * Reads gene sets in GSEA's GMT form: a set a line, its name, a description and its genes separated by tabs. Genes that a set
 * names twice count once, and sets without genes are left out; notes say how many. Lines without tabs, two sets of one name and
 * a file without sets are a {@link Fault}.
 *
 * Source: https://software.broadinstitute.org/cancer/software/gsea/wiki/index.php/Data_formats#GMT
 */
export async function readGmt(file: InputFile): Promise<GmtFile> {
  return parseGmt(await file.bytes(), file.name);
}

/** {@link readGmt} on bytes that are already in memory. */
export function parseGmt(bytes: Uint8Array, file: string): GmtFile {
  const sets: GeneSet[] = [];
  const lines = new Map<string, number>();
  const repeated: string[] = [];
  const empty: string[] = [];
  for (const [at, text] of decodeText(plainText(bytes)).split('\n').entries()) {
    const line = at + 1;
    const row = text.trimEnd();
    if (row === '' || row.startsWith('#')) continue;
    const [name, description, ...cells] = row.split('\t').map((cell) => cell.trim());
    if (description === undefined) throw withoutTabs(file, line, row);
    if (name === '') throw nameless(file, line);
    const before = lines.get(name!);
    if (before !== undefined) throw namedTwice(file, line, name!, before);
    lines.set(name!, line);
    const named = cells.filter((cell) => cell !== '');
    const genes = [...new Set(named)];
    if (genes.length < named.length) repeated.push(name!);
    if (genes.length === 0) empty.push(name!);
    else sets.push({ name: name!, description, genes });
  }
  if (sets.length === 0) throw withoutSets(file, empty.length);
  return {
    file,
    sets,
    notes: [
      ...describe(file, repeated, 'name a gene twice, which counts once'),
      ...describe(file, empty, 'have no genes and are left out'),
    ],
  };
}

/** Sets as a GMT file. */
export function formatGmt(sets: readonly GeneSet[]): string {
  const cell = (text: string) => text.replace(/[\t\r\n]/g, ' ');
  return sets.map(({ name, description, genes }) => `${[name, description, ...genes].map(cell).join('\t')}\n`).join('');
}

function describe(file: string, names: readonly string[], what: string): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ', ...' : '');
  return [`${names.length} ${names.length === 1 ? 'set' : 'sets'} of ${file} ${what}: ${shown}`];
}

const FORM = 'name, description and genes, separated by tabs';

function withoutTabs(file: string, line: number, row: string): Fault {
  return new Fault({
    code: 'GMT_NO_TABS',
    message: 'a line of the gene sets has no tabs',
    file,
    line,
    found: row.length > 60 ? `${row.slice(0, 60)}...` : row,
    expected: FORM,
    hint: 'Tabs are lost when text is copied out of a page or an editor: download the file again as it is.',
  });
}

function nameless(file: string, line: number): Fault {
  return new Fault({
    code: 'GMT_NO_NAME',
    message: 'a gene set has no name',
    file,
    line,
    column: 1,
    expected: FORM,
    hint: 'Give the set a name in front of its first tab.',
  });
}

function namedTwice(file: string, line: number, name: string, before: number): Fault {
  return new Fault({
    code: 'GMT_SET_TWICE',
    message: 'two gene sets have the same name',
    file,
    line,
    found: `${name}, as in line ${before}`,
    expected: 'a name for each set',
    hint: 'Rename one of them, or leave one out.',
  });
}

function withoutSets(file: string, empty: number): Fault {
  return new Fault({
    code: 'GMT_EMPTY',
    message: 'the file holds no gene sets',
    file,
    found: empty === 0 ? 'no line with a set' : `${empty} names of sets without genes`,
    expected: `lines of ${FORM}`,
    hint: 'Check that this is the file you meant.',
  });
}
