import { isAbsolute, join, relative, sep } from 'node:path';
import { Fault } from '../../src/fault.ts';
import { formatTable } from '../../src/formats/delimited/format-table.ts';
import type { Column } from '../../src/formats/delimited/read-table.ts';
import {
  type CandidateList,
  type RecurringCandidate,
  recurringCandidates,
} from '../../src/ranking/recurring-candidates.ts';
import type { BatchContrastResult, BatchProblem, BatchStudyResult } from '../../src/report/batch/batch-data.ts';
import { renderBatch } from '../../src/report/batch/render-batch.ts';
import { writeFileIfChanged } from '../engine/files.ts';
import { readPageScript, sha256 } from '../files/page-scripts.ts';
import type { StudyFailure } from './batch-records.ts';
import type { StudyCheck } from './check-study.ts';
import type { Batch } from './open-batch.ts';
import { readOutcomes } from './read-outcomes.ts';

/** Writes the summary table, the table of recurring candidates and the page over all studies; gives the path of the page. */
export async function writeSummary(batch: Batch, checks: readonly StudyCheck[]): Promise<string> {
  const lists: CandidateList[] = [];
  const studies: BatchStudyResult[] = [];
  for (const check of checks) {
    const outcomes = check.state === 'done' ? await readOutcomes(check.study.loaded!.study, batch.graph) : [];
    for (const { candidates } of outcomes) if (candidates !== undefined) lists.push(candidates);
    studies.push({
      name: check.study.name,
      state: check.state,
      note: check.state === 'done' || check.state === 'failed' ? undefined : check.because,
      report: check.state === 'done' ? reportAddress(batch.out, check) : undefined,
      mirnas: [check.study.loaded?.study.mirna ?? []].flat(),
      contrasts: outcomes.map(({ result }) => result),
      problems: check.state === 'failed' ? check.failures.map((failure) => toProblem(failure, batch.out)) : [],
    });
  }
  const recurring = recurringCandidates(lists);
  const write = (name: string, columns: ReadonlyMap<string, Column>): void =>
    writeFileIfChanged(join(batch.out, 'batch', name), Buffer.from(formatTable(columns)).toString());
  write('summary.tsv', summaryTable(studies));
  write('recurring_candidates.tsv', recurringTable(recurring, lists));
  const script = await readPageScript('batch-tables.js');
  const page = join(batch.out, 'batch.html');
  writeFileIfChanged(page, renderBatch({ title: batch.title, studies, lists, recurring }, script, sha256));
  return page;
}

/** From the page of the batch to that of the study, as an address. */
function reportAddress(batchOut: string, { study }: StudyCheck): string {
  const path = relative(batchOut, join(study.loaded!.study.out, 'report.html'));
  return path.split(sep).map(encodeURIComponent).join('/');
}

/** Files are named from the page's folder: it says the same wherever the batch lies. */
function toProblem({ stage, fault, bug }: StudyFailure, batchOut: string): BatchProblem {
  if (fault === undefined)
    return { code: 'BUG', stage, message: bug?.split('\n')[0] ?? 'unknown', hint: 'please report it' };
  const { code, message, found, expected, hint } = fault;
  const file = fault.file !== undefined && isAbsolute(fault.file) ? relative(batchOut, fault.file) : fault.file;
  return { code, stage, message, place: new Fault({ ...fault, file }).place, found, expected, hint };
}

interface SummaryRow {
  readonly study: BatchStudyResult;
  readonly contrast?: BatchContrastResult;
}

/** A row a contrast; a study without results has one row with what is known. */
function summaryTable(studies: readonly BatchStudyResult[]): Map<string, Column> {
  const rows = studies.flatMap((study): SummaryRow[] =>
    study.contrasts.length === 0 ? [{ study }] : study.contrasts.map((contrast) => ({ study, contrast })),
  );
  const text = (of: (row: SummaryRow) => string | undefined): string[] => rows.map((row) => of(row) ?? 'NA');
  const number = (of: (row: SummaryRow) => number | undefined): Float64Array =>
    Float64Array.from(rows, (row) => of(row) ?? Number.NaN);
  return new Map<string, Column>([
    ['study', text(({ study }) => study.name)],
    ['state', text(({ study }) => study.state)],
    ['contrast', text(({ contrast }) => contrast?.id)],
    ['mirna', text(({ study }) => study.mirnas.join(',') || undefined)],
    ['genes_tested', number(({ contrast }) => contrast?.tested)],
    ['up', number(({ contrast }) => contrast?.up)],
    ['down', number(({ contrast }) => contrast?.down)],
    ['candidates', number(({ contrast }) => contrast?.candidates)],
    ['first_candidates', text(({ contrast }) => contrast?.firstCandidates.join(',') || undefined)],
    ['top_seed', text(({ contrast }) => contrast?.seed?.label)],
    ['top_seed_padj', number(({ contrast }) => contrast?.seed?.padj)],
    ['seed_verdict', text(({ contrast }) => contrast?.seed?.verdict)],
    ['problem', text(({ study: { problems } }) => problems[0] && `${problems[0].code}: ${problems[0].message}`)],
    ['report', text(({ study }) => study.report)],
  ]);
}

function recurringTable(genes: readonly RecurringCandidate[], lists: readonly CandidateList[]): Map<string, Column> {
  const where = ({ places }: RecurringCandidate): string =>
    places.map(({ list }) => `${lists[list]!.study}:${lists[list]!.contrast}`).join(',');
  return new Map<string, Column>([
    ['gene_id', genes.map(({ geneId }) => geneId)],
    ['gene_name', genes.map(({ geneName }) => geneName || 'NA')],
    ['studies', Int32Array.from(genes, ({ studies }) => studies)],
    ['rankings', Int32Array.from(genes, ({ places }) => places.length)],
    ['best_rank', Int32Array.from(genes, ({ bestRank }) => bestRank)],
    ['mean_log2FoldChange', Float64Array.from(genes, ({ log2FoldChange }) => log2FoldChange)],
    ['where', genes.map(where)],
  ]);
}
