import { Fault } from '../../fault.ts';
import type { HeadLine } from '../delimited/delimiter.ts';
import { findSampleColumns } from './sample-columns.ts';

/** What a column of a count table holds: `blank` ones must be empty, `skip` ones may hold anything. */
export const ROLE = { id: 0, count: 1, text: 2, blank: 3, skip: 4 } as const;

export interface Columns {
  /** The name of every column of the body; the id column may have an empty one. */
  readonly names: readonly string[];
  /** One of {@link ROLE} a column. */
  readonly roles: Uint8Array;
  readonly notes: readonly string[];
}

/** Names that tools give to a column of gene ids, in lower case without punctuation. */
const ID_NAMES = words(`
  gene genes geneid genename genesymbol genesymbols symbol id idref name feature featureid target targetid row rownames
  ensembl ensemblid ensemblgeneid ensg entrez entrezid entrezgeneid transcriptid txid tracking trackingid`);

/** Names of columns that describe a gene even where their cells are numbers. */
const ANNOTATION_NAMES = words(`
  geneid genename genesymbol symbol description genedescription biotype genebiotype genetype type locus
  length genelength effectivelength width gc gccontent chr chrom chromosome seqname seqnames start end strand
  ensembl ensemblid ensemblgeneid entrez entrezid entrezgene entrezgeneid hgncid hgncsymbol uniprot refseq
  transcriptid transcriptids`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

export const isIdName = (name: string): boolean => ID_NAMES.has(plain(name));
export const isAnnotationName = (name: string): boolean => ANNOTATION_NAMES.has(plain(name));

/** Words in names of columns that were computed of counts. */
const DERIVED_WORDS = words(`
  fpkm rpkm tpm cpm rpm norm normalized normalised log logfc logcpm fc lfc fold change foldchange pval pvalue padj adj fdr
  qval qvalue mean basemean average avg median std sd se stat total sum ratio score vst rlog`);

const isDerivedName = (name: string): boolean =>
  name
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => DERIVED_WORDS.has(word));

/** Names of columns that say where a gene lies, so that the first of a table does not hold its ids. */
const PLACE_NAMES = words('chr chrom chromosome seqname seqnames start end strand length genelength width locus');

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Also with separators and commas, which are refused by their names when the values are read. */
const NUMERAL = /^[+-]?[\d.,][\d.,'’ \u00a0]*(e[+-]?\d+)?$/i;

/** Where the header stands, for faults. */
export interface HeaderPlace {
  readonly file: string;
  readonly line: number;
}

/** How a caller who knows the table overrules the detection. */
export interface ColumnChoice {
  /** The column of gene ids; by default the first. */
  readonly idColumn?: string | undefined;
  /** The columns that hold counts; every other one is annotation. By default every column of numbers. */
  readonly countColumns?: readonly string[] | undefined;
  /** Columns to leave out. */
  readonly skipColumns?: readonly string[] | undefined;
  /**
   * The samples to read, by their names in the sheet, which the columns get where these differ (`findSampleColumns`). If
   * any has a column, columns of other samples are those that hold numbers of the same make under no other meaning.
   */
  readonly samples?: readonly string[] | undefined;
  /** Samples that are left out, so that their columns may hold anything. */
  readonly leftOut?: readonly string[] | undefined;
  /** Columns of other samples: read, so that they can be refused by name, or dropped. Default: refuse. */
  readonly extraSamples?: 'refuse' | 'drop' | undefined;
}

/**
 * Decides what each column holds from the header and a sample of rows. A column is annotation if its name says so, or if
 * in at least three rows most of its cells are text; it is blank if it has no name and no content; else it holds counts
 * (so that one bad cell is reported and never hides a sample).
 */
export function assignColumns(
  header: HeadLine,
  sample: readonly HeadLine[],
  place: HeaderPlace,
  choice: ColumnChoice,
): Columns {
  const notes: string[] = [];
  const width = sample[0]?.fields.length ?? header.fields.length;
  const columns = bodyNames(header, width, place, notes, choice.samples);
  const wanted = choice.countColumns === undefined ? (choice.samples ?? []) : [];
  const found = findSampleColumns(wanted, columns);
  const sampleOf = new Map(
    found.positions.flatMap((column, i) => (column === undefined ? [] : [[column, wanted[i]!]])),
  );
  notes.push(...found.notes);
  const names = columns.map((name, column) => sampleOf.get(column) ?? name);
  const id = idColumn(names, sample, place, choice, notes, sampleOf);
  const roles =
    sampleOf.size === 0
      ? Uint8Array.from(names, (_, column) => columnRole(column, names, sample, choice))
      : rolesBesideSamples(names, sample, choice, sampleOf, id, notes);
  if (id > 0 && names[0] === '') roles[0] = ROLE.skip;
  roles[id] = ROLE.id;
  checkChosen(names, place, choice);
  checkNames(names, roles, header, place);
  const annotation = names.filter((_, column) => roles[column] === ROLE.text);
  if (annotation.length > 0) notes.push(`kept as annotation: ${annotation.join(', ')}`);
  if (roles.includes(ROLE.blank)) notes.push('an empty column without a name was dropped');
  return { names, roles, notes };
}

/** The roles of all columns where those of samples are known by name. */
function rolesBesideSamples(
  names: readonly string[],
  sample: readonly HeadLine[],
  choice: ColumnChoice,
  sampleOf: ReadonlyMap<number, string>,
  id: number,
  notes: string[],
): Uint8Array {
  const cellsOf = (column: number) => sample.map((line) => line.fields[column] ?? '').filter((cell) => cell !== '');
  const areWhole = (column: number) => cellsOf(column).every((cell) => /^\d+$/.test(cell) || cell === 'NA');
  const samplesAreWhole = [...sampleOf.keys()].every(areWhole);
  const leftOut = new Set(findSampleColumns(choice.leftOut ?? [], names).positions);
  const dropped: string[] = [];
  const roles = Uint8Array.from(names, (name, column) => {
    if (sampleOf.has(column)) return ROLE.count;
    if (column === id) return ROLE.id;
    if (leftOut.has(column)) return ROLE.skip;
    const role = columnRole(column, names, sample, choice);
    if (role !== ROLE.count) return role;
    if (isDerivedName(name) || (samplesAreWhole && !areWhole(column))) return ROLE.text;
    if (choice.extraSamples !== 'drop') return ROLE.count;
    dropped.push(name);
    return ROLE.skip;
  });
  // Annotation goes by its name, so a second of the same name, or one without, is of no use.
  names.forEach((name, column) => {
    if (roles[column] === ROLE.text && (name === '' || names.indexOf(name) < column)) roles[column] = ROLE.skip;
  });
  if (dropped.length > 0) notes.push(`dropped, as they are not in the sample sheet: ${dropped.join(', ')}`);
  return roles;
}

function bodyNames(
  header: HeadLine,
  width: number,
  place: HeaderPlace,
  notes: string[],
  samples: readonly string[] = [],
): readonly string[] {
  const { fields } = header;
  const first = fields[0] ?? '';
  if (fields.length === width) {
    if (!samples.some((sample) => fields.includes(sample))) refuseMissingHeader(header, place);
    if (first === '') notes.push('the first column has no name and was taken as gene ids');
    return fields;
  }
  // R's write.table leaves out the name of the row names. If the first name is that of an id column, a name is lost instead.
  if (fields.length === width - 1 && !isIdName(first) && first !== '') {
    notes.push("the header lacks the first name, as R's write.table leaves it: the first column was taken as gene ids");
    return ['', ...fields];
  }
  throw new Fault({
    code: 'COUNTS_HEADER_WIDTH',
    message: 'the header and the first row have different numbers of fields',
    ...place,
    column: Math.min(width, fields.length) + 1,
    found: `${fields.length} names, ${width} fields in the first row`,
    expected: 'a name for each column (one less only for row names as R writes them)',
    hint: 'Write the table again with one name for each column.',
  });
}

function refuseMissingHeader(header: HeadLine, place: HeaderPlace): void {
  const [first = '', ...rest] = header.fields;
  if (first === '' || isIdName(first) || first.startsWith('#') || !rest.every((name) => NUMBER.test(name))) return;
  throw new Fault({
    code: 'COUNTS_NO_HEADER',
    message: 'the first line looks like a row of counts, not like sample names',
    ...place,
    found: header.fields.slice(0, 4).join(' '),
    expected: 'a header with the sample names',
    hint: "Add a header line; if the samples are really called by numbers, name the first column 'gene_id'.",
  });
}

function idColumn(
  names: readonly string[],
  sample: readonly HeadLine[],
  place: HeaderPlace,
  choice: ColumnChoice,
  notes: string[],
  sampleOf: ReadonlyMap<number, string>,
): number {
  if (choice.idColumn !== undefined) {
    const chosen = names.indexOf(choice.idColumn);
    if (chosen >= 0) return chosen;
    throw new Fault({
      code: 'COUNTS_ID_COLUMN',
      message: `there is no column '${choice.idColumn}' to take the gene ids from`,
      ...place,
      found: names.join(', '),
      hint: 'Name one of the columns found.',
    });
  }
  // write.csv and pandas put row numbers before the real ids.
  const numbered = sample.every((line, row) => line.fields[0] === String(row + 1) || line.fields[0] === String(row));
  if ((names[0] === '' || names[0] === 'Unnamed: 0') && numbered && sample.length > 1) {
    const second = names[1] ?? '';
    if (isIdName(second)) {
      notes.push(`the first column only numbers the rows; gene ids were taken from '${second}'`);
      return 1;
    }
  }
  if (!PLACE_NAMES.has(plain(names[0] ?? '')) && !sampleOf.has(0)) return 0;
  const named = names.findIndex((name, column) => isIdName(name) && !sampleOf.has(column));
  if (named < 0) return 0;
  notes.push(`gene ids were taken from column '${names[named]}'`);
  return named;
}

function columnRole(
  column: number,
  names: readonly string[],
  sample: readonly HeadLine[],
  choice: ColumnChoice,
): number {
  const name = names[column] ?? '';
  if (choice.skipColumns?.includes(name)) return ROLE.skip;
  if (choice.countColumns !== undefined) return choice.countColumns.includes(name) ? ROLE.count : ROLE.text;
  const cells = sample.map((line) => line.fields[column] ?? '');
  if (isAnnotationName(name)) return ROLE.text;
  const filled = cells.filter((cell) => cell !== '');
  if (name === '') return filled.length === 0 ? ROLE.blank : ROLE.text;
  const words = filled.filter((cell) => !NUMERAL.test(cell) && cell !== 'NA').length;
  return words >= 3 && words * 2 > cells.length ? ROLE.text : ROLE.count;
}

function checkChosen(names: readonly string[], place: HeaderPlace, choice: ColumnChoice): void {
  const absent = choice.countColumns?.filter((name) => !names.includes(name)) ?? [];
  if (absent.length === 0) return;
  throw new Fault({
    code: 'COUNTS_COLUMN_ABSENT',
    message: `the table lacks ${absent.length === 1 ? 'a chosen column' : 'chosen columns'}`,
    ...place,
    found: names.join(', '),
    expected: absent.join(', '),
    hint: 'Choose columns that the header names.',
  });
}

function checkNames(names: readonly string[], roles: Uint8Array, header: HeadLine, place: HeaderPlace): void {
  const seen = new Map<string, number>();
  const shift = names.length - header.fields.length;
  let counts = 0;
  names.forEach((name, column) => {
    if (roles[column] === ROLE.count) counts++;
    if (roles[column] !== ROLE.count && roles[column] !== ROLE.text) return;
    const before = seen.get(name);
    seen.set(name, column);
    if (before === undefined && name !== '') return;
    throw new Fault({
      code: name === '' ? 'COUNTS_UNNAMED_SAMPLE' : 'COUNTS_DUPLICATE_SAMPLE',
      message: name === '' ? 'a column has no name' : `two columns are named '${name}'`,
      ...place,
      column: column + 1 - shift,
      found: before === undefined ? undefined : `columns ${before + 1 - shift} and ${column + 1 - shift}`,
      expected: 'a name of its own for each sample',
      hint: 'Name each column; sum technical replicates before, or give them names of their own.',
    });
  });
  if (counts > 0) return;
  throw new Fault({
    code: 'COUNTS_NO_SAMPLES',
    message: 'the table has no column of counts',
    ...place,
    found: names.join(', '),
    expected: 'gene ids followed by one column a sample',
    hint: 'Check that this is the count table, and its delimiter.',
  });
}
