import { writeFile } from 'node:fs/promises';
import type { StudyStage } from '../../engine/stage.ts';
import type { Study } from '../../study/study.ts';
import { combine } from '../combine/combine-stage.ts';

type In = 'ranking' | 'mirna' | 'sites' | 'utrLinks' | 'utrRegions';
type Out = 'rankList' | 'bed' | 'excel';

const published = (file: string) => ({ file, publish: `exports/combined.${file}` });

/** The ranking by several contrasts together in the forms of other programs, as `exports` has that of each. */
export const combinedExports: StudyStage<Study, { readonly contrast: string }, In, Out> = {
  id: 'combined_exports',
  version: 2,
  over: [],
  inputs: { ranking: 'required', mirna: 'optional', sites: 'optional', utrLinks: 'optional', utrRegions: 'optional' },
  outputs: {
    rankList: published('rnk'),
    bed: { ...published('sites.bed'), optional: true },
    excel: published('genes.excel.csv'),
  },
  skip: (study) => combine.skip?.(study),
  // Contrasts that are ranked together have the same miRNAs.
  selectParams: ({ combine: [contrast = ''] = [] }) => ({ contrast }),
  async run(context) {
    const { formatRankList } = await import('../../../src/formats/delimited/rank-list.ts');
    const { excelCsv } = await import('../../../src/formats/delimited/excel-csv.ts');
    const { rankingTable } = await import('../../../src/artifacts/ranking-tables.ts');
    const { readArtifact } = await import('../artifact-files.ts');
    const { writeBed } = await import('./write-bed.ts');
    const { input, output } = context;
    const ranked = await readArtifact(input('ranking'), rankingTable);
    const { geneIds: ids, names = ids, scores } = ranked;
    // Several contrasts have no common change: what orders genes is how well all speak for a direct target.
    await writeFile(
      output('rankList'),
      formatRankList(
        names.map((name, row) => name || ids[row]!),
        scores,
      ),
    );
    await writeFile(output('excel'), excelCsv(rankingTable.toColumns(ranked)));
    await writeBed(context, ranked, context.params.contrast);
  },
};
