import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { numbersOf, readTable, textOf } from '../../src/formats/delimited/read-table.ts';
import type { CandidateList } from '../../src/ranking/recurring-candidates.ts';
import type { BatchContrastResult, BatchSeed } from '../../src/report/batch/batch-data.ts';
import { readJson } from '../engine/files.ts';
import { firstPublishedPath, type Graph } from '../engine/graph.ts';
import { openInput } from '../files/open-input.ts';
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
  const summary = readJson(placed('differential', 'summary')) as Summary | undefined;
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

type Summary = { readonly tested: number; readonly down: number; readonly up: number };

async function readCandidates(file: string, study: string, contrast: string): Promise<CandidateList | undefined> {
  if (!existsSync(file)) return undefined;
  const only = ['rank', 'gene_id', 'gene_name', 'log2FoldChange'];
  const table = await readTable(openInput(file), { only, text: ['gene_id', 'gene_name'] });
  const names = table.columns.has('gene_name') ? textOf(table, 'gene_name') : undefined;
  const changes = numbersOf(table, 'log2FoldChange');
  const candidates = textOf(table, 'gene_id').map((geneId, row) => ({
    geneId,
    geneName: names?.[row] ?? '',
    rank: row + 1,
    log2FoldChange: changes[row]!,
  }));
  return { study, contrast, candidates };
}

/** The family whose sites explain the changes best, in either direction. */
async function readSeed(families: string, verdict: string): Promise<BatchSeed | undefined> {
  if (!existsSync(families)) return undefined;
  const table = await readTable(openInput(families), { only: ['family', 'seed', 'padj'], text: ['family', 'seed'] });
  const [family] = textOf(table, 'family');
  const [seed] = textOf(table, 'seed');
  if (family === undefined) return undefined;
  const { text } = (readJson(verdict) ?? {}) as { readonly text?: string };
  return { label: `${family} (${seed})`, padj: numbersOf(table, 'padj')[0], verdict: text ?? '' };
}
