import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeptSummary, summaryFile, verdictFile } from '../../src/artifacts/json-files.ts';
import { rankingTable } from '../../src/artifacts/ranking-tables.ts';
import { familyTable } from '../../src/artifacts/seed-tables.ts';
import type { CandidateList } from '../../src/ranking/recurring-candidates.ts';
import type { BatchContrastResult, BatchSeed } from '../../src/report/batch/batch-data.ts';
import { firstPublishedPath, type Graph } from '../engine/graph.ts';
import { asLevels, type Study, type StudyContrast } from '../study/study.ts';

/** What the summary of a batch takes from the results folder of a study. */
export interface ContrastOutcome {
  readonly result: BatchContrastResult;
  /** Absent where no targets were ranked. */
  readonly candidates: CandidateList | undefined;
}

const FIRST_CANDIDATES = 5;

/** The outcomes of a study that is done, contrast by contrast. */
export async function readOutcomes(study: Study, graph: Graph<Study>): Promise<ContrastOutcome[]> {
  const outcomes: ContrastOutcome[] = [];
  for (const contrast of study.contrasts) outcomes.push(await readOutcome(study, graph, contrast));
  return outcomes;
}

async function readOutcome(study: Study, graph: Graph<Study>, contrast: StudyContrast): Promise<ContrastOutcome> {
  const { id, comparison } = contrast;
  const placed = (stage: string, output: string): string =>
    join(study.out, firstPublishedPath(graph, study, stage, output, contrast));
  const summary = await readSummary(placed('differential', 'summary'));
  const candidates = await readCandidates(placed('rank', 'candidates'), study.name, id);
  const { target, reference } = asLevels(comparison);
  const result: BatchContrastResult = {
    id,
    target,
    reference,
    tested: summary?.tested ?? 0,
    down: summary?.down ?? 0,
    up: summary?.up ?? 0,
    candidates: candidates?.candidates.length,
    firstCandidates: (candidates?.candidates ?? [])
      .slice(0, FIRST_CANDIDATES)
      .map(({ geneId, geneName }) => geneName || geneId),
    seed: await readSeed(placed('seeds', 'families'), placed('seeds', 'verdict')),
  };
  return { result, candidates };
}

async function readSummary(file: string): Promise<KeptSummary | undefined> {
  return existsSync(file) ? summaryFile.parse(await readFile(file), file) : undefined;
}

async function readCandidates(file: string, study: string, contrast: string): Promise<CandidateList | undefined> {
  if (!existsSync(file)) return undefined;
  const { geneIds, names, log2FoldChange } = rankingTable.parse(await readFile(file), file);
  const candidates = geneIds.map((geneId, row) => ({
    geneId,
    geneName: names?.[row] ?? '',
    rank: row + 1,
    log2FoldChange: log2FoldChange[row]!,
  }));
  return { study, contrast, candidates };
}

/** The family whose sites explain the changes best, in either direction. */
async function readSeed(families: string, verdict: string): Promise<BatchSeed | undefined> {
  if (!existsSync(families)) return undefined;
  const { families: names, seeds, padj } = familyTable.parse(await readFile(families), families);
  if (names.length === 0) return undefined;
  const said = existsSync(verdict) ? verdictFile.parse(await readFile(verdict), verdict) : undefined;
  return { label: `${names[0]} (${seeds[0]})`, padj: padj[0], outcome: said?.outcome, verdict: said?.text ?? '' };
}
