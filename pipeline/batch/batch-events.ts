import type { RunEvent } from '../engine/events.ts';
import type { StudyFailure } from './batch-records.ts';

/** Everything that can happen while a batch runs; the events of its studies come wrapped. */
export type BatchEvent =
  | {
      readonly type: 'batch-started';
      readonly results: string;
      readonly studies: number;
      /** How many are not up to date. */
      readonly todo: number;
      readonly jobs: number;
      readonly threads: number;
    }
  | { readonly type: 'study-started'; readonly study: string; readonly threads: number }
  | { readonly type: 'study-event'; readonly study: string; readonly event: RunEvent }
  /** Handed to SLURM, or found in its queue. */
  | { readonly type: 'study-queued'; readonly study: string; readonly job: string }
  /** It is asked again, for at most so many minutes. */
  | {
      readonly type: 'slurm-silent';
      readonly message: string;
      readonly found: string | undefined;
      readonly minutes: number;
    }
  | { readonly type: 'study-finished'; readonly study: string; readonly durationMs: number | undefined }
  | { readonly type: 'study-failed'; readonly study: string; readonly failures: readonly StudyFailure[] }
  | {
      readonly type: 'batch-finished';
      readonly ok: boolean;
      readonly done: number;
      /** Names of the studies that failed. */
      readonly failed: readonly string[];
      /** Names of the studies that are still in the queue of SLURM. */
      readonly queued: readonly string[];
      readonly page: string;
      readonly durationMs: number;
    }
  | { readonly type: 'batch-stopped'; readonly signal: string };

export type EmitBatch = (event: BatchEvent) => void;
