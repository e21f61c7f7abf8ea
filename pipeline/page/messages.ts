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

/** What the page asks of the worker; each is answered with its number. */
export type Request =
  | {
      readonly type: 'open';
      readonly assets: readonly (readonly [string, string])[];
      readonly kept: readonly KeptResult[];
    }
  | { readonly type: 'give'; readonly files: readonly GivenFile[] }
  /** Guesses what each of the files that were given is. */
  | { readonly type: 'roles' }
  /** Settings of the form, or a study file as it was written. */
  | { readonly type: 'understand'; readonly flags: { readonly [key: string]: unknown } }
  | { readonly type: 'understand-study'; readonly text: string }
  | { readonly type: 'run'; readonly text: string }
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
