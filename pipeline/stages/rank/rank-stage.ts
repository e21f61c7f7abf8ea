import type { TargetClass } from '../../../src/ranking/rank-targets.ts';
import type { Stage } from '../../engine/stage.ts';
import type { RankingOptions, Study, StudyContrast } from '../../study/study.ts';
import { byContrast } from '../dimensions.ts';
import { type WithTwin, withTwin } from '../typed-twin.ts';

type Params = RankingOptions & { readonly contrast: string; readonly effect: Study['effect']; readonly alpha: number };
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
type Out = WithTwin<'ranking' | 'siteShifts'> | 'candidates' | 'movedWithoutSite' | 'siteWithoutChange';

const published = (file: string) => ({ file, publish: `ranking/{contrast}/${file}` });

/** Orders the genes of a contrast by how well change and sites together speak for a direct target, and says why. */
export const rank: Stage<Study, Params, In, Out, readonly [StudyContrast]> = {
  id: 'rank',
  version: 16,
  effort: 20,
  over: [byContrast],
  inputs: {
    results: 'required',
    mirna: 'required',
    sites: 'required',
    siteCounts: 'required',
    codingSites: 'required',
    utrLinks: 'required',
    annotation: 'optional',
    shared: 'optional',
    sharedSummary: 'optional',
  },
  outputs: {
    ...withTwin('ranking', published('ranking.tsv')),
    candidates: published('candidates.tsv'),
    movedWithoutSite: published('moved_without_site.tsv'),
    siteWithoutChange: published('site_without_change.tsv'),
    ...withTwin('siteShifts', published('site_shifts.tsv')),
  },
  selectParams: ({ differential, ranking }, { id, effect }) => ({
    ...ranking,
    contrast: id,
    effect,
    alpha: differential.alpha,
  }),
  async run(context) {
    const { describeBestBets } = await import('../../../src/analyses/ranking/best-bets.ts');
    const { rankGenes } = await import('../../../src/analyses/ranking/rank-genes.ts');
    const { describeCoverage } = await import('../../../src/analyses/ranking/summarize-ranking.ts');
    const { siteShiftValues } = await import('../../../src/analyses/ranking/shift-values.ts');
    const { rankingTable, siteShiftTable } = await import('../../../src/artifacts/ranking-tables.ts');
    const { judgeMovement, tellingSet } = await import('../../../src/ranking/shift/set-movement.ts');
    const { describeSiteOrder } = await import('../../../src/ranking/shift/site-order.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const { writeArtifact } = await import('../artifact-files.ts');
    const { readRankable, readResults } = await import('./read-rankable.ts');
    const { readShared } = await import('./read-shared.ts');
    const { params, input, optionalInput, output, emit } = context;
    const { effect } = params;
    const results = await readResults(input('results'));
    const rankable = await readRankable(context, results.geneIds, params.contrast);
    const shared = await readShared(optionalInput('shared'), optionalInput('sharedSummary'), results);
    const answer = rankGenes({ ...params, ...rankable, contrasts: [{ name: 'contrast', results, effect, shared }] });
    const part = (name: 'candidates' | 'movedWithoutSite' | 'siteWithoutChange', only: TargetClass): Promise<void> =>
      writeTable(output(name), rankingTable.toColumns(answer.table(only)));
    await writeArtifact(context, 'ranking', rankingTable, answer.table());
    await part('candidates', 'candidate');
    await part('movedWithoutSite', 'moved_without_site');
    await part('siteWithoutChange', 'site_without_change');
    const shifts = answer.shifts();
    await writeArtifact(context, 'siteShifts', siteShiftTable, siteShiftValues(shifts));
    const movement = judgeMovement(tellingSet(shifts), params);
    const { outcome, heading, text: moved } = movement;
    const bets = describeBestBets(answer.genes, movement);
    emit({ type: 'note', level: outcome === 'worked' ? 'info' : 'warning', text: `${heading} ${moved}` });
    if (bets !== undefined) emit({ type: 'note', level: 'info', text: bets });
    const order = describeSiteOrder(shifts, params);
    for (const text of answer.intended) emit({ type: 'note', level: 'info', text });
    if (order !== undefined) emit({ type: 'note', level: 'info', text: order });
    for (const note of answer.notes) emit({ type: 'note', ...note });
    emit({ type: 'note', level: 'info', text: describeCoverage(answer.genes, params.fdr) });
  },
};
