import { type DuplexJob, type DuplexSearch, duplexRow, duplexText } from '../../src/mirna/duplex/duplex-job.ts';

/** Targets as base codes 5'->3'. */
export interface TargetBatch {
  readonly ids: readonly string[];
  readonly bases: readonly Uint8Array[];
}

/** What a thread is asked: a miRNA, then batches of targets. */
export type DuplexTask = { readonly job: DuplexJob } | { readonly batch: TargetBatch; readonly draws: boolean };

/** Rows of the table and drawings, each ending with a line feed. */
export interface BatchResult {
  readonly rows: string;
  readonly drawings: string;
  readonly hits: number;
}

export function searchBatch(
  search: DuplexSearch,
  { batch, draws }: { readonly batch: TargetBatch; readonly draws: boolean },
): BatchResult {
  const hits = batch.ids.flatMap((id, k) => search.find(id, batch.bases[k]!));
  return {
    rows: hits.map((hit) => `${duplexRow(hit)}\n`).join(''),
    drawings: draws ? hits.map((hit) => `${duplexText(hit)}\n`).join('') : '',
    hits: hits.length,
  };
}
