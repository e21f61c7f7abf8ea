import type { DuplexJob } from '../../mirna/duplex/duplex-job.ts';
import { extremeValueParameters, type TargetSet } from '../../mirna/duplex/duplex-pvalue.ts';
import { defaultDuplexRules } from '../../mirna/duplex/duplex-recursion.ts';
import type { Mirna } from '../../mirna/families/mirna.ts';
import { compareText } from '../../targets/site-rows.ts';
import type { FoundTargets, SearchedUtr } from './find-targets.ts';
import type { DuplexValues } from './target-values.ts';

/** Targets as base codes 5'->3'. */
export interface DuplexBatch {
  readonly ids: readonly string[];
  readonly bases: readonly Uint8Array[];
}

/** Hybridizes batches of targets with a miRNA, wherever that is computed; each row of a result is that of `duplexRow`. */
export interface DuplexSearcher {
  /** Takes a miRNA for all batches that follow. */
  begin(job: DuplexJob): void;
  search(batch: DuplexBatch, draws: boolean): Promise<{ readonly rows: string }>;
}

const BATCH_BASES = 100_000;

/** The bases that `bestDuplexes` hybridizes. */
export function duplexBases({ mirnas, utrs, sites }: DuplexQuestion): number {
  return searchedFor({ mirnas, utrs, sites })
    .flatMap((part) => part.utrs)
    .reduce((sum, { length }) => sum + length, 0);
}

export interface DuplexQuestion extends Pick<FoundTargets, 'mirnas'> {
  readonly utrs: readonly Pick<SearchedUtr, 'id' | 'length' | 'bases'>[];
  readonly sites: readonly { readonly utr: string; readonly mirna: string }[];
}

/** RNAhybrid's best duplex of each miRNA with each 3' UTR that has one of its sites, ordered by UTR and miRNA. */
export async function bestDuplexes(
  question: DuplexQuestion,
  set: TargetSet,
  searcher: DuplexSearcher,
): Promise<DuplexValues> {
  const rows: string[] = [];
  for (const { mirna, utrs } of searchedFor(question)) {
    const { name, sequence } = mirna;
    const distribution = extremeValueParameters(sequence, set);
    searcher.begin({ name, sequence, rules: defaultDuplexRules, distribution, maxHits: 1 });
    const results = await Promise.all(batchesOf(utrs).map((batch) => searcher.search(batch, false)));
    for (const result of results) rows.push(...result.rows.split('\n').filter((row) => row !== ''));
  }
  const cells = rows
    .map((row) => row.split('\t'))
    .sort((a, b) => compareText(a[0]!, b[0]!) || compareText(a[2]!, b[2]!));
  const texts = (column: number) => cells.map((row) => row[column]!);
  const integers = (column: number) => Int32Array.from(texts(column), Number);
  const numbers = (column: number) => Float64Array.from(texts(column), Number);
  return {
    utrIds: texts(0),
    utrLengths: integers(1),
    mirnas: texts(2),
    mirnaLengths: integers(3),
    energies: numbers(4),
    pvalues: numbers(5),
    positions: integers(6),
    targetUnpaired: texts(7),
    targetPaired: texts(8),
    mirnaPaired: texts(9),
    mirnaUnpaired: texts(10),
  };
}

function searchedFor({ mirnas, utrs, sites }: DuplexQuestion): { mirna: Mirna; utrs: DuplexQuestion['utrs'] }[] {
  const known = new Set(sites.map(({ utr, mirna }) => `${utr}\t${mirna}`));
  return mirnas.map((mirna) => ({ mirna, utrs: utrs.filter(({ id }) => known.has(`${id}\t${mirna.name}`)) }));
}

function batchesOf(utrs: DuplexQuestion['utrs']): DuplexBatch[] {
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
