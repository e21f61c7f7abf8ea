import { resultTable } from '../artifacts/result-table.ts';
import type { GeneResults } from '../engines/gene-results.ts';
import { Fault } from '../fault.ts';
import type { Table } from '../formats/delimited/read-table.ts';
import type { ResultTable } from '../formats/delimited/result-table.ts';
import { standardErrors } from '../ranking/changes/effect-sizes.ts';
import { normalLogUpperTail } from '../stats/distributions/normal.ts';
import { studentTLogUpperTail } from '../stats/distributions/student-t.ts';
import * as math from '../stats/math/portable.ts';
import { adjustPValues } from '../stats/ranks/p-adjust.ts';
import { refuseChosenGenes } from './chosen-genes.ts';

/** A finished result table, whoever made it. */
export interface AdoptedResults {
  readonly results: GeneResults;
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
 * Takes over a table of differential expression of any common make: a log2 fold change and a p-value or a standard error,
 * under the names that DESeq2, edgeR, limma, sleuth, cuffdiff or Seurat give them; gene ids in a column of such a name, else
 * the first. Missing adjusted p-values are made (Benjamini and Hochberg), missing standard errors told from p-values
 * (`standardErrors`), abundances in logarithms become plain ones. Shrunken fold changes are undone where the table has the
 * statistic (`undoShrinkage`). Of several rows of a gene the one with the largest abundance is taken. A table of our own is
 * taken as it is.
 * Faults: no fold change, neither p-value nor standard error, a cell of these that is no number, p-values outside 0 to 1, no
 * row that can be used, a table that holds chosen genes only ({@link refuseChosenGenes}).
 */
export function adoptResults(table: Table & Partial<Pick<ResultTable, 'notes'>>): AdoptedResults {
  if (isOwn(table)) {
    const results = resultTable.fromTable(table);
    refuseChosenGenes(results, table.file);
    return { results, notes: ['columns: as seedrank writes them'] };
  }
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
  const pvalue = given.p ?? logPvalue.map(math.exp);
  const ids = textOf(table, found.get('id')!);
  const rows = chooseRows(ids, log2FoldChange, abundance, notes);
  if (rows.length === 0)
    throw missing(table, 'CHANGES_EMPTY', 'no row has both a gene and a fold change', 'at least one');
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]!);
  const measure = found.get('abundance');
  const own: GeneResults = {
    geneIds: rows.map((row) => ids[row]!),
    baseMean: plainAbundance(pick(abundance), measure),
    log2FoldChange: pick(log2FoldChange),
    lfcSE: pick(lfcSE),
    pvalue: pick(pvalue),
    logPvalue: pick(logPvalue),
    padj: found.has('padj') ? pick(numbers('padj')!) : adjustPValues(pick(pvalue), 'BH'),
    abundanceName: measure === undefined || simplify(measure) === 'basemean' ? undefined : measure,
  };
  refuseChosenGenes(own, table.file);
  const symbol = found.get('symbol');
  notes.unshift(`columns: ${[...found.values()].join(', ')}`);
  const plain =
    given.statistic === undefined || given.error === undefined ? own : undoShrinkage(own, pick(given.statistic), notes);
  return {
    results: { ...plain, lfcSE: standardErrors(plain) },
    symbols: symbol === undefined ? undefined : rows.map((row) => textOf(table, symbol)[row]!),
    notes,
  };
}

/** Weight of a gene, by its row, where several have the same name. */
export function abundanceWeight({ baseMean }: GeneResults): (row: number) => number {
  return (row) => (Number.isNaN(baseMean[row]!) ? 0 : baseMean[row]!);
}

/** Nobody else writes logarithms of p-values under this name. */
function isOwn({ columns }: Table): boolean {
  return ['gene_id', 'baseMean', 'lfcSE', 'logPvalue'].every((name) => columns.has(name));
}

/** logCPM and AveExpr are base 2 logarithms, sleuth's mean_obs is a natural one. */
function plainAbundance(abundance: Float64Array, name = ''): Float64Array {
  if (/^(logcpm|aveexpr|averageexpression)$/.test(simplify(name))) return abundance.map((x) => math.pow(2, x));
  return simplify(name) === 'meanobs' ? abundance.map(math.exp) : abundance;
}

function simplify(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** The column of each role: the first name of its list that the table has; every column has one role. */
function findColumns({ columns }: Table): Map<Role, string> {
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
function refuseBadCells(table: Table, found: ReadonlyMap<Role, string>): void {
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

function badCell(table: Table, name: string, row: number, cell: string): Fault {
  return new Fault({
    code: 'CHANGES_NOT_A_NUMBER',
    message: `column '${name}' holds something that is not a number`,
    file: table.file,
    line: table.lineOfRow(row),
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

function numbersOf({ columns }: Table, name: string | undefined): Float64Array | undefined {
  const column = name === undefined ? undefined : columns.get(name);
  return column instanceof Float64Array ? column : undefined;
}

function textOf({ columns }: Table, name: string): readonly string[] {
  const column = columns.get(name)!;
  return column instanceof Float64Array ? Array.from(column, String) : column;
}

/** ln p from the p-values, or, where these are missing or underflow to 0, from the statistic or the standard error. */
function logPvalues(
  change: Float64Array,
  error: Float64Array,
  statistic: Float64Array | undefined,
  p: Float64Array | undefined,
  { file }: Table,
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
    if (own !== undefined && own > 0) return math.log(own);
    if (own !== undefined && Number.isNaN(own)) return Number.NaN;
    const t = statistic?.[row];
    if (t !== undefined && !Number.isNaN(t)) return Math.min(0, Math.LN2 + studentTLogUpperTail(Math.abs(t), df));
    if (error[row]! > 0) return ofZ(value / error[row]!);
    // A p-value of 0 without anything else: the smallest double.
    return own === 0 ? math.log(Number.MIN_VALUE) : Number.NaN;
  });
}

/** Degrees of freedom at which the statistics have their p-values: of a normal statistic Infinity, of a moderated t one value. */
function degreesOfFreedom(statistic: Float64Array, p: Float64Array): number {
  const row = statistic.findIndex((t, i) => Math.abs(t) > 3 && Math.abs(t) < 8 && p[i]! > 0);
  if (row < 0) return Number.POSITIVE_INFINITY;
  const t = Math.abs(statistic[row]!);
  const excess = (df: number): number => Math.LN2 + studentTLogUpperTail(t, df) - math.log(p[row]!);
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
function undoShrinkage(changes: GeneResults, statistic: Float64Array, notes: string[]): GeneResults {
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

function missing({ file, columns }: Table, code: string, message: string, expected: string): Fault {
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
