import { Fault } from '../../../fault.ts';
import { fileName } from '../../../text/file-names.ts';
import { describeDamage, findDamagedSymbols } from '../../annotation/gene-identifiers.ts';
import type { FoundFiles, InputFile } from '../../bytes/input-file.ts';
import type { SampleSheet } from '../../sheets/sample-sheet.ts';
import { isAnnotationName } from '../count-columns.ts';
import type { CountTable } from '../counts.ts';
import { type Dialect, type DialectName, type DialectOptions, readTableHead, type TableHead } from './dialect.ts';
import { featureCounts } from './feature-counts.ts';
import { gdc } from './gdc.ts';
import { htseq } from './htseq.ts';
import { matrix } from './matrix.ts';
import { nfCore } from './nf-core.ts';
import { rsem } from './rsem.ts';
import { star } from './star.ts';
import { kallisto, salmon } from './transcripts.ts';

/** From the most to the least particular: the first that recognizes a file reads it. */
const DIALECTS: readonly Dialect[] = [salmon, kallisto, rsem, featureCounts, star, gdc, htseq, nfCore, matrix];

/** Where counts lie and what they are. */
export interface CountSource {
  readonly dialect: DialectName;
  /** What the dialect is, for messages. */
  readonly title: string;
  /** All files that are read, in the order of the samples. */
  readonly files: readonly InputFile[];
  readonly notes: readonly string[];
}

export interface ReadCountsOptions extends DialectOptions {
  /** The dialect, where it shall not be detected. */
  readonly format?: DialectName | undefined;
  /** Used to name samples by file, if one of its columns holds the names of the files. */
  readonly sheet?: SampleSheet | undefined;
}

/** A count table with where it came from. */
export interface CountsRead extends CountTable {
  readonly dialect: DialectName;
  readonly files: readonly InputFile[];
  /** What is wrong with the data but does not keep it from being read. */
  readonly warnings: readonly string[];
}

/**
 * Reads counts from whatever a quantifier or a public archive left: a file, a folder, a pattern, or a list of these.
 * What was understood stands in `dialect` and `notes`; what cannot be understood for certain is a {@link Fault}.
 */
export async function readCounts(sources: readonly FoundFiles[], options: ReadCountsOptions = {}): Promise<CountsRead> {
  const found = await findCounts(sources, options);
  const dialect = DIALECTS.find(({ name }) => name === found.dialect)!;
  const named = options.sampleNames === undefined ? namesFromSheet(found.files, options.sheet) : undefined;
  const files = named?.files ?? found.files;
  const table = await dialect.read(files, { ...options, sampleNames: options.sampleNames ?? named?.names });
  const notes = [`read as ${dialect.title}`, ...found.notes, ...(named?.notes ?? []), ...table.notes];
  return { ...table, notes, warnings: describeDamages(table), dialect: dialect.name, files };
}

/** Gene ids and symbols that a spreadsheet damaged, which no 3' UTR will be found for. */
function describeDamages({ geneIds, annotation }: CountTable): string[] {
  const columns = [
    geneIds,
    ...[...annotation].filter(([name]) => /symbol|gene_?name/i.test(name)).map(([, column]) => column),
  ];
  return [...new Set(columns.map((column) => describeDamage(findDamagedSymbols(column))))].filter(
    (note) => note !== '',
  );
}

/** Tells which files hold the counts, and their dialect, without reading them whole (`init`, `plan`, fingerprints). */
export async function findCounts(
  sources: readonly FoundFiles[],
  options: ReadCountsOptions = {},
): Promise<CountSource> {
  const heads: TableHead[] = [];
  refuseSingleCells(sources.flatMap(({ files }) => files));
  for (const { searched, files } of sources) {
    for (const file of files) if (!searched || mayBeTable(file.name, files)) heads.push(await readTableHead(file));
  }
  const label = sources.map(({ name }) => name).join(', ');
  return sources.some(({ searched }) => searched)
    ? pickFromFolder(heads, label, options.format)
    : allOfOneDialect(heads, label, options.format);
}

function dialectOf(head: TableHead): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.recognizes(head));
}

/** Files named one by one must all be of one dialect. */
function allOfOneDialect(heads: readonly TableHead[], label: string, format: DialectName | undefined): CountSource {
  const files = heads.map((head) => head.file);
  for (const head of heads) refuseKnownOther(head);
  const given = DIALECTS.find(({ name }) => name === format);
  // A file that no dialect recognizes is read as a matrix, whose reader says best what is wrong with it.
  const dialects = heads.map((head) => given ?? dialectOf(head) ?? matrix);
  const [first] = dialects;
  const other = dialects.findIndex((dialect) => dialect !== first);
  if (first === undefined || other >= 0) {
    throw new Fault({
      code: 'COUNTS_MIXED_DIALECTS',
      message: 'the files are not all of one kind',
      file: label,
      found: `${files[0]?.name}: ${first?.title}; ${files[other]?.name}: ${dialects[other]?.title}`,
      expected: 'files of one kind',
      hint: 'Leave out what does not belong, or name the kind with --format.',
    });
  }
  if (files.length > 1 && first === nfCore) throw severalMerged(files);
  return { dialect: first.name, title: first.title, files, notes: notesOn(files) };
}

/** In a folder, the files of the one tool that left its output there; other files may lie beside them. */
function pickFromFolder(heads: readonly TableHead[], label: string, format: DialectName | undefined): CountSource {
  const groups = new Map<Dialect, InputFile[]>();
  for (const head of heads) {
    const dialect = dialectOf(head);
    if (dialect === undefined || (dialect === matrix && !looksLikeCounts(head))) continue;
    groups.set(dialect, [...(groups.get(dialect) ?? []), head.file]);
  }
  const particular = [...groups].filter(([dialect]) => dialect !== matrix);
  const candidates = [...groups].filter(([dialect]) => dialect.name === format);
  const chosen = format !== undefined ? candidates : particular.length > 0 ? particular : [...groups];
  const [only] = chosen;
  if (only === undefined) {
    throw new Fault({
      code: 'COUNTS_NONE_IN_FOLDER',
      message: 'the folder has no count files that are known',
      file: label,
      found: `${heads.length} files`,
      expected: DIALECTS.map((dialect) => dialect.title).join('; '),
      hint: "Name the files, for example with a pattern such as 'folder/*.txt'.",
    });
  }
  const [dialect, files] = only;
  if (chosen.length > 1 || ((dialect === matrix || dialect === nfCore) && !oneSampleTables(heads, files))) {
    const lines = chosen.flatMap(
      ([{ title }, list]) =>
        `${list.length} x ${title} (${list
          .slice(0, 2)
          .map(({ name }) => fileName(name))
          .join(', ')})`,
    );
    throw new Fault({
      code: 'COUNTS_AMBIGUOUS_FOLDER',
      message: 'the folder holds counts of several kinds',
      file: label,
      found: lines.join('; '),
      expected: 'one kind',
      hint: "Name the files with a pattern such as 'folder/*.counts.gz', or the kind with --format.",
    });
  }
  const beside = heads.length - files.length;
  const notes = beside > 0 ? [`${beside} other files in the folder were left alone`] : [];
  return { dialect: dialect.name, title: dialect.title, files, notes: [...notesOn(files), ...notes] };
}

/** One table, or several of one sample each. */
function oneSampleTables(heads: readonly TableHead[], files: readonly InputFile[]): boolean {
  if (files.length === 1) return true;
  return heads.filter((head) => files.includes(head.file)).every((head) => head.lines[1]?.length === 2);
}

const notesOn = (files: readonly InputFile[]): string[] => (files.length > 1 ? [`${files.length} files`] : []);

/** Endings of files that lie beside counts and are no tables. */
const OTHER_FILE =
  /\.(bam|bai|csi|cram|sam|fastq|fq|fa|fasta|html?|json|ya?ml|pdf|png|svg|log|h5|zip|md|bed|bw|rds|rdata|r|py|sh|summary)(\.gz)?$/i;

function mayBeTable(path: string, beside: readonly InputFile[]): boolean {
  const name = fileName(path);
  if (OTHER_FILE.test(name) || name.endsWith('Log.out') || name.endsWith('SJ.out.tab')) return false;
  // salmon's own sums over genes have the header of its transcripts.
  return (
    !/^quant\.genes\.sf(\.gz)?$/.test(name) ||
    !beside.some((other) => other.name === path.replace('quant.genes.sf', 'quant.sf'))
  );
}

/** A sheet of samples beside the counts is a table too, but has text in columns that do not describe genes. */
function looksLikeCounts(head: TableHead): boolean {
  const [header = [], ...rows] = head.lines.slice(0, -1);
  const counted = header
    .map((_, column) => column)
    .filter((column) => column > 0 && !isAnnotationName(header[column]!));
  return (
    rows.length >= 3 &&
    counted.length > 0 &&
    rows.every((row) => counted.every((c) => /^\d+(\.\d+)?$/.test(row[c] ?? '')))
  );
}

/** Files that come with counts and are handed in by mistake. */
function refuseKnownOther(head: TableHead): void {
  const [first = ''] = head.lines[0] ?? [];
  const what =
    first === 'Status' && head.lines.some((fields) => fields[0]?.startsWith('Unassigned_'))
      ? ["featureCounts' summary", 'Give the file without .summary.']
      : first.startsWith('!Series_') || first.startsWith('!Sample_')
        ? ['a GEO series matrix, which has no raw counts of RNA-seq', 'Take the supplementary files of the series.']
        : undefined;
  if (what === undefined) return;
  throw new Fault({
    code: 'COUNTS_OTHER_FILE',
    message: `this is ${what[0]}`,
    file: head.file.name,
    line: 1,
    expected: 'a table of counts',
    hint: what[1]!,
  });
}

/** Cell Ranger's matrix, STARsolo's, alevin's: `matrix.mtx` beside barcodes and features. */
function refuseSingleCells(files: readonly InputFile[]): void {
  const sparse = files.find(({ name }) => /\.mtx(\.gz)?$/i.test(name));
  if (sparse === undefined) return;
  throw new Fault({
    code: 'COUNTS_SINGLE_CELL',
    message: 'this is a sparse matrix of single cells (10x Genomics Cell Ranger or the like)',
    file: sparse.name,
    expected: 'counts of genes in samples',
    hint: "Sum the counts of each sample's cells first (pseudo-bulk, in R: Seurat's AggregateExpression), and give that table.",
  });
}

function severalMerged(files: readonly InputFile[]): Fault {
  return new Fault({
    code: 'COUNTS_SEVERAL_MERGED',
    message: 'there are several merged tables',
    file: files[0]?.name,
    found: files.map(({ name }) => fileName(name)).join(', '),
    expected: 'one table with all samples',
    hint: 'Name one: salmon.merged.gene_counts.tsv with its lengths, or the length-scaled one.',
  });
}

interface NamedFiles {
  readonly files: readonly InputFile[];
  readonly names: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

/** Names files by the column of the sheet that lists them, and leaves out those that it does not list. */
function namesFromSheet(files: readonly InputFile[], sheet: SampleSheet | undefined): NamedFiles | undefined {
  if (sheet === undefined || files.length < 2) return undefined;
  const byName = new Map(files.map((file) => [fileName(file.name), file]));
  if (byName.size < files.length) return undefined;
  for (const [column, cells] of sheet.columns) {
    const listed = cells.map((cell) => byName.get(fileName(cell)) ?? byName.get(`${fileName(cell)}.gz`));
    if (!listed.every((file) => file !== undefined) || new Set(listed).size < listed.length) continue;
    const names = new Map(listed.map((file, i) => [file.name, sheet.sampleIds[i]!]));
    const notes = [`samples were named by column '${column}' of the sheet`];
    if (files.length > listed.length)
      notes.push(`${files.length - listed.length} files that it does not list were left out`);
    return { files: listed, names, notes };
  }
  return undefined;
}
