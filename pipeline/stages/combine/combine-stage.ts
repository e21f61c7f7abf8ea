import type { Effect } from '../../../src/ranking/changes/gene-changes.ts';
import type { StudyStage } from '../../engine/stage.ts';
import type { RankingOptions, Study } from '../../study/study.ts';
import { targets } from '../targets/targets-stage.ts';

type Params = RankingOptions & {
  readonly alpha: number;
  readonly contrasts: readonly { readonly id: string; readonly effect: Effect }[];
};
type In = 'results' | 'mirna' | 'sites' | 'utrLinks' | 'annotation';
type Out = 'ranking' | 'candidates';

/** Ranks genes by several contrasts of one miRNA together: a target moves as it should in each. */
export const combine: StudyStage<Study, Params, In, Out> = {
  id: 'combine',
  version: 2,
  over: [],
  inputs: { results: 'each', mirna: 'required', sites: 'required', utrLinks: 'required', annotation: 'optional' },
  outputs: {
    ranking: { file: 'ranking.tsv', publish: 'ranking/combined/ranking.tsv' },
    candidates: { file: 'candidates.tsv', publish: 'ranking/combined/candidates.tsv' },
  },
  skip: (study) => (study.combine === undefined ? 'the study has no contrasts to `combine`' : targets.skip?.(study)),
  selectParams: ({ differential, ranking, contrasts, combine: ids = [] }) => ({
    ...ranking,
    alpha: differential.alpha,
    contrasts: ids.flatMap((id) => contrasts.filter((one) => one.id === id)).map(({ id, effect }) => ({ id, effect })),
  }),
  async run({ params, input, inputs, optionalInput, output, emit }) {
    const { nameContrasts, nameMirnas } = await import('../../../src/ranking/explain-rank.ts');
    const { rankOverContrasts } = await import('../../../src/ranking/rank-targets.ts');
    const { rankingTable } = await import('../../../src/ranking/ranking-table.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const read = await import('../rank/read-rankable.ts');
    const mirnas = await read.readStudyMirnas(input('mirna'));
    const sites = await read.readGeneSites(input('sites'), input('utrLinks'), mirnas);
    const symbols = await read.readSymbols(optionalInput('annotation'));
    const files = inputs('results');
    const contrasts = await Promise.all(
      params.contrasts.map(async ({ id, effect }) => ({
        name: id,
        effect,
        changes: await read.readChanges(files.get(id) as string),
      })),
    );
    const { genes } = rankOverContrasts(contrasts, sites, params);
    const mirna = nameMirnas(mirnas.map(({ name }) => name));
    const { changes, ...named } = nameContrasts(contrasts);
    const table = (rows: typeof genes) => rankingTable(rows, changes, { ...params, mirna, ...named }, symbols);
    const candidates = genes.filter((gene) => gene.class === 'candidate');
    await writeTable(output('ranking'), table(genes));
    await writeTable(output('candidates'), table(candidates));
    const text = `${candidates.length} candidates at a false discovery rate of ${params.fdr} by ${params.contrasts.map(({ id }) => id).join(' and ')} together`;
    emit({ type: 'note', level: 'info', text });
  },
};
