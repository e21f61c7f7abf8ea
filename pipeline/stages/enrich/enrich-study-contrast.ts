import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readVariables } from '../../../src/analyses/describe-design.ts';
import { enrichResults } from '../../../src/analyses/enrichment/enrich-results.ts';
import { gatherCollections } from '../../../src/analyses/enrichment/gather-collections.ts';
import type { SetCounts } from '../../../src/analyses/enrichment/test-counts.ts';
import { geneNameTable } from '../../../src/artifacts/gene-tables.ts';
import { rankingTable } from '../../../src/artifacts/ranking-tables.ts';
import {
  lostSymbolTable,
  runningScoreTable,
  setOverlapTable,
  setScoreTable,
  setTable,
  skippedSetTable,
} from '../../../src/artifacts/set-tables.ts';
import { excludeSamples } from '../../../src/formats/counts/dialects/reading.ts';
import { matchSamples } from '../../../src/formats/counts/match-samples.ts';
import { formatGmt } from '../../../src/formats/sets/gmt.ts';
import { readSampleSheet } from '../../../src/formats/sheets/sample-sheet.ts';
import { openInput } from '../../files/open-input.ts';
import { readTypedMatrix } from '../../files/typed-matrices.ts';
import { writeTable } from '../../files/write-table.ts';
import { gseaOnThreads } from '../../threads/gsea-threads.ts';
import { readOptional, writeArtifact } from '../artifact-files.ts';
import { readResults } from '../rank/read-rankable.ts';
import type { EnrichContext } from './enrich-contract.ts';

/** Tests the gene sets of a study on one contrast. */
export async function enrichStudyContrast(context: EnrichContext): Promise<void> {
  const { params, input, optionalInput, files, output, parallel, emit } = context;
  const gathered = await gatherCollections(
    files('sets').map((path) => ({ ...openInput(path), name: basename(path) })),
    params.builtIn,
  );
  const { minSize, maxSize, seed, rho, rankTest, sampleScore } = params;
  const answer = await enrichResults({
    file: 'the results of the contrast',
    results: await readResults(input('results')),
    symbols: (await readOptional(optionalInput('annotation'), geneNameTable))?.names,
    ranking: await readOptional(optionalInput('ranking'), rankingTable),
    counts: await readCounts(context),
    collections: gathered.collections,
    alpha: params.alpha,
    statistic: params.statistic,
    tests: params.tests ?? undefined,
    options: { minSize, maxSize, seed, rho, rankTest, sampleScore, activity: params.activity ?? undefined },
    runGsea: gseaOnThreads(parallel.threads),
  });
  await writeArtifact(context, 'sets', setTable, answer.table());
  await writeFile(output('leadingEdges'), formatGmt(answer.leadingEdges()));
  await writeTable(output('lostSymbols'), lostSymbolTable.toColumns(answer.lostSymbols()));
  await writeTable(output('skippedSets'), skippedSetTable.toColumns(answer.skippedSets()));
  await writeArtifact(context, 'runningScores', runningScoreTable, answer.runningScores());
  await writeArtifact(context, 'overlaps', setOverlapTable, answer.overlaps());
  if (answer.sampleScores !== undefined)
    await writeTable(output('scores'), setScoreTable.toColumns(answer.sampleScores));
  for (const text of [...gathered.notes, ...answer.notes]) emit({ type: 'note', level: 'info', text });
}

/** The counts of the samples of the contrast with their design; undefined in a study of a finished table. */
async function readCounts({ params, optionalInput }: EnrichContext): Promise<SetCounts | undefined> {
  const [countFile, sampleFile] = [optionalInput('counts'), optionalInput('samples')];
  if (countFile === undefined || sampleFile === undefined) return undefined;
  const { rowNames: geneIds, columnNames: sampleIds, data } = await readTypedMatrix(countFile);
  const counts = data as Int32Array;
  const sheet = await readSampleSheet(openInput(sampleFile), { idColumn: params.sampleColumn ?? undefined });
  const left = params.exclude === null ? sheet : excludeSamples(sheet, params.exclude);
  const all = { file: countFile, geneIds, sampleIds, counts, annotation: new Map(), notes: [] };
  const table = params.exclude === null ? all : matchSamples(all, left, { extraSamples: 'drop' });
  const { request } = params;
  const samples = Object.fromEntries(left.columns);
  const { options } = readVariables({ ids: table.sampleIds, columns: samples }, request);
  return {
    geneIds,
    sampleIds: table.sampleIds,
    counts: table.counts,
    samples,
    options: { ...options, design: request.formula, contrast: request.comparison },
  };
}
