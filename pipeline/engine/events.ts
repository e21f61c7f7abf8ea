import type { FaultDetails } from '../../src/fault.ts';
import type { Reason } from './reason.ts';

/** Everything that can happen while a study runs. `stage` is the id of an instance: `rank[mir9_vs_control]`. */
export type RunEvent =
  | {
      readonly type: 'run-started';
      readonly study: string;
      readonly results: string;
      readonly stages: readonly string[];
      readonly threads: number;
    }
  | { readonly type: 'stage-skipped'; readonly stage: string; readonly reason: string }
  /** Published already, from the same inputs and parameters. */
  | { readonly type: 'stage-fresh'; readonly stage: string; readonly key: string }
  /** Computed before: put into the results folder without running. */
  | {
      readonly type: 'stage-reused';
      readonly stage: string;
      readonly key: string;
      readonly reasons: readonly Reason[];
      readonly files: readonly string[];
    }
  | {
      readonly type: 'stage-started';
      readonly stage: string;
      readonly key: string;
      readonly reasons: readonly Reason[];
      readonly threads: number;
    }
  | {
      readonly type: 'stage-progress';
      readonly stage: string;
      readonly done: number;
      readonly total: number;
      readonly text: string;
    }
  | {
      readonly type: 'stage-note';
      readonly stage: string;
      readonly level: 'info' | 'warning';
      readonly text: string;
    }
  | {
      readonly type: 'stage-finished';
      readonly stage: string;
      readonly key: string;
      readonly durationMs: number;
      readonly files: readonly string[];
    }
  | {
      readonly type: 'stage-failed';
      readonly stage: string;
      /** What the user can cure; absent for a bug. */
      readonly fault: FaultDetails | undefined;
      /** The stack of a bug. */
      readonly bug: string | undefined;
      readonly durationMs: number;
    }
  /** Not run, because something it reads from failed. */
  | { readonly type: 'stage-blocked'; readonly stage: string; readonly by: string }
  /** The study no longer has this stage or contrast; its files were removed from the results folder. */
  | { readonly type: 'result-retired'; readonly stage: string }
  | {
      readonly type: 'run-finished';
      readonly ok: boolean;
      readonly executed: number;
      readonly reused: number;
      readonly fresh: number;
      readonly skipped: number;
      readonly failed: number;
      readonly blocked: number;
      readonly durationMs: number;
    }
  | { readonly type: 'run-stopped'; readonly signal: string };

export type Emit = (event: RunEvent) => void;
