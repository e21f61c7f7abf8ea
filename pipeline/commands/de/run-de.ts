import { analyzeContrast } from '../../../src/analyses/analyze-contrast.ts';
import { resultTable } from '../../../src/artifacts/result-table.ts';
import { classifyVariables, labelsAsNumbers, plainVariables } from '../../../src/design/classify-variables.ts';
import { makeName } from '../../../src/design/make-names.ts';
import type { Note } from '../../../src/design/note.ts';
import type { Deseq2Options } from '../../../src/engines/deseq2/deseq2.ts';
import { rowColumns, type TableColumns } from '../../../src/engines/deseq2/result-columns.ts';
import { type Reading, readCountsOfSamples, readSamples } from '../../../src/formats/counts/dialects/reading.ts';
import { copiedSamples, describeCopies } from '../../../src/normalize/copied-samples.ts';
import { normalizedCounts } from '../../../src/normalize/normalized-counts.ts';
import { type WriteTable, withTables } from '../../files/draft-tables.ts';
import { readNormalization, readValues } from '../../files/given-values.ts';
import { openCounts } from '../../files/open-counts.ts';
import { openInput } from '../../files/open-input.ts';
import { deseq2OptionsOf, differentialOf } from '../../study/differential-options.ts';
import { isPath } from '../../study/options/option-table.ts';
import type { GivenFlags, OptionValues } from '../../study/options/option-values.ts';
import { readByKey, readOptions, readStudyFlags } from '../../study/options/read-options.ts';
import { readReading } from '../../study/read-reading.ts';
import { startDeseq2Threads } from '../../threads/deseq2-threads.ts';
import { printNotes } from '../../ui/console.ts';
import { availableThreads } from '../inputs/available-threads.ts';
import { inputsOf } from '../inputs/inputs-of.ts';
import { readComparison } from './de-options.ts';

/** Reads counts and samples, analyzes them, and writes the tables asked for. */
export async function de(given: GivenFlags<'de'>): Promise<void> {
  const flags = readOptions('de', given);
  const options = deseq2OptionsOf(differentialOf(readByKey('de', given)), flags.design, readComparison(flags));
  const tables = [flags.out, flags.rows, flags.sizeFactorsOut, flags.normalizedOut, flags.vstOut, flags.rlogOut];
  const reading = await readReading(readStudyFlags('de', given));
  const inputs = inputsOf('de', flags);
  await withTables({ outputs: tables, inputs }, (writeTable) => analyze(flags, options, reading, writeTable));
}

async function analyze(
  flags: OptionValues<'de'>,
  given: Deseq2Options,
  reading: Reading,
  writeTable: WriteTable,
): Promise<void> {
  const threads = startDeseq2Threads(flags.threads ?? availableThreads()); // they start while the tables are read
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
    const { covariates, formula } = fit.design;
    const kinds = classifyVariables(input.samples, plainVariables(formula.text), given);
    const numbers = covariates.filter(({ kind }) => kind === 'numeric').map(({ name }) => name);
    const copies = describeCopies(copiedSamples(counts, sampleIds.length), sampleIds);
    const warnings = [...table.warnings, ...labelsAsNumbers(kinds, numbers), ...copies];
    printNotes([...sheet.notes, ...table.notes, ...warnings, ...notes.map(({ text }) => text)]);
  } finally {
    threads.close();
  }
}

/** What files say instead of the counts: how samples are scaled, and what to filter by. */
async function optionsFromFiles(
  flags: OptionValues<'de'>,
  geneIds: readonly string[],
  sampleIds: readonly string[],
): Promise<Partial<Deseq2Options>> {
  const { sizeFactors, normalizationFactors, controlGenes, filter } = flags;
  const isTable = isPath('size_factors', sizeFactors);
  const files = { sizeFactors: isTable ? sizeFactors : undefined, normalizationFactors, controlGenes };
  return {
    ...(await readNormalization(files, geneIds, sampleIds)),
    sizeFactorType: isTable ? undefined : (sizeFactors as Deseq2Options['sizeFactorType']),
    filter: filter === undefined ? undefined : await readValues(filter, geneIds, 'gene'),
  };
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
