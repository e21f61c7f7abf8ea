import type { TargetClass } from '../../../src/ranking/rank-targets.ts';
import type { Stage } from '../../engine/stage.ts';
import type { RankingOptions, Study, StudyContrast } from '../../study/study.ts';
import { byContrast } from '../dimensions.ts';

type Params = RankingOptions & { readonly effect: Study['effect']; readonly alpha: number };
type In = 'results' | 'mirna' | 'sites' | 'siteCounts' | 'utrLinks' | 'annotation';
type Out = 'ranking' | 'candidates' | 'movedWithoutSite' | 'siteWithoutChange' | 'siteShifts';

const published = (file: string) => ({ file, publish: `ranking/{contrast}/${file}` });

/** Orders the genes of a contrast by how well change and sites together speak for a direct target, and says why. */
export const rank: Stage<Study, Params, In, Out, readonly [StudyContrast]> = {
  id: 'rank',
  version: 5,
  over: [byContrast],
  inputs: {
    results: 'required',
    mirna: 'required',
    sites: 'required',
    siteCounts: 'required',
    utrLinks: 'required',
    annotation: 'optional',
  },
  outputs: {
    ranking: published('ranking.tsv'),
    candidates: published('candidates.tsv'),
    movedWithoutSite: published('moved_without_site.tsv'),
    siteWithoutChange: published('site_without_change.tsv'),
    siteShifts: published('site_shifts.tsv'),
  },
  selectParams: ({ differential, ranking }, { effect }) => ({ ...ranking, effect, alpha: differential.alpha }),
  async run({ params, input, optionalInput, output, emit }) {
    const { nameMirnas } = await import('../../../src/ranking/explain-rank.ts');
    const { rankTargets } = await import('../../../src/ranking/rank-targets.ts');
    const { rankingTable } = await import('../../../src/ranking/ranking-table.ts');
    const { describeSiteOrder } = await import('../../../src/ranking/shift/site-order.ts');
    const { siteShifts } = await import('../../../src/ranking/shift/site-shift.ts');
    const { siteShiftTable } = await import('../../../src/ranking/shift/site-shift-table.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const read = await import('./read-rankable.ts');
    const mirnas = await read.readStudyMirnas(input('mirna'));
    const changes = await read.readChanges(input('results'));
    const sites = await read.readGeneSites(input('sites'), input('utrLinks'), mirnas);
    const { genes } = rankTargets(changes, sites, params);
    const symbols = await read.readSymbols(optionalInput('annotation'));
    const options = { ...params, mirna: nameMirnas(mirnas.map(({ name }) => name)) };
    const write = (name: Out, only?: TargetClass): Promise<void> => {
      const rows = only === undefined ? genes : genes.filter((gene) => gene.class === only);
      return writeTable(output(name), rankingTable(rows, changes, options, symbols));
    };
    await write('ranking');
    await write('candidates', 'candidate');
    await write('movedWithoutSite', 'moved_without_site');
    await write('siteWithoutChange', 'site_without_change');
    const traits = await read.readUtrTraits(input('siteCounts'), input('utrLinks'), changes.geneIds);
    const shifts = siteShifts(genes, changes, params, traits);
    await writeTable(output('siteShifts'), siteShiftTable(shifts));
    const order = describeSiteOrder(shifts, params);
    if (order !== undefined) emit({ type: 'note', level: 'info', text: order });
    const count = genes.filter((gene) => gene.class === 'candidate').length;
    const text = `${count} candidates at a false discovery rate of ${params.fdr} among ${genes.length} genes`;
    emit({ type: 'note', level: 'info', text });
  },
};
