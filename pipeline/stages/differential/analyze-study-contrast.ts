import { analyzeByEngine } from '../../../src/analyses/analyze-by-engine.ts';
import { readVariables } from '../../../src/analyses/describe-design.ts';
import type { EngineAnalysis } from '../../../src/analyses/engine-request.ts';
import { sizeFactorTable } from '../../../src/artifacts/count-tables.ts';
import { excludeSamples } from '../../../src/formats/counts/dialects/reading.ts';
import { matchSamples } from '../../../src/formats/counts/match-samples.ts';
import { readSampleSheet } from '../../../src/formats/sheets/sample-sheet.ts';
import { readNormalization, readValues } from '../../files/given-values.ts';
import { openInput } from '../../files/open-input.ts';
import { readTypedMatrix } from '../../files/typed-matrices.ts';
import { engineRequestOf } from '../../study/differential-options.ts';
import { startEngineThreads } from '../../threads/engine-threads.ts';
import { readArtifact } from '../artifact-files.ts';
import type { DifferentialContext } from './differential-contract.ts';

/** Counts worth a thread of their own: below, starting it takes longer than it saves. */
const countsPerThread = 200_000;

/** Fits the design and tests the contrast of the differential stage, on as many threads as it was granted. */
export async function analyzeStudyContrast(context: DifferentialContext): Promise<EngineAnalysis> {
  const { params, parallel, optionalInput } = context;
  const { geneIds, sampleIds, counts, columns, normalization } = await readInputs(context);
  const filterFile = optionalInput('filter');
  const filter = filterFile === undefined ? undefined : await readValues(filterFile, geneIds, 'gene');
  const threads = startEngineThreads(
    params.engine!,
    Math.min(parallel.threads, Math.ceil(counts.length / countsPerThread)),
  );
  try {
    const samples = Object.fromEntries(columns);
    const { request } = params;
    const { options: variables } = readVariables({ ids: sampleIds, columns: samples }, request);
    const asked = engineRequestOf(
      params.engine!,
      { ...params, ...variables },
      { design: request.formula, contrast: request.comparison, normalization, filter },
    );
    return await analyzeByEngine({ counts, geneIds, sampleIds, samples, isChecked: true }, asked, threads.dependencies);
  } finally {
    threads.close();
  }
}

/** The samples of the contrast: all as they were normalized together, or those left by its exclusion. */
async function readInputs({ params, input, optionalInput }: DifferentialContext) {
  const { rowNames: geneIds, columnNames: sampleIds, data } = await readTypedMatrix(input('counts'));
  const counts = data as Int32Array;
  const sheet = await readSampleSheet(openInput(input('samples')), { idColumn: params.sampleColumn ?? undefined });
  const doubles = async (file: string) => (await readTypedMatrix(file)).data as Float64Array;
  if (params.exclude === null && params.engine !== 'deseq2') {
    // edgeR and limma normalize the counts themselves.
    const lengths = optionalInput('lengths');
    const normalization = { averageLengths: lengths === undefined ? undefined : await doubles(lengths) };
    return { geneIds, sampleIds, counts, columns: sheet.columns, normalization };
  }
  if (params.exclude === null) {
    const factors = optionalInput('normalizationFactors');
    const normalization =
      factors === undefined
        ? { sizeFactors: (await readArtifact(input('sizeFactors'), sizeFactorTable)).sizeFactors }
        : { normalizationFactors: await doubles(factors) };
    return { geneIds, sampleIds, counts, columns: sheet.columns, normalization };
  }
  const left = excludeSamples(sheet, params.exclude);
  const lengths = optionalInput('lengths');
  const averageLengths = lengths === undefined ? undefined : await doubles(lengths);
  const all = { file: input('counts'), geneIds, sampleIds, counts, averageLengths, annotation: new Map(), notes: [] };
  const table = matchSamples(all, left, { extraSamples: 'drop' });
  const files = {
    sizeFactors: optionalInput('sizeFactorTable'),
    normalizationFactors: optionalInput('factorTable'),
    controlGenes: optionalInput('controlGenes'),
  };
  const normalization = {
    ...(await readNormalization(files, geneIds, table.sampleIds)),
    averageLengths: table.averageLengths,
    sizeFactorType: params.sizeFactorType ?? undefined,
  };
  return { geneIds, sampleIds: table.sampleIds, counts: table.counts, columns: left.columns, normalization };
}
