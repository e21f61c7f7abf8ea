import type { FaultDetails } from '../../src/fault.ts';
import type { RunEvent } from '../engine/events.ts';
import type { KeptResult } from './run-study.ts';

/** A file that the user gave, with a name for its content. */
export interface GivenFile {
  /** Absolute, in the folder of the study. */
  readonly path: string;
  readonly blob: Blob;
  readonly content: string;
}

/** What was seen in the files that were given, for the form. */
export interface Understood {
  readonly text: string;
  readonly genes: number;
  readonly samples: readonly string[];
  readonly columns: readonly (readonly [name: string, cells: readonly string[]])[];
  readonly remarks: readonly string[];
  /** Names to choose from. */
  readonly mirnas: readonly string[];
  readonly values: { readonly [key: string]: unknown };
}

/** What the page asks of the worker; each is answered with its number. */
export type Request =
  | {
      readonly type: 'open';
      readonly assets: readonly (readonly [string, string])[];
      readonly kept: readonly KeptResult[];
    }
  | { readonly type: 'give'; readonly files: readonly GivenFile[] }
  | { readonly type: 'draft'; readonly flags: { readonly [key: string]: unknown } }
  | { readonly type: 'run'; readonly text: string; readonly until?: string | undefined }
  | { readonly type: 'zip' };

export interface Ran {
  readonly files: readonly (readonly [name: string, content: Blob])[];
  readonly failures: readonly { readonly stage: string; readonly fault?: FaultDetails; readonly bug?: string }[];
}

export type Answer =
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly fault?: FaultDetails; readonly bug?: string }
  | { readonly type: 'event'; readonly id: number; readonly event: RunEvent }
  | { readonly type: 'kept'; readonly result: KeptResult };
