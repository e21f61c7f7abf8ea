import { curveFile, type KeptCurves } from '../../../src/artifacts/curve-file.ts';
import { noteFile } from '../../../src/artifacts/json-files.ts';
import { type VerdictValues, verdictTable } from '../../../src/artifacts/verdict-table.ts';
import type { Judgement, PatientAnswer, PatientResults } from '../../../src/report/patient-results.ts';
import { readArtifact, readJsonArtifact } from '../artifact-files.ts';
import type { ReportContext, ReportInput } from './report-contract.ts';

/** Candidates that a report shows. */
const SHOWN = 25;

/** What the stages `patients` and `verdict` have found for one contrast; undefined in a study without cohorts. */
export async function readPatientResults(
  { inputs }: ReportContext,
  contrast: string,
): Promise<PatientResults | undefined> {
  const [verdicts, notes] = [inputs('verdict').get(contrast), inputs('verdictNotes').get(contrast)];
  if (verdicts === undefined || notes === undefined) return undefined;
  const ofCohorts = (name: ReportInput) =>
    [...inputs(name)].filter(([place]) => place.startsWith(`${contrast}/`)).map(([, file]) => file);
  const textsOf = async (file: string) => (await readJsonArtifact(file, noteFile)).map(({ text }) => text);
  const curves = await Promise.all(ofCohorts('patientCurves').map((file) => readJsonArtifact(file, curveFile)));
  const cohortNotes = await Promise.all(ofCohorts('patientNotes').map(textsOf));
  const table = await readArtifact(verdicts, verdictTable);
  const candidates = table.groups.filter((group) => group === 'candidate').length;
  const questions = [...(table.more?.keys() ?? [])].flatMap((name) => name.match(/^(.+):judgement$/)?.[1] ?? []);
  return {
    findings: await textsOf(notes),
    notes: [...new Set(cohortNotes.flat())],
    questions,
    candidates,
    rows: table.genes.slice(0, Math.min(SHOWN, candidates)).map((gene, row) => ({
      gene,
      experiment: table.experiments[row] as Judgement,
      log2FoldChange: table.log2FoldChange[row]!,
      sites: table.siteVerdicts[row] as Judgement,
      sets: table.sets?.[row]?.split(';').filter((set) => set !== ''),
      answers: questions.map((question) => answerOf(table, question, row)),
    })),
    curves: inOrder(curves.flat(), table.genes),
  };
}

/** Those of a gene together, the genes in the order of the ranking. */
function inOrder(curves: readonly KeptCurves[], genes: readonly string[]): KeptCurves[] {
  const place = new Map(genes.map((gene, row) => [gene, row]));
  return [...curves].sort((a, b) => place.get(a.gene)! - place.get(b.gene)!);
}

function answerOf({ more }: VerdictValues, question: string, row: number): PatientAnswer {
  const cell = (name: string) => more?.get(`${question}:${name}`)?.[row];
  const number = (name: string) => cell(name) as number;
  return {
    judgement: cell('judgement') as Judgement,
    estimate: number('estimate'),
    low: number('low'),
    high: number('high'),
    fdr: number('fdr'),
    cohorts: number('cohorts'),
    n: number('n'),
    detectable: number('detectable'),
    whyNot: cell('why_not') as string,
  };
}
