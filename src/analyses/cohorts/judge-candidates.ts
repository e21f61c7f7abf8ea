import type { setTable } from '../../artifacts/set-tables.ts';
import type { VerdictValues } from '../../artifacts/verdict-table.ts';
import type { Column } from '../../formats/delimited/read-table.ts';
import type { Effect } from '../../ranking/changes/effect.ts';
import { type Judgement, judgeEstimates, type Verdict } from '../../verdict/judge-estimates.ts';
import type { RankingValues } from '../ranking/ranking-values.ts';
import { chooseJudgedGenes, judgedName } from './choose-judged-genes.ts';
import {
  type Evidence,
  evidenceOfCohorts,
  type PooledEstimate,
  type SurvivalValues,
  type TumorNormalValues,
} from './evidence-of-cohorts.ts';
import type { PooledGene } from './pool-genes.ts';

export interface CandidateQuestion {
  readonly ranking: RankingValues;
  /** What was done to the miRNA: its targets go down, or up. */
  readonly effect: Effect;
  /** Of the draw of the controls, as when the cohorts were asked. */
  readonly seed: number;
  /** Whether targets should be lower in tumors and go with a lower hazard, or the opposite. */
  readonly targetsInTumors: 'lower' | 'higher';
  /** One table a cohort. */
  readonly tumorNormal: readonly TumorNormalValues[];
  readonly survival: readonly SurvivalValues[];
  /** Tested gene sets, and the rate below which one counts. */
  readonly sets?: { readonly table: ReturnType<typeof setTable.parse>; readonly alpha: number } | undefined;
}

export interface CandidateAnswer {
  readonly verdicts: VerdictValues;
  /** What the cohorts say together, question by question. */
  readonly pooled: readonly PooledGene[];
  /** What is assumed, then how many are supported among candidates and among controls, a sentence a question. */
  readonly sentences: readonly string[];
}

/**
 * Judges every candidate of a ranking, and as many random genes of like expression, by the experiment, its sites, and what cohorts of
 * patients say, each by the rule of {@link judgeEstimates}, which is fixed before looking. p-values are adjusted over the
 * candidates, and over the controls by themselves; those of the experiment over all tested genes, as they were.
 */
export function judgeCandidates(question: CandidateQuestion): CandidateAnswer {
  const { ranking, effect, targetsInTumors, seed } = question;
  const { candidates, controls } = chooseJudgedGenes(ranking, seed);
  const rows = [...candidates, ...controls];
  const inGroups = <T>(judge: (rows: readonly number[]) => readonly T[]) => [...judge(candidates), ...judge(controls)];
  const numbers = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]!);
  const experiment = inGroups((some) => judgeExperiment(ranking, some, effect));
  const evidence = evidenceOfCohorts(question.tumorNormal, question.survival);
  const expected = targetsInTumors === 'lower' ? -1 : 1;
  const more = new Map<string, Column>();
  const sentences: string[] = [];
  for (const one of evidence) {
    const judged = inGroups((some) => judgeEvidence(ranking, one, some, expected));
    for (const [name, column] of columnsOf(judged)) more.set(`${one.what}:${name}`, column);
    sentences.push(countInWords(one.what, judged, candidates.length));
  }
  const verdicts: VerdictValues = {
    genes: rows.map((row) => judgedName(ranking, row)),
    geneIds: rows.map((row) => ranking.geneIds[row]!),
    groups: rows.map((_, at) => (at < candidates.length ? 'candidate' : 'control')),
    ranks: Int32Array.from(rows, (row) => ranking.ranks[row]!),
    experiments: experiment.map(({ judgement }) => judgement),
    log2FoldChange: numbers(ranking.log2FoldChange),
    ciLow: numbers(ranking.ciLow),
    ciHigh: numbers(ranking.ciHigh),
    padj: numbers(ranking.padj),
    siteVerdicts: rows.map((row) => judgeSites(ranking, row)),
    sitePositions: rows.map((row) => ranking.sitePositions[row]!),
    conservedSites: numbers(ranking.conservedSites),
    sets: question.sets && setsOf(question.sets, ranking, rows),
    more,
  };
  return {
    verdicts,
    pooled: evidence.flatMap(({ pooled }) => pooled),
    sentences: [assumedOfTargets(targetsInTumors), ...sentences],
  };
}

/** What is taken for granted of direct targets in patients, in words. */
export function assumedOfTargets(level: CandidateQuestion['targetsInTumors']): string {
  return `assumed: direct targets are ${level} in tumors, and a higher level goes with a ${level} hazard`;
}

function judgeExperiment(ranking: RankingValues, rows: readonly number[], effect: Effect): Verdict[] {
  const estimates = rows.map((row) => ({
    estimate: ranking.log2FoldChange[row]!,
    standardError: ranking.lfcSE[row]!,
    low: ranking.ciLow[row]!,
    high: ranking.ciHigh[row]!,
    pvalue: ranking.pvalue[row]!,
    // Candidates were chosen by their change: adjusting over them alone would count it twice.
    adjusted: Number.isNaN(ranking.padj[row]!) ? 1 : ranking.padj[row]!,
    whyNot: 'the gene was not tested',
  }));
  return judgeEstimates(estimates, { expected: effect === 'overexpression' ? -1 : 1 });
}

/** Sites are seen, not estimated; what a table lists without saying its type was chosen by who made it. */
function judgeSites(ranking: RankingValues, row: number): Judgement {
  const { eightmers, sevenmersM8, sevenmersA1, sixmers, sitePositions, classes } = ranking;
  if (Number.isNaN(eightmers[row]!) || classes[row] === 'cannot_be_judged') return 'not testable';
  if (eightmers[row]! + sevenmersM8[row]! + sevenmersA1[row]! > 0) return 'supported';
  if (sitePositions[row]!.split(';').includes('site')) return 'supported';
  return sixmers[row]! > 0 || sitePositions[row] !== '' ? 'inconclusive' : 'contradicted';
}

interface Judged {
  readonly verdict: Verdict;
  readonly estimate: PooledEstimate;
}

function judgeEvidence(
  ranking: RankingValues,
  { estimateOf }: Evidence,
  rows: readonly number[],
  expected: 1 | -1,
): Judged[] {
  const estimates = rows.map((row) => estimateOf(judgedName(ranking, row)));
  return judgeEstimates(estimates, { expected }).map((verdict, at) => ({ verdict, estimate: estimates[at]! }));
}

function columnsOf(judged: readonly Judged[]): [string, Column][] {
  const numbers = (of: (one: Judged) => number) => Float64Array.from(judged, of);
  return [
    ['judgement', judged.map(({ verdict }) => verdict.judgement)],
    ['estimate', numbers(({ estimate }) => estimate.estimate)],
    ['low', numbers(({ estimate }) => estimate.low)],
    ['high', numbers(({ estimate }) => estimate.high)],
    ['fdr', numbers(({ verdict }) => verdict.adjusted)],
    ['cohorts', numbers(({ estimate }) => estimate.cohorts)],
    ['n', numbers(({ estimate }) => estimate.n)],
    ['detectable', numbers(({ verdict }) => verdict.detectable)],
    ['why_not', judged.map(({ verdict }) => verdict.whyNot ?? '')],
  ];
}

function countInWords(what: string, judged: readonly Judged[], candidates: number): string {
  const count = (some: readonly Judged[], wanted: Judgement) =>
    some.filter(({ verdict }) => verdict.judgement === wanted).length;
  const inWords = (some: readonly Judged[], kind: string) =>
    `${count(some, 'supported')} of ${some.length - count(some, 'not testable')} ${kind} that could be tested`;
  const [own, controls] = [judged.slice(0, candidates), judged.slice(candidates)];
  return (
    `${what}: supported for ${inWords(own, 'candidates')} and for ${inWords(controls, 'random controls')}; ` +
    `contradicted for ${count(own, 'contradicted')} and ${count(controls, 'contradicted')}`
  );
}

function setsOf(
  { table, alpha }: NonNullable<CandidateQuestion['sets']>,
  ranking: RankingValues,
  rows: readonly number[],
): string[] {
  const setsByGene = new Map<string, string[]>();
  for (const [at, set] of table.sets.entries()) {
    if (!(table.fdr[at]! < alpha)) continue;
    for (const gene of table.leadingEdge?.[at]?.split(',') ?? [])
      setsByGene.set(gene, [...(setsByGene.get(gene) ?? []), set]);
  }
  return rows.map((row) =>
    (setsByGene.get(judgedName(ranking, row)) ?? setsByGene.get(ranking.geneIds[row]!) ?? []).join(';'),
  );
}
