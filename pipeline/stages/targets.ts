import { readFile } from 'node:fs/promises';
import type { Mirna } from '../../src/mirna/mirna.ts';
import type { Site } from '../../src/mirna/sites.ts';
import type { FastaRecord } from '../../src/tables/fasta.ts';
import type { Column } from '../../src/tables/read-table.ts';
import type { StudyStage } from '../engine/stage.ts';
import type { Study } from '../study/study.ts';

/** Finds the canonical sites of the miRNA in every 3' UTR, whether or not the gene was counted, so that studies share it. */
export const targets: StudyStage<Study, null, 'mirna' | 'utrs', 'sites' | 'counts'> = {
  id: 'targets',
  version: 1,
  scope: 'study',
  inputs: { mirna: 'required', utrs: 'required' },
  outputs: {
    sites: { file: 'sites.tsv', publish: 'tables/targets/sites.tsv' },
    counts: { file: 'site_counts.tsv', publish: 'tables/targets/site_counts.tsv' },
  },
  skip({ mirna, utrs }) {
    if (mirna === undefined) return 'the study names no `mirna`';
    return utrs === undefined ? 'the study names no `utrs`' : undefined;
  },
  selectParams: () => null,
  async run({ input, output, emit }) {
    const { readFasta } = await import('../../src/tables/fasta.ts');
    const { countSites } = await import('../../src/mirna/sites.ts');
    const { canonicalSiteTypes } = await import('../../src/mirna/site-types.ts');
    const { writeTable } = await import('../../src/tables/write-table.ts');
    const mirna = JSON.parse(await readFile(input('mirna'), 'utf8')) as Mirna;
    const records = await readFasta(input('utrs'));
    const utrs = await longestPerGene(records);
    if (utrs.length < records.length) {
      const text = `of the 3' UTRs of a gene's transcripts the longest was taken (${utrs.length} of ${records.length})`;
      emit({ type: 'note', level: 'info', text });
    }
    const sites = await findSites(utrs, mirna, input('utrs'));
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
    const byType = canonicalSiteTypes.map((type): [string, Column] => [
      type,
      Int32Array.from(utrs, ({ id }) => counts.get(id)?.[type] ?? 0),
    ]);
    const ids = utrs.map(({ id }) => id);
    const lengths = Int32Array.from(utrs, ({ sequence }) => sequence.length);
    await writeTable(output('counts'), new Map<string, Column>([['gene_id', ids], ['utr_length', lengths], ...byType]));
  },
};

/** Several `TRANSCRIPT|GENE` of one gene become the longest of them; a plain id given twice stays, for the scan to refuse. */
async function longestPerGene(records: readonly FastaRecord[]): Promise<FastaRecord[]> {
  const { geneOfUtr } = await import('../../src/ranking/match-utrs.ts');
  const longest = new Map<string, FastaRecord>();
  const utrs: FastaRecord[] = [];
  for (const record of records) {
    const gene = geneOfUtr(record.id);
    const before = longest.get(gene);
    if (gene === record.id) utrs.push(record);
    else if (before === undefined || record.sequence.length > before.sequence.length) {
      longest.set(gene, { ...record, id: gene });
    }
  }
  return [...utrs, ...longest.values()].sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
}

/** The sites by gene and position; what is wrong with a sequence is a Fault at its record. */
async function findSites(utrs: readonly FastaRecord[], mirna: Mirna, file: string): Promise<Site[]> {
  const { createUtrScanner } = await import('../../src/mirna/sites.ts');
  const { Fault } = await import('../../src/fault.ts');
  const scan = createUtrScanner(mirna);
  const sites: Site[] = [];
  for (const utr of utrs) {
    try {
      sites.push(...scan(utr));
    } catch (error) {
      throw error instanceof Fault ? new Fault({ ...error.details, file, line: utr.line }) : error;
    }
  }
  return sites;
}
