import { Fault } from '../../fault.ts';
import { normalLogUpperTail } from '../../stats/distributions/normal.ts';
import { studentTLogUpperTail } from '../../stats/distributions/student-t.ts';
import { adjustPValues } from '../../stats/ranks/p-adjust.ts';
import type { GeneChanges } from './gene-changes.ts';

/** A table of named columns, as src/tables reads it. */
export interface ColumnTable {
  readonly file: string;
  readonly rows: number;
  readonly columns: ReadonlyMap<string, readonly string[] | Float64Array>;
  /** The 1-based line of a row (0-based), where it is known. */
  lineOfRow?(row: number): number;
  /** What was understood of its form. */
  readonly notes?: readonly string[];
}

export interface DetectedChanges {
  readonly changes: GeneChanges;
  /** Symbols beside the ids, where the table has both. */
  readonly symbols?: readonly string[] | undefined;
  /** What was detected or assumed. */
  readonly notes: readonly string[];
}

type Role = 'id' | 'symbol' | 'change' | 'error' | 'statistic' | 'p' | 'padj' | 'abundance';

/** Names of columns, lower case without signs, in the order of preference: DESeq2, edgeR, limma, sleuth, cuffdiff, Seurat. */
const names: Readonly<Record<Role, readonly string[]>> = {
  id: [
    'geneid',
    'gene',
    'ensemblgeneid',
    'ensembl',
    'ensemblid',
    'ensgene',
    'id',
    'feature',
    'featureid',
    'targetid',
    'genes',
    'rownames',
    'row',
    'probeid',
    'name',
  ],
  symbol: ['genename', 'symbol', 'genesymbol', 'externalgenename', 'hgncsymbol', 'mgisymbol', 'genenames'],
  change: [
    'log2foldchange',
    'logfc',
    'log2fc',
    'lfc',
    'avglog2fc',
    'log2ratio',
    'logfoldchange',
    'foldchangelog2',
    'log2foldchangemle',
    'b',
  ],
  error: ['lfcse', 'se', 'standarderror', 'stderr', 'stderror', 'logfcse', 'selogfc', 'seb'],
  statistic: ['stat', 't', 'waldstat', 'z', 'zscore', 'statistic', 'teststat'],
  p: ['pvalue', 'pval', 'p', 'rawp', 'pvalueraw', 'nomp'],
  padj: ['padj', 'fdr', 'adjpval', 'adjpvalue', 'qvalue', 'qval', 'pvaladj', 'padjusted', 'adjp', 'bh', 'svalue'],
  abundance: ['basemean', 'logcpm', 'aveexpr', 'meanobs', 'baseexpr', 'meanexpression', 'averageexpression'],
};

/** Names that say natural logarithms: sleuth's effect is `b`, with `se_b`. */
const NATURAL_LOG = 'b';

/**
 * Reads a table of differential expression of any common make: a log2 fold change and a p-value or a standard error, under
 * the names that DESeq2, edgeR, limma, sleuth, cuffdiff or Seurat give them; gene ids in a column of such a name, else the
 * first. Missing adjusted p-values are made (Benjamini and Hochberg). Shrunken fold changes are undone where the table
 * has the statistic (`undoShrinkage`). Of several rows of a gene the one with the largest abundance is taken.
 * Faults: no fold change, neither p-value nor standard error, a cell of these that is no number, p-values outside 0 to 1, no
 * row that can be used, a table that holds chosen genes only (`refuseChosenGenes`).
 */
export function detectChanges(table: ColumnTable): DetectedChanges {
  const notes: string[] = [...(table.notes ?? [])];
  const found = findColumns(table);
  refuseBadCells(table, found);
  const numbers = (role: Role): Float64Array | undefined => numbersOf(table, found.get(role));
  const change = numbers('change');
  if (change === undefined)
    throw missing(
      table,
      'CHANGES_NO_FOLD_CHANGE',
      'the table has no log2 fold changes',
      'log2FoldChange, logFC or the like',
    );
  const given = { error: numbers('error'), statistic: numbers('statistic'), p: numbers('p') };
  if (given.error === undefined && given.p === undefined) {
    throw missing(
      table,
      'CHANGES_NO_P',
      'the table has neither p-values nor standard errors',
      'pvalue, PValue, P.Value, or lfcSE',
    );
  }
  const natural = simplify(found.get('change')!) === NATURAL_LOG;
  const scale = natural ? Math.LOG2E : 1;
  if (natural) notes.push("'b' is taken for sleuth's natural logarithm");
  const log2FoldChange = change.map((x) => x * scale);
  const lfcSE = given.error?.map((x) => x * scale) ?? new Float64Array(table.rows).fill(Number.NaN);
  const logPvalue = logPvalues(log2FoldChange, lfcSE, given.statistic, given.p, table);
  const abundance = numbers('abundance') ?? new Float64Array(table.rows).fill(Number.NaN);
  const pvalue = given.p ?? logPvalue.map(Math.exp);
  const ids = textOf(table, found.get('id')!);
  const rows = chooseRows(ids, log2FoldChange, abundance, notes);
  if (rows.length === 0)
    throw missing(table, 'CHANGES_EMPTY', 'no row has both a gene and a fold change', 'at least one');
  refuseChosenGenes(table.file, rows, log2FoldChange, pvalue);
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]!);
  const own: GeneChanges = {
    geneIds: rows.map((row) => ids[row]!),
    baseMean: pick(abundance),
    log2FoldChange: pick(log2FoldChange),
    lfcSE: pick(lfcSE),
    pvalue: pick(pvalue),
    logPvalue: pick(logPvalue),
    padj: found.has('padj') ? pick(numbers('padj')!) : adjustPValues(pick(pvalue), 'BH'),
    abundanceName: abundanceName(found.get('abundance')),
  };
  const symbol = found.get('symbol');
  notes.unshift(`columns: ${[...found.values()].join(', ')}`);
  const changes =
    given.statistic === undefined || given.error === undefined ? own : undoShrinkage(own, pick(given.statistic), notes);
  return { changes, symbols: symbol === undefined ? undefined : rows.map((row) => textOf(table, symbol)[row]!), notes };
}

function simplify(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** The column of each role: the first name of its list that the table has; every column has one role. */
function findColumns({ columns }: ColumnTable): Map<Role, string> {
  const bySimple = new Map([...columns.keys()].map((name) => [simplify(name), name]));
  const found = new Map<Role, string>();
  for (const role of Object.keys(names) as Role[]) {
    const wanted = names[role].find((name) => bySimple.has(name) && fits(role, columns.get(bySimple.get(name)!)!));
    if (wanted !== undefined) found.set(role, bySimple.get(wanted)!);
  }
  if (!found.has('id')) {
    const [first] = columns.keys();
    found.set('id', found.get('symbol') ?? first!);
  }
  if (found.get('symbol') === found.get('id')) found.delete('symbol');
  return found;
}

/** Names hold text, everything else numbers. */
function fits(role: Role, column: readonly string[] | Float64Array): boolean {
  return role === 'id' || (role === 'symbol') === !(column instanceof Float64Array);
}

/** Numbers in any notation, and what stands for one that is missing or endless. */
const MEANT_AS_NUMBER = /^([+-]?[\d.,]+(e[+-]?\d+)?|[+-]?inf(inity)?|na|nan|)$/i;
const NUMBER = /^([+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|[+-]?Inf(inity)?|NA|NaN|nan|)$/i;

/** A column that by its name and most of its cells holds numbers is not absent because of one cell that does not. */
function refuseBadCells(table: ColumnTable, found: ReadonlyMap<Role, string>): void {
  const bySimple = new Map([...table.columns.keys()].map((name) => [simplify(name), name]));
  for (const role of ['change', 'error', 'statistic', 'p', 'padj'] as const) {
    if (found.has(role)) continue;
    for (const simple of names[role]) {
      const name = bySimple.get(simple);
      const cells = name === undefined ? undefined : table.columns.get(name);
      if (name === undefined || cells === undefined || cells instanceof Float64Array) continue;
      if (cells.filter((cell) => MEANT_AS_NUMBER.test(cell)).length * 2 < cells.length) continue;
      const row = cells.findIndex((cell) => !NUMBER.test(cell) || /^[+-]?inf/.test(cell));
      throw badCell(table, name, Math.max(row, 0), cells[Math.max(row, 0)] ?? '');
    }
  }
}

function badCell(table: ColumnTable, name: string, row: number, cell: string): Fault {
  return new Fault({
    code: 'CHANGES_NOT_A_NUMBER',
    message: `column '${name}' holds something that is not a number`,
    file: table.file,
    line: table.lineOfRow?.(row) ?? row + 2,
    column: [...table.columns.keys()].indexOf(name) + 1,
    found: cell,
    expected: 'a decimal number with a point, or NA',
    hint: /inf/i.test(cell)
      ? 'cuffdiff writes inf where a group has no reads: leave these genes out, or test the counts instead.'
      : /,/.test(cell)
        ? 'Write the table with decimal points and without thousands separators (R: write.csv in place of write.csv2).'
        : 'Correct the cell, or write NA.',
  });
}

/** From this many genes on a full table surely has p-values above one half, and changes near 0. */
const MANY = 30;

/**
 * Refuses a list of chosen genes: the background of genes that do not change is missing, against which each is judged. The
 * largest p-value of n genes without an effect is below one half with probability 2^-n.
 */
function refuseChosenGenes(file: string, rows: readonly number[], change: Float64Array, p: Float64Array): void {
  const tested = rows.filter((row) => !Number.isNaN(p[row]!));
  if (tested.length < MANY) return;
  const largest = tested.reduce((most, row) => Math.max(most, p[row]!), 0);
  const smallest = tested.reduce((least, row) => Math.min(least, Math.abs(change[row]!)), Number.POSITIVE_INFINITY);
  if (largest >= 0.5 && smallest < 0.25) return;
  throw new Fault({
    code: 'CHANGES_FILTERED',
    message: 'the table holds chosen genes only, not all that were tested',
    file,
    found:
      largest < 0.5
        ? `the largest of ${tested.length} p-values is ${largest.toPrecision(3)}`
        : `the smallest of ${tested.length} absolute log2 fold changes is ${smallest.toPrecision(3)}`,
    expected: 'all genes that were tested: the error rates are estimated from those that do not change',
    hint: 'Give the table as it was before genes were filtered by p-value, padj or fold change.',
  });
}

function numbersOf({ columns }: ColumnTable, name: string | undefined): Float64Array | undefined {
  const column = name === undefined ? undefined : columns.get(name);
  return column instanceof Float64Array ? column : undefined;
}

function textOf({ columns }: ColumnTable, name: string): readonly string[] {
  const column = columns.get(name)!;
  return column instanceof Float64Array ? Array.from(column, String) : column;
}

/** DESeq2's means are counts; all others are logarithms and keep their name. */
function abundanceName(name: string | undefined): string | undefined {
  return name === undefined || simplify(name) === 'basemean' ? undefined : name;
}

/** ln p from the p-values, or, where these are missing or underflow to 0, from the statistic or the standard error. */
function logPvalues(
  change: Float64Array,
  error: Float64Array,
  statistic: Float64Array | undefined,
  p: Float64Array | undefined,
  { file }: ColumnTable,
): Float64Array {
  const strange = p?.findIndex((value) => value < 0 || value > 1) ?? -1;
  if (strange >= 0) {
    throw new Fault({
      code: 'CHANGES_P_OUTSIDE',
      message: 'a p-value lies outside 0 to 1',
      file,
      line: strange + 2,
      found: String(p?.[strange]),
      expected: 'p-values, not their logarithms',
      hint: 'Give the table as its program wrote it.',
    });
  }
  const ofZ = (z: number): number => Math.min(0, Math.LN2 + normalLogUpperTail(Math.abs(z)));
  const df = statistic === undefined || p === undefined ? Number.POSITIVE_INFINITY : degreesOfFreedom(statistic, p);
  return change.map((value, row) => {
    const own = p?.[row];
    if (own !== undefined && own > 0) return Math.log(own);
    if (own !== undefined && Number.isNaN(own)) return Number.NaN;
    const t = statistic?.[row];
    if (t !== undefined && !Number.isNaN(t)) return Math.min(0, Math.LN2 + studentTLogUpperTail(Math.abs(t), df));
    if (error[row]! > 0) return ofZ(value / error[row]!);
    // A p-value of 0 without anything else: the smallest double.
    return own === 0 ? Math.log(Number.MIN_VALUE) : Number.NaN;
  });
}

/** Degrees of freedom at which the statistics have their p-values: of a normal statistic Infinity, of a moderated t one value. */
function degreesOfFreedom(statistic: Float64Array, p: Float64Array): number {
  const row = statistic.findIndex((t, i) => Math.abs(t) > 3 && Math.abs(t) < 8 && p[i]! > 0);
  if (row < 0) return Number.POSITIVE_INFINITY;
  const t = Math.abs(statistic[row]!);
  const excess = (df: number): number => Math.LN2 + studentTLogUpperTail(t, df) - Math.log(p[row]!);
  if (excess(1e6) > -1e-3) return Number.POSITIVE_INFINITY;
  let low = 0.5;
  let high = 1e6;
  for (let i = 0; i < 60; i++) {
    const middle = Math.sqrt(low * high);
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return high;
}

function chooseRows(ids: readonly string[], change: Float64Array, abundance: Float64Array, notes: string[]): number[] {
  const chosen = new Map<string, number>();
  let repeated = 0;
  ids.forEach((id, row) => {
    if (id === '' || id === 'NA' || !Number.isFinite(change[row]!)) return;
    const before = chosen.get(id);
    if (before === undefined) chosen.set(id, row);
    else {
      repeated++;
      if (abundance[row]! > abundance[before]!) chosen.set(id, row);
    }
  });
  if (repeated > 0) notes.push(`${repeated} further rows of genes that stand more than once were left out`);
  return [...chosen.values()];
}

/** Share of genes by which estimate over error must differ from the statistic before shrinkage is concluded. */
const SHRUNKEN = 0.9;

/**
 * Estimates as they were before DESeq2 shrank them with a normal prior: with r = (estimate / error) / statistic < 1 (the
 * statistic is that of the unshrunken estimate), error of the estimate = shrunken error / r, estimate = statistic times
 * that. From beta' = beta t^2 / (t^2 + s^2), s' = s t / sqrt(t^2 + s^2).
 */
function undoShrinkage(changes: GeneChanges, statistic: Float64Array, notes: string[]): GeneChanges {
  const { log2FoldChange, lfcSE } = changes;
  const ratio = log2FoldChange.map((b, row) => b / lfcSE[row]! / statistic[row]!);
  const usable = ratio.filter((r) => Number.isFinite(r) && r > 0);
  if (usable.filter((r) => r < SHRUNKEN).length < 0.5 * usable.length) return changes;
  notes.push('the fold changes are shrunken; statistic and error give back what they were');
  const factor = ratio.map((r) => (r > 0 && r < 1 ? r : 1));
  const errors = lfcSE.map((error, row) => error / factor[row]!);
  return {
    ...changes,
    lfcSE: errors,
    log2FoldChange: log2FoldChange.map((b, row) => (factor[row]! < 1 ? statistic[row]! * errors[row]! : b)),
  };
}

function missing({ file, columns }: ColumnTable, code: string, message: string, expected: string): Fault {
  return new Fault({
    code,
    message,
    file,
    line: 1,
    found: [...columns.keys()].slice(0, 12).join(', '),
    expected,
    hint: 'Give the result table of DESeq2, edgeR or limma, or name its columns as they do.',
  });
}
