import { writeFile } from 'node:fs/promises';
import type { BedFeature } from '../../../src/formats/annotation/bed.ts';
import type { UtrRegion } from '../../../src/formats/annotation/three-prime-utrs.ts';
import type { Column, Table } from '../../../src/formats/delimited/read-table.ts';
import type { Stage, StageContext } from '../../engine/stage.ts';
import { openInput } from '../../files/open-input.ts';
import type { DifferentialOptions, Study, StudyContrast } from '../../study/study.ts';
import { byContrast } from '../dimensions.ts';

type Params = Pick<DifferentialOptions, 'test'>;
type In = 'results' | 'ranking' | 'sites' | 'utrLinks' | 'utrRegions' | 'annotation';
type Out = 'rankList' | 'bed' | 'excel';
type Context = StageContext<Params, In, Out>;

const published = (file: string) => ({ file, publish: `exports/{contrast}.${file}` });

/** Results in the forms of other programs: a ranked list for GSEA, sites as BED, and all genes for Excel. */
export const exports: Stage<Study, Params, In, Out, readonly [StudyContrast]> = {
  id: 'exports',
  version: 1,
  over: [byContrast],
  inputs: {
    results: 'required',
    ranking: 'optional',
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
  selectParams: ({ differential: { test } }) => ({ test }),
  async run(context) {
    const { params, input, optionalInput, output } = context;
    const { numbersOf, readTable, textOf } = await import('../../../src/formats/delimited/read-table.ts');
    const { formatRankList } = await import('../../../src/formats/delimited/rank-list.ts');
    const { excelCsv } = await import('../../../src/formats/delimited/excel-csv.ts');
    const { readSymbols } = await import('../rank/read-rankable.ts');
    const results = await readTable(openInput(input('results')));
    const ids = textOf(results, 'gene_id');
    const symbols = await readSymbols(optionalInput('annotation'));
    const names = ids.map((id, row) => symbols?.[row] || id);
    const statistic = results.columns.get('stat');
    const isSigned = params.test === 'wald' && statistic instanceof Float64Array;
    await writeFile(output('rankList'), formatRankList(names, isSigned ? statistic : signedLogP(results, numbersOf)));

    const ranking = optionalInput('ranking');
    if (ranking === undefined) {
      const named: [string, Column][] = symbols === undefined ? [] : [['gene_name', symbols]];
      await writeFile(output('excel'), excelCsv(new Map([['gene_id', ids], ...named, ...results.columns])));
      return;
    }
    const ranked = await readTable(openInput(ranking), {
      text: ['gene_id', 'gene_name', 'class', 'site_positions', 'why'],
      numbers: ['rank'],
    });
    await writeFile(output('excel'), excelCsv(ranked.columns));
    await writeBed(context, ranked);
  },
};

/** Sign of the change times -log10 of the p-value: what ranks genes where a test has no direction. */
function signedLogP(results: Table, numbersOf: (table: Table, name: string) => Float64Array): Float64Array {
  const changes = numbersOf(results, 'log2FoldChange');
  return numbersOf(results, 'logPvalue').map((logP, row) => (-Math.sign(changes[row]!) * logP) / Math.LN10);
}

/** Candidates stand out in the color of the strongest sites; all other sites are gray. */
const CANDIDATE = '213,94,0';
const OTHER = '125,136,152';

async function writeBed({ optionalInput, output }: Context, ranked: Table): Promise<void> {
  const [sitesFile, linksFile, regionsFile] = (['sites', 'utrLinks', 'utrRegions'] as const).map(optionalInput);
  if (sitesFile === undefined || linksFile === undefined) return;
  const { numbersOf, readTable, textOf } = await import('../../../src/formats/delimited/read-table.ts');
  const { formatBed } = await import('../../../src/formats/annotation/bed.ts');
  const sites = await readTable(openInput(sitesFile), {
    only: ['gene_id', 'site_type'],
    numbers: ['utr_start', 'utr_end'],
  });
  const links = await readTable(openInput(linksFile), { text: ['utr_id'] });
  const [ids, classes] = ['gene_id', 'class'].map((name) => textOf(ranked, name)) as [
    readonly string[],
    readonly string[],
  ];
  const names = ranked.columns.has('gene_name') ? textOf(ranked, 'gene_name') : ids;
  const posterior = numbersOf(ranked, 'posterior');
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const utrOf = textOf(links, 'utr_id');
  const placeOfUtr = new Map(textOf(links, 'gene_id').map((gene, row) => [utrOf[row]!, placeOf.get(gene)]));
  const [types, starts, ends] = [
    textOf(sites, 'site_type'),
    numbersOf(sites, 'utr_start'),
    numbersOf(sites, 'utr_end'),
  ];
  const features = textOf(sites, 'gene_id').flatMap((utr, row): BedFeature[] => {
    const place = placeOfUtr.get(utr);
    if (place === undefined) return [];
    return [
      {
        utr,
        start: starts[row]!,
        end: ends[row]!,
        name: `${names[place] || ids[place]}:${types[row]}`,
        score: 1000 * (posterior[place] || 0),
        color: classes[place] === 'candidate' ? CANDIDATE : OTHER,
      },
    ];
  });
  await writeFile(
    output('bed'),
    formatBed(features, regionsFile === undefined ? undefined : await readRegions(regionsFile)),
  );
}

async function readRegions(file: string): Promise<Map<string, UtrRegion>> {
  const { readTable, textOf } = await import('../../../src/formats/delimited/read-table.ts');
  const table = await readTable(openInput(file), { text: ['utr_id', 'seqname', 'strand', 'blocks'] });
  const [seqnames, strands, blocks] = ['seqname', 'strand', 'blocks'].map((name) => textOf(table, name));
  const interval = (text: string): [number, number] => {
    const [start, end] = text.split('-').map(Number);
    return [start!, end!];
  };
  return new Map(
    textOf(table, 'utr_id').map((utr, row) => [
      // A FASTA file names its records by the first word.
      utr.split(/\s/)[0]!,
      { seqname: seqnames![row]!, strand: strands![row]!, blocks: blocks![row]!.split(',').map(interval) },
    ]),
  );
}
