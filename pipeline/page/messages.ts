import type { StageTask } from '../engine/execute.ts';
import type { StageMessage } from '../engine/stage.ts';
import type { Failure } from './failure.ts';
import type { NamedBlob } from './platform/store.ts';
import type { KeptResult, StudyEvent, StudyFailure } from './run-study.ts';

/** A file that the user gave, with a name for its content. */
export interface GivenFile {
  /** Absolute, in the folder of the study. */
  readonly path: string;
  readonly blob: Blob;
  readonly content: string;
}

/** What a worker is asked; each request is answered with its number. */
export type Request =
  /** The text of the workers, what reports carry, and what the page has of earlier runs. */
  | {
      readonly type: 'open';
      readonly program: Blob;
      readonly assets: readonly NamedBlob[];
      readonly kept: readonly KeptResult[];
    }
  | { readonly type: 'give'; readonly files: readonly GivenFile[] }
  /** Guesses what each of the files that were given is. */
  | { readonly type: 'roles' }
  /** Settings of the form, or a study file as it was written. */
  | { readonly type: 'understand'; readonly flags: { readonly [key: string]: unknown } }
  | { readonly type: 'understand-study'; readonly text: string }
  | { readonly type: 'run'; readonly text: string }
  | { readonly type: 'zip' }
  /** One stage, by a worker that has been given what the user gave: the files it reads, and folders that may be empty. */
  | {
      readonly type: 'execute';
      readonly task: StageTask;
      readonly files: readonly NamedBlob[];
      readonly folders: readonly string[];
    };

export interface Ran {
  readonly files: readonly NamedBlob[];
  readonly failures: readonly StudyFailure[];
}

/** What a worker tells while it answers. */
export type Event = StudyEvent | StageMessage;

export type Answer =
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly failure: Failure }
  | { readonly type: 'event'; readonly id: number; readonly event: Event };
