import { writeFile } from 'node:fs/promises';
import type { GeneResults } from '../../../src/engines/gene-results.ts';
import type { Stage } from '../../engine/stage.ts';
import type { Study, StudyContrast } from '../../study/study.ts';
import { byContrast } from '../dimensions.ts';

type Params = {
  readonly contrast: string;
  /** The statistic of the engine that genes are ranked by has a sign. */
  readonly isSigned: boolean;
};
type In = 'results' | 'ranking' | 'mirna' | 'sites' | 'utrLinks' | 'utrRegions' | 'annotation';
type Out = 'rankList' | 'bed' | 'excel';

const published = (file: string) => ({ file, publish: `exports/{contrast}.${file}` });

/** Results in the forms of other programs: a ranked list for GSEA, sites as BED, and all genes for Excel. */
export const exports: Stage<Study, Params, In, Out, readonly [StudyContrast]> = {
  id: 'exports',
  version: 4,
  effort: 5,
  over: [byContrast],
  inputs: {
    results: 'required',
    ranking: 'optional',
    mirna: 'optional',
    sites: 'optional',
    utrLinks: 'optional',
    utrRegions: 'optional',
    annotation: 'optional',
  },
  outputs: {
    rankList: published('rnk'),
    bed: { ...published('sites.bed'), optional: true },
    excel: published('genes.excel.csv'),
  },
  selectParams: ({ engines, differential: { test } }, { id }) => ({
    contrast: id,
    isSigned: engines[0] !== 'deseq2' || test === 'wald',
  }),
  async run(context) {
    const { params, input, optionalInput, output } = context;
    const { formatRankList } = await import('../../../src/formats/delimited/rank-list.ts');
    const { excelCsv } = await import('../../../src/formats/delimited/excel-csv.ts');
    const { geneNameTable } = await import('../../../src/artifacts/gene-tables.ts');
    const { rankingTable } = await import('../../../src/artifacts/ranking-tables.ts');
    const { resultTable } = await import('../../../src/artifacts/result-table.ts');
    const { readArtifact, readOptional } = await import('../artifact-files.ts');
    const { writeBed } = await import('./write-bed.ts');
    const { readResults } = await import('../rank/read-rankable.ts');
    const results = await readResults(input('results'));
    const symbols = (await readOptional(optionalInput('annotation'), geneNameTable))?.names;
    const names = results.geneIds.map((id, row) => symbols?.[row] || id);
    const isSigned = params.isSigned && results.stat !== undefined;
    await writeFile(output('rankList'), formatRankList(names, isSigned ? results.stat! : signedLogP(results)));

    const ranking = optionalInput('ranking');
    if (ranking === undefined) {
      const { gene_id: ids, ...columns } = Object.fromEntries(resultTable.toColumns(results));
      const named = { gene_id: ids!, ...(symbols !== undefined && { gene_name: symbols }), ...columns };
      await writeFile(output('excel'), excelCsv(new Map(Object.entries(named))));
      return;
    }
    const ranked = await readArtifact(ranking, rankingTable);
    await writeFile(output('excel'), excelCsv(rankingTable.toColumns(ranked)));
    await writeBed(context, ranked, params.contrast);
  },
};

/** Sign of the change times -log10 of the p-value: what ranks genes where a test has no direction. */
function signedLogP({ log2FoldChange, logPvalue }: GeneResults): Float64Array {
  return logPvalue.map((logP, row) => (-Math.sign(log2FoldChange[row]!) * logP) / Math.LN10);
}
