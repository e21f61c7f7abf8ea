import { analyzeByEngine } from '../../../src/analyses/analyze-by-engine.ts';
import { classifyVariables, labelsAsNumbers, plainVariables } from '../../../src/design/classify-variables.ts';
import { makeName } from '../../../src/design/make-names.ts';
import type { Deseq2Options } from '../../../src/engines/deseq2/deseq2.ts';
import type { EngineName } from '../../../src/engines/engine-name.ts';
import { Fault } from '../../../src/fault.ts';
import { type Reading, readCountsOfSamples, readSamples } from '../../../src/formats/counts/dialects/reading.ts';
import { copiedSamples, describeCopies } from '../../../src/normalize/copied-samples.ts';
import { type WriteTable, withTables } from '../../files/draft-tables.ts';
import { readNormalization, readValues } from '../../files/given-values.ts';
import { openCounts } from '../../files/open-counts.ts';
import { openInput } from '../../files/open-input.ts';
import { differentialOf, engineRequestOf, optionsOfEngine } from '../../study/differential-options.ts';
import { checkEngines } from '../../study/options/check-engines.ts';
import { isPath, optionsOf } from '../../study/options/option-table.ts';
import type { GivenFlags, OptionValues } from '../../study/options/option-values.ts';
import { attributeOf, readByKey, readOptions, readStudyFlags } from '../../study/options/read-options.ts';
import { readReading } from '../../study/read-reading.ts';
import type { DifferentialOptions } from '../../study/study.ts';
import { startEngineThreads } from '../../threads/engine-threads.ts';
import { printNotes } from '../../ui/console.ts';
import { availableThreads } from '../inputs/available-threads.ts';
import { inputsOf } from '../inputs/inputs-of.ts';
import { readComparison } from './de-options.ts';

/** Reads counts and samples, analyzes them, and writes the tables asked for. */
export async function de(given: GivenFlags<'de'>): Promise<void> {
  const flags = readOptions('de', given);
  const engine = oneEngine(flags.engine);
  checkEngines(
    [engine],
    optionsOf('de').filter((key) => (given as Readonly<Record<string, unknown>>)[attributeOf(key)] !== undefined),
  );
  const options = differentialOf(readByKey('de', given));
  const tables = [flags.out, flags.rows, flags.sizeFactorsOut, flags.normalizedOut, flags.vstOut, flags.rlogOut];
  const reading = await readReading(readStudyFlags('de', given));
  const inputs = inputsOf('de', flags);
  await withTables({ outputs: tables, inputs }, (writeTable) =>
    analyze(flags, { engine, options, reading }, writeTable),
  );
}

interface Asked {
  readonly engine: EngineName;
  readonly options: DifferentialOptions;
  readonly reading: Reading;
}

async function analyze(
  flags: OptionValues<'de'>,
  { engine, options, reading }: Asked,
  writeTable: WriteTable,
): Promise<void> {
  const { design, out, rows } = flags;
  const contrast = readComparison(flags);
  const threads = startEngineThreads(engine, flags.threads ?? availableThreads()); // they start while the tables are read
  try {
    const sheet = await readSamples(openInput(flags.samples), reading, makeName);
    // The counts are read to where the threads work on them.
    const table = await readCountsOfSamples(await openCounts(flags), sheet, reading, threads.allocate);
    const { geneIds, sampleIds, counts, averageLengths } = table;
    const { filter, ...given } = await optionsFromFiles(flags, geneIds, sampleIds);
    const question = { design, contrast, normalization: { averageLengths, ...given }, filter };
    const { factors, numeric, references } = options;
    const variables = { factors, numeric, references };
    const request = engineRequestOf(engine, { ...optionsOfEngine(engine, options), ...variables }, question);
    const input = { counts, geneIds, sampleIds, samples: Object.fromEntries(sheet.columns), isChecked: true };
    const analysis = await analyzeByEngine(input, request, threads.dependencies);
    await writeTable(out, analysis.columns);
    if (rows !== undefined) await writeTable(rows, analysis.rows());
    const notes = [...analysis.summary.notes];
    if (analysis.deseq2 !== undefined) {
      const { writeFurtherTables } = await import('./further-tables.ts');
      notes.push(...(await writeFurtherTables(flags, analysis.deseq2.fit, threads.dependencies, writeTable)));
    }
    const { covariates, formula } = analysis.design;
    const kinds = classifyVariables(input.samples, plainVariables(formula.text), variables);
    const numbers = covariates.filter(({ kind }) => kind === 'numeric').map(({ name }) => name);
    const copies = describeCopies(copiedSamples(counts, sampleIds.length), sampleIds);
    const warnings = [...table.warnings, ...labelsAsNumbers(kinds, numbers), ...copies];
    printNotes([...sheet.notes, ...table.notes, ...warnings, ...notes.map(({ text }) => text)]);
  } finally {
    threads.close();
  }
}

function oneEngine(engines: readonly EngineName[]): EngineName {
  const [engine] = engines;
  if (engine !== undefined && engines.length === 1) return engine;
  throw new Fault({
    code: 'ENGINES_SEVERAL',
    message: 'seedrank de tests by one engine at a time',
    option: 'engine',
    file: '--engine',
    found: engines.join(','),
    hint: 'run once for each engine, or name them in a study',
  });
}

/** What files say instead of the counts: how samples are scaled, and what to filter by. */
async function optionsFromFiles(
  flags: OptionValues<'de'>,
  geneIds: readonly string[],
  sampleIds: readonly string[],
): Promise<Pick<Deseq2Options, 'sizeFactors' | 'normalizationFactors' | 'controlGenes' | 'sizeFactorType' | 'filter'>> {
  const { sizeFactors, normalizationFactors, controlGenes, filter } = flags;
  const isTable = isPath('size_factors', sizeFactors);
  const files = { sizeFactors: isTable ? sizeFactors : undefined, normalizationFactors, controlGenes };
  return {
    ...(await readNormalization(files, geneIds, sampleIds)),
    sizeFactorType: isTable ? undefined : (sizeFactors as Deseq2Options['sizeFactorType']),
    filter: filter === undefined ? undefined : await readValues(filter, geneIds, 'gene'),
  };
}
