import { readFile } from 'node:fs/promises';
import type { Mirna } from '../../src/mirna/mirna.ts';
import type { GeneChanges } from '../../src/ranking/gene-changes.ts';
import type { TargetClass } from '../../src/ranking/rank-targets.ts';
import type { GeneSite } from '../../src/ranking/site-evidence.ts';
import type { ContrastStage } from '../engine/stage.ts';
import type { Study } from '../study/study.ts';

type Params = { readonly effect: Study['effect']; readonly alpha: number };
type In = 'results' | 'mirna' | 'sites' | 'utrLinks' | 'annotation';
type Out = 'ranking' | 'candidates' | 'movedWithoutSite' | 'siteWithoutChange' | 'siteShifts';

const published = (file: string) => ({ file, publish: `ranking/{contrast}/${file}` });

/** Orders the genes of a contrast by how well change and sites together speak for a direct target, and says why. */
export const rank: ContrastStage<Study, Params, In, Out> = {
  id: 'rank',
  version: 2,
  scope: 'contrast',
  inputs: {
    results: 'required',
    mirna: 'required',
    sites: 'required',
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
  selectParams: ({ effect, differential }) => ({ effect, alpha: differential.alpha }),
  async run({ params, input, optionalInput, output, emit }) {
    const { rankTargets } = await import('../../src/ranking/rank-targets.ts');
    const { rankingTable } = await import('../../src/ranking/ranking-table.ts');
    const { siteShifts } = await import('../../src/ranking/site-shift.ts');
    const { siteShiftTable } = await import('../../src/ranking/site-shift-table.ts');
    const { writeTable } = await import('../../src/tables/write-table.ts');
    const mirna = JSON.parse(await readFile(input('mirna'), 'utf8')) as Mirna;
    const changes = await readChanges(input('results'));
    const { genes } = rankTargets(changes, await readSites(input('sites'), input('utrLinks')), params);
    const symbols = await readSymbols(optionalInput('annotation'));
    const write = (name: Out, only?: TargetClass): Promise<void> => {
      const rows = only === undefined ? genes : genes.filter((gene) => gene.class === only);
      return writeTable(output(name), rankingTable(rows, changes, { ...params, mirna: mirna.name }, symbols));
    };
    await write('ranking');
    await write('candidates', 'candidate');
    await write('movedWithoutSite', 'moved_without_site');
    await write('siteWithoutChange', 'site_without_change');
    await writeTable(output('siteShifts'), siteShiftTable(siteShifts(genes, changes, params)));
    const count = genes.filter((gene) => gene.class === 'candidate').length;
    emit({ type: 'note', level: 'info', text: `${count} candidates among ${genes.length} genes` });
  },
};

async function readChanges(file: string): Promise<GeneChanges> {
  const { numbersOf, readTable, textOf } = await import('../../src/tables/read-table.ts');
  const results = await readTable(file);
  return {
    geneIds: textOf(results, 'gene_id'),
    baseMean: numbersOf(results, 'baseMean'),
    log2FoldChange: numbersOf(results, 'log2FoldChange'),
    lfcSE: numbersOf(results, 'lfcSE'),
    pvalue: numbersOf(results, 'pvalue'),
    logPvalue: numbersOf(results, 'logPvalue'),
    padj: numbersOf(results, 'padj'),
  };
}

/** The sites of every gene of the count table that has a 3' UTR. */
async function readSites(sitesFile: string, linksFile: string): Promise<Map<string, readonly GeneSite[]>> {
  const { numbersOf, readTable, textOf } = await import('../../src/tables/read-table.ts');
  const table = await readTable(sitesFile, { text: ['site_type'], numbers: ['utr_start', 'utr_end'] });
  const starts = numbersOf(table, 'utr_start');
  const ends = numbersOf(table, 'utr_end');
  const types = textOf(table, 'site_type');
  const byUtr = new Map<string, GeneSite[]>();
  for (const [row, utr] of textOf(table, 'gene_id').entries()) {
    const site = { type: types[row] as string, start: starts[row] as number, end: ends[row] as number };
    const known = byUtr.get(utr);
    if (known === undefined) byUtr.set(utr, [site]);
    else known.push(site);
  }
  const links = await readTable(linksFile, { text: ['utr_id'] });
  const utrIds = textOf(links, 'utr_id');
  return new Map(textOf(links, 'gene_id').map((gene, row) => [gene, byUtr.get(utrIds[row] as string) ?? []]));
}

async function readSymbols(file: string | undefined): Promise<readonly string[] | undefined> {
  if (file === undefined) return undefined;
  const { readTable } = await import('../../src/tables/read-table.ts');
  const { columns } = await readTable(file, { text: ['gene_name'], only: ['gene_name'] });
  return columns.get('gene_name') as readonly string[] | undefined;
}
