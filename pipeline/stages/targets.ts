import { readFile } from 'node:fs/promises';
import type { Mirna } from '../../src/mirna/mirna.ts';
import type { Column } from '../../src/tables/read-table.ts';
import type { StudyStage } from '../engine/stage.ts';
import type { Study } from '../study/study.ts';

type Params = { readonly utrSpecies: number };

/**
 * Finds the canonical sites of the miRNA in every 3' UTR. It knows nothing of the count table, so that all studies with
 * the same 3' UTRs and miRNA share one result; `gene_id` is the name of the 3' UTR in its file.
 */
export const targets: StudyStage<Study, Params, 'mirna' | 'utrs' | 'cutUtrs', 'sites' | 'counts'> = {
  id: 'targets',
  version: 1,
  scope: 'study',
  inputs: { mirna: 'required', utrs: 'optional', cutUtrs: 'optional' },
  outputs: {
    sites: { file: 'sites.tsv', publish: 'tables/targets/sites.tsv' },
    counts: { file: 'site_counts.tsv', publish: 'tables/targets/site_counts.tsv' },
  },
  skip({ mirna, utrs, genome }) {
    if (mirna === undefined) return 'the study names no `mirna`';
    return utrs === undefined && genome === undefined ? 'the study names no `utrs`' : undefined;
  },
  selectParams: ({ utrSpecies }) => ({ utrSpecies }),
  async run({ params, input, optionalInput, output }) {
    const { readUtrs } = await import('../../src/tables/utrs.ts');
    const { countSites, scanUtrs } = await import('../../src/mirna/sites.ts');
    const { canonicalSiteTypes } = await import('../../src/mirna/site-types.ts');
    const { writeTable } = await import('../../src/tables/write-table.ts');
    const { Fault } = await import('../../src/fault.ts');
    const mirna = JSON.parse(await readFile(input('mirna'), 'utf8')) as Mirna;
    const file = optionalInput('utrs') ?? input('cutUtrs');
    const { records } = await readUtrs(file, { species: params.utrSpecies });
    const utrs = [...records].sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
    let sites: ReturnType<typeof scanUtrs>;
    try {
      sites = scanUtrs(utrs, mirna);
    } catch (error) {
      throw error instanceof Fault ? new Fault({ ...error.details, file }) : error;
    }
    await writeTable(
      output('sites'),
      new Map<string, Column>([
        ['gene_id', sites.map(({ geneId }) => geneId)],
        ['mirna', sites.map((site) => site.mirna)],
        ['site_type', sites.map(({ type }) => type)],
        ['utr_start', Int32Array.from(sites, ({ start }) => start)],
        ['utr_end', Int32Array.from(sites, ({ end }) => end)],
      ]),
    );
    const counts = countSites(sites);
    const columns = new Map<string, Column>([
      ['gene_id', utrs.map(({ id }) => id)],
      ['utr_length', Int32Array.from(utrs, ({ sequence }) => sequence.length)],
    ]);
    for (const type of canonicalSiteTypes) {
      columns.set(
        type,
        Int32Array.from(utrs, ({ id }) => counts.get(id)?.[type] ?? 0),
      );
    }
    await writeTable(output('counts'), columns);
  },
};
