import { analyzeContrast } from '../../../src/analyses/analyze-contrast.ts';
import { resultTable } from '../../../src/artifacts/result-table.ts';
import { makeName } from '../../../src/design/make-names.ts';
import type { Note } from '../../../src/design/note.ts';
import type { Deseq2Options } from '../../../src/engines/deseq2/deseq2.ts';
import { rowColumns, type TableColumns } from '../../../src/engines/deseq2/result-columns.ts';
import { Fault } from '../../../src/fault.ts';
import { readCountsOfSamples, readSamples } from '../../../src/formats/counts/dialects/reading.ts';
import { numbersOf, readTable, textOf } from '../../../src/formats/delimited/read-table.ts';
import { normalizedCounts } from '../../../src/normalize/normalized-counts.ts';
import { type WriteTable, withTables } from '../../files/draft-tables.ts';
import { openCounts } from '../../files/open-counts.ts';
import { openInput } from '../../files/open-input.ts';
import { readFlags } from '../../study/flags.ts';
import { readingKeyNames } from '../../study/keys.ts';
import { readReading } from '../../study/read-reading.ts';
import { startDeseq2Threads } from '../../threads/deseq2-threads.ts';
import { printNotes } from '../../ui/console.ts';
import { type DeFlags, readDeOptions, sizeFactorFile } from './de-options.ts';
import { readThreads } from './read-threads.ts';

/** Reads counts and samples, analyzes them, and writes the tables asked for. */
export async function de(flags: DeFlags): Promise<void> {
  const tables = [flags.out, flags.rows, flags.sizeFactorsOut, flags.normalizedOut, flags.vstOut, flags.rlogOut];
  await withTables(tables, (writeTable) => analyze(flags, writeTable));
}

async function analyze(flags: DeFlags, writeTable: WriteTable): Promise<void> {
  const given = readDeOptions(flags);
  const reading = await readReading(readFlags({ ...flags }, readingKeyNames));
  const threads = startDeseq2Threads(readThreads(flags.threads)); // they start while the tables are read
  try {
    const sheet = await readSamples(openInput(flags.samples), reading, makeName);
    // The counts are read to where the threads work on them.
    const table = await readCountsOfSamples(await openCounts(flags), sheet, reading, threads.allocate);
    const { geneIds, sampleIds, counts, averageLengths } = table;
    const options = { averageLengths, ...given, ...(await optionsFromFiles(flags, geneIds, sampleIds)) };
    const { dependencies } = threads;
    const input = { counts, geneIds, sampleIds, samples: Object.fromEntries(sheet.columns), isChecked: true };
    const { results, analysis } = await analyzeContrast(input, options, dependencies);
    const { fit } = analysis;
    const notes: Note[] = [...fit.notes];
    await writeTable(flags.out, resultTable.toColumns(results));
    if (flags.rows !== undefined) await writeTable(flags.rows, rowColumns(fit));
    if (flags.sizeFactorsOut !== undefined) {
      const columns: TableColumns = new Map();
      columns.set('sample', sampleIds).set('size_factor', fit.problem.sizeFactors);
      await writeTable(flags.sizeFactorsOut, columns);
    }
    const writeMatrix = (path: string, values: Float64Array) =>
      writeTable(path, matrixColumns(geneIds, sampleIds, values));
    if (flags.normalizedOut !== undefined) {
      await writeMatrix(flags.normalizedOut, normalizedCounts(fit.problem));
    }
    if (flags.vstOut !== undefined) {
      const { transformVst } = await import('../../../src/engines/deseq2/transform/variance-stabilization.ts');
      const transformed = await transformVst(fit, { fitType: options.fitType }, dependencies);
      notes.push(...transformed.notes);
      await writeMatrix(flags.vstOut, transformed.values);
    }
    if (flags.rlogOut !== undefined) {
      const { transformRlog } = await import('../../../src/engines/deseq2/transform/regularized-log.ts');
      const transformed = await transformRlog(fit, { fitType: options.fitType }, dependencies);
      notes.push(...transformed.notes);
      await writeMatrix(flags.rlogOut, transformed.values);
    }
    printNotes([...sheet.notes, ...table.notes, ...table.warnings, ...notes.map(({ text }) => text)]);
  } finally {
    threads.close();
  }
}

async function optionsFromFiles(
  flags: DeFlags,
  geneIds: readonly string[],
  sampleIds: readonly string[],
): Promise<Partial<Deseq2Options>> {
  const options: { -readonly [Key in keyof Deseq2Options]?: Deseq2Options[Key] } = {};
  const file = sizeFactorFile(flags);
  if (file !== undefined) {
    const table = await readTable(openInput(file));
    const [idColumn = '', valueColumn = ''] = table.columns.keys();
    options.sizeFactors = inOrder(file, textOf(table, idColumn), numbersOf(table, valueColumn), sampleIds, 'sample');
  }
  if (flags.controlGenes !== undefined) {
    const table = await readTable(openInput(flags.controlGenes), { header: ['gene_id'] });
    options.controlGenes = textOf(table, 'gene_id').filter((id, row) => row > 0 || id !== 'gene_id');
  }
  if (flags.filter !== undefined) {
    const table = await readTable(openInput(flags.filter));
    const [idColumn = '', valueColumn = ''] = table.columns.keys();
    options.filter = inOrder(flags.filter, textOf(table, idColumn), numbersOf(table, valueColumn), geneIds, 'gene');
  }
  if (flags.normalizationFactors !== undefined) {
    const path = flags.normalizationFactors;
    const table = await readTable(openInput(path), { numbers: sampleIds });
    const ids = textOf(table, table.columns.keys().next().value ?? '');
    const factors = new Float64Array(geneIds.length * sampleIds.length);
    sampleIds.forEach((sample, j) => {
      const column = inOrder(path, ids, numbersOf(table, sample), geneIds, 'gene');
      for (let gene = 0; gene < column.length; gene++) factors[gene * sampleIds.length + j] = column[gene]!;
    });
    options.normalizationFactors = factors;
  }
  return options;
}

/** The values put into the order of the ids that the analysis uses. */
function inOrder(
  file: string,
  ids: readonly string[],
  values: Float64Array,
  order: readonly string[],
  what: string,
): Float64Array {
  const rows = new Map(ids.map((id, row) => [id, row]));
  const missing = order.find((id) => !rows.has(id));
  if (missing !== undefined) {
    throw new Fault({
      code: 'VALUES_INCOMPLETE',
      message: `The table has no value for the ${what} ${missing}.`,
      file,
      expected: `one row for each ${what} of the count table`,
      hint: `Add the ${what}, or check that the ids are those of the count table.`,
    });
  }
  return Float64Array.from(order, (id) => values[rows.get(id)!]!);
}

function matrixColumns(geneIds: readonly string[], sampleIds: readonly string[], values: Float64Array): TableColumns {
  const columns: TableColumns = new Map();
  columns.set('gene_id', geneIds);
  sampleIds.forEach((sample, j) => {
    columns.set(
      sample,
      Float64Array.from(geneIds, (_, gene) => values[gene * sampleIds.length + j]!),
    );
  });
  return columns;
}
