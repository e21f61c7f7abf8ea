import type { Effect } from '../../../src/ranking/changes/effect.ts';
import type { StudyStage } from '../../engine/stage.ts';
import type { RankingOptions, Study } from '../../study/study.ts';
import { targets } from '../targets/targets-stage.ts';
import { type WithTwin, withTwin } from '../typed-twin.ts';

type Params = RankingOptions & {
  readonly alpha: number;
  readonly contrasts: readonly { readonly id: string; readonly effect: Effect }[];
};
type In =
  | 'results'
  | 'mirna'
  | 'sites'
  | 'siteCounts'
  | 'codingSites'
  | 'utrLinks'
  | 'annotation'
  | 'shared'
  | 'sharedSummary';
type Out = WithTwin<'ranking'> | 'candidates';

/** Ranks genes by several contrasts of one miRNA together: a target moves as it should in each. */
export const combine: StudyStage<Study, Params, In, Out> = {
  id: 'combine',
  version: 8,
  over: [],
  inputs: {
    results: 'each',
    mirna: 'required',
    sites: 'required',
    siteCounts: 'required',
    codingSites: 'required',
    utrLinks: 'required',
    annotation: 'optional',
    shared: 'each',
    sharedSummary: 'each',
  },
  outputs: {
    ...withTwin('ranking', { file: 'ranking.tsv', publish: 'ranking/combined/ranking.tsv' }),
    candidates: { file: 'candidates.tsv', publish: 'ranking/combined/candidates.tsv' },
  },
  skip: (study) => (study.combine === undefined ? 'the study has no contrasts to `combine`' : targets.skip?.(study)),
  selectParams: ({ differential, ranking, contrasts, combine: ids = [] }) => ({
    ...ranking,
    alpha: differential.alpha,
    contrasts: ids.flatMap((id) => contrasts.filter((one) => one.id === id)).map(({ id, effect }) => ({ id, effect })),
  }),
  async run(context) {
    const { rankGenes } = await import('../../../src/analyses/ranking/rank-genes.ts');
    const { describeCoverage } = await import('../../../src/analyses/ranking/summarize-ranking.ts');
    const { rankingTable } = await import('../../../src/artifacts/ranking-tables.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const { writeArtifact } = await import('../artifact-files.ts');
    const { readRankable, readResults } = await import('../rank/read-rankable.ts');
    const { readShared } = await import('../rank/read-shared.ts');
    const { params, inputs, output, emit } = context;
    const files = inputs('results');
    const contrasts = await Promise.all(
      params.contrasts.map(async ({ id, effect }) => {
        const results = await readResults(files.get(id) as string);
        const shared = await readShared(inputs('shared').get(id), inputs('sharedSummary').get(id), results);
        return { name: id, effect, results, shared };
      }),
    );
    const rankable = await readRankable(context, contrasts[0]!.results.geneIds, contrasts[0]!.name);
    const answer = rankGenes({ ...params, ...rankable, contrasts });
    await writeArtifact(context, 'ranking', rankingTable, answer.table());
    await writeTable(output('candidates'), rankingTable.toColumns(answer.table('candidate')));
    const together = params.contrasts.map(({ id }) => id).join(' and ');
    const text = `${together} together: ${describeCoverage(answer.genes, params.fdr)}`;
    emit({ type: 'note', level: 'info', text });
  },
};
