import { extremeValueParameters } from '../../../src/mirna/duplex/duplex-pvalue.ts';
import { defaultDuplexRules } from '../../../src/mirna/duplex/duplex-recursion.ts';
import type { Mirna } from '../../../src/mirna/families/mirna.ts';
import type { TargetBatch } from '../../threads/duplex-batch.ts';
import { duplexThreads } from '../../threads/duplex-threads.ts';
import type { FoundTargets, SearchedUtr } from './search-targets.ts';
import { compareText } from './site-columns.ts';
import type { TargetsContext } from './targets-contract.ts';

/** Work worth a thread of its own: below, starting it takes longer than it saves. */
const BASES_PER_THREAD = 2_000_000;
const BATCH_BASES = 100_000;

/** The cells of a row of RNAhybrid's table, as `duplexColumns` of src names them. */
export type DuplexCells = readonly string[];

/** RNAhybrid's best duplex of each miRNA with each 3' UTR that has one of its sites, ordered by UTR and miRNA. */
export async function bestDuplexes(
  { params, parallel }: TargetsContext,
  { mirnas, utrs, sites }: FoundTargets,
): Promise<DuplexCells[]> {
  const known = new Set(sites.map(({ gene, mirna }) => `${gene}\t${mirna}`));
  const work = mirnas.map((mirna) => ({ mirna, utrs: utrs.filter(({ id }) => known.has(`${id}\t${mirna.name}`)) }));
  const bases = work.flatMap((part) => part.utrs).reduce((sum, { length }) => sum + length, 0);
  const threads = duplexThreads(Math.max(1, Math.min(parallel.threads, Math.ceil(bases / BASES_PER_THREAD))));
  try {
    const rows: string[] = [];
    for (const part of work) {
      threads.begin({
        ...nameAndSequence(part.mirna),
        rules: defaultDuplexRules,
        distribution: extremeValueParameters(part.mirna.sequence, params.duplexSet),
        maxHits: 1,
      });
      const results = await Promise.all(batchesOf(part.utrs).map((batch) => threads.search(batch, false)));
      for (const result of results) rows.push(...result.rows.split('\n').filter((row) => row !== ''));
    }
    return rows.map((row) => row.split('\t')).sort((a, b) => compareText(a[0]!, b[0]!) || compareText(a[2]!, b[2]!));
  } finally {
    await threads.close();
  }
}

function nameAndSequence({ name, sequence }: Mirna): Pick<Mirna, 'name' | 'sequence'> {
  return { name, sequence };
}

function batchesOf(utrs: readonly SearchedUtr[]): TargetBatch[] {
  const batches: { ids: string[]; bases: Uint8Array[] }[] = [];
  let size = BATCH_BASES;
  for (const { id, length, bases } of utrs) {
    if (size >= BATCH_BASES) {
      batches.push({ ids: [], bases: [] });
      size = 0;
    }
    batches.at(-1)!.ids.push(id);
    batches.at(-1)!.bases.push(bases!);
    size += length;
  }
  return batches;
}
