import { fileName } from '../../text/file-names.ts';
import { decodeText } from '../bytes/decode-text.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { plainText } from '../bytes/plain-text.ts';
import { parseTable, type Table, textOf } from '../delimited/read-table.ts';
import { bareId } from './annotated-names.ts';
import { idKind, withoutVersion } from './gene-identifiers.ts';
import { readGeneModels } from './gene-models.ts';
import type { Gene, Transcript } from './transcript.ts';

/** The names of genes. */
export interface GeneAnnotation {
  readonly file: string;
  /** In the order of the file, each id once. */
  readonly genes: readonly Gene[];
  /** By id, of a GTF or GFF3 file: without their parts. */
  readonly transcripts?: ReadonlyMap<string, Transcript> | undefined;
  readonly notes: readonly string[];
}

/** Reads gene names from GTF or GFF3, or from a table with or without header whose columns are told by name and content. */
export async function readGeneAnnotation(file: InputFile): Promise<GeneAnnotation> {
  const head = decodeText(plainText(await file.head(65_536)));
  const line = head.split('\n').find((text) => text !== '' && !text.startsWith('#')) ?? '';
  if (/^[^\t]+\t[^\t]*\t[^\t]+\t\d+\t\d+\t[^\t]*\t[+.?-]\t/.test(line)) {
    const { genes, transcripts } = await readGeneModels(file, { coordinates: false });
    return { file: file.name, genes: [...genes.values()], transcripts, notes: [`read from ${fileName(file.name)}`] };
  }
  return parseGeneAnnotation(await file.bytes(), file.name);
}

const NAMES = {
  id: /^(ensembl|ensembl_?(gene_?)?(id|stable_?id)?|gene_?id|gene stable id|geneid|id)$/i,
  symbol: /^(gene_?symbol|symbol|gene_?name|gene name|external_gene_name|hgnc_symbol|mgi_symbol|name)$/i,
  entrez: /^(entrez.*|ncbi.?gene.*|geneid|ncbi gene \(formerly entrezgene\) id)$/i,
  biotype: /^(.*biotype|gene[_ ]?type|type)$/i,
};

export function parseGeneAnnotation(bytes: Uint8Array, file: string): GeneAnnotation {
  const headed = parseTable(bytes, file, {});
  const names = [...headed.columns.keys()];
  const hasHeader = names.some((name) => NAMES.symbol.test(name) || NAMES.id.test(name) || NAMES.entrez.test(name));
  const table = hasHeader ? headed : parseTable(bytes, file, { header: names.map((_, i) => `column ${i + 1}`) });
  const columns = hasHeader ? namedColumns(table) : guessedColumns(table);
  const cells = (name: string | undefined) => (name === undefined ? undefined : textOf(table, name));
  const ids = cells(columns.id) ?? [];
  const symbols = cells(columns.symbol);
  const entrez = cells(columns.entrez);
  const biotypes = cells(columns.biotype);
  const genes = new Map<string, Gene>();
  let repeated = 0;
  ids.forEach((id, row) => {
    if (id === '') return;
    if (genes.has(id)) repeated++;
    else
      genes.set(id, { id, name: known(symbols?.[row]), entrez: known(entrez?.[row]), biotype: known(biotypes?.[row]) });
  });
  const used = Object.entries(columns).flatMap(([what, name]) =>
    name === undefined ? [] : [`${what} from '${name}'`],
  );
  const notes = [`read from ${fileName(file)}: ${used.join(', ')}`];
  if (repeated > 0) notes.push(`${repeated} rows repeat a gene id: its first row counts`);
  return { file, genes: [...genes.values()], notes };
}

type Columns = Readonly<Record<keyof typeof NAMES, string | undefined>>;

function namedColumns(table: Table): Columns {
  const names = [...table.columns.keys()];
  const stable = names.find((name) => mostly(textOf(table, name), (cell) => idKind(cell) === 'ensembl'));
  const id = stable ?? names.find((name) => NAMES.id.test(name)) ?? names[0];
  const find = (pattern: RegExp) => names.find((name) => name !== id && pattern.test(name));
  return { id, symbol: find(NAMES.symbol), entrez: find(NAMES.entrez), biotype: find(NAMES.biotype) };
}

/** Without header: the ids first; the symbol is the first other column of text with mostly different values. */
function guessedColumns(table: Table): Columns {
  const names = [...table.columns.keys()];
  const [id, ...rest] = names;
  const varied = (name: string) => new Set(textOf(table, name)).size * 2 > table.rows;
  const symbol = rest.find((name) => varied(name) && mostly(textOf(table, name), (cell) => idKind(cell) === 'symbol'));
  const entrez = rest.find((name) => mostly(textOf(table, name), (cell) => idKind(cell) === 'entrez'));
  return { id, symbol, entrez, biotype: undefined };
}

function mostly(cells: readonly string[], test: (cell: string) => boolean): boolean {
  const filled = cells.slice(0, 1000).filter((cell) => known(cell) !== undefined);
  return filled.length > 0 && filled.filter(test).length * 10 >= filled.length * 8;
}

function known(cell: string | undefined): string | undefined {
  return cell === undefined || cell === '' || cell === 'NA' || cell === '-' ? undefined : cell;
}

/** Other names of the genes of a table. */
export interface MappedGenes {
  /** [genes] the other name; undefined where there is none, or where another row keeps it. */
  readonly names: readonly (string | undefined)[];
  /** Rows that share a name, the one that keeps it first. */
  readonly shared: readonly { readonly name: string; readonly ids: readonly string[] }[];
  readonly notes: readonly string[];
}

const WHAT = { id: 'gene id', name: 'symbol', entrez: 'Entrez id' } as const;

/**
 * Maps the names of genes, be they ids (with or without version), symbols or Entrez ids, to another kind of name. Of
 * several genes with one symbol the first of the annotation counts. Where several rows get one name, the row with the
 * greatest weight (such as the sum of its counts; the first among equals) keeps it and the others go without; they are
 * listed in `shared`.
 */
export function mapGenes(
  geneIds: readonly string[],
  annotation: GeneAnnotation,
  to: keyof typeof WHAT,
  weightOf: (row: number) => number = () => 0,
): MappedGenes {
  const find = geneFinder(annotation);
  const names = geneIds.map((id) => find(id)?.[to]);
  const rowsOf = new Map<string, number[]>();
  names.forEach((name, row) => {
    if (name !== undefined) rowsOf.set(name, [...(rowsOf.get(name) ?? []), row]);
  });
  const shared: { name: string; ids: string[] }[] = [];
  for (const [name, rows] of rowsOf) {
    if (rows.length === 1) continue;
    rows.sort((a, b) => weightOf(b) - weightOf(a) || a - b);
    for (const row of rows.slice(1)) names[row] = undefined;
    shared.push({ name, ids: rows.map((row) => geneIds[row]!) });
  }
  const found = names.filter((name) => name !== undefined).length;
  const notes = [`${found} of ${geneIds.length} genes have a ${WHAT[to]} in ${fileName(annotation.file)}`];
  if (shared.length > 0) {
    const some = (ids: readonly string[]): string =>
      `${ids.slice(0, 3).join(', ')}${ids.length > 3 ? `, and ${ids.length - 3} more` : ''}`;
    const examples = shared.slice(0, 3).map(({ name, ids }) => `${name}: ${some(ids)}`);
    notes.push(
      `${shared.length} names belong to several ids; the one with most reads keeps it (${examples.join('; ')})`,
    );
  }
  return { names, shared, notes };
}

/** Looks genes up by id, by id without version, by symbol, by Entrez id and by further names, in this order. */
function geneFinder(annotation: GeneAnnotation): (id: string) => Gene | undefined {
  const names: readonly ((gene: Gene) => readonly (string | undefined)[])[] = [
    (gene) => [gene.id],
    (gene) => [withoutVersion(gene.id)],
    (gene) => [gene.name],
    (gene) => [gene.entrez],
    (gene) => gene.aliases ?? [],
  ];
  const [byId, byBareId, bySymbol, byEntrez, byAlias] = names.map((namesOf) => {
    const map = new Map<string, Gene>();
    for (const gene of annotation.genes) {
      for (const name of namesOf(gene)) if (name !== undefined && !map.has(name)) map.set(name, gene);
    }
    return map;
  });
  return (id) =>
    byId!.get(id) ??
    byBareId!.get(withoutVersion(id)) ??
    bySymbol!.get(id) ??
    byEntrez!.get(id) ??
    byAlias!.get(id) ??
    byId!.get(bareId(id));
}
