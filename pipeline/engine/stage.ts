import type { Json } from './canonical-json.ts';

/** What the engine needs to know of a study; stages know its whole type. */
export interface StudyShape {
  readonly name: string;
  readonly contrasts: readonly { readonly id: string }[];
}

/**
 * `files`: one or more files that the study names under one key. `each`: one file a contrast, from a stage that runs once
 * a contrast, read by one that runs once a study.
 */
export type InputKind = 'required' | 'optional' | 'files' | 'each';

export interface OutputSpec {
  /** Name inside the stage's folder. */
  readonly file: string;
  /** The stage may leave it out. */
  readonly optional?: true;
  /** `file` is a folder of files whose names the stage chooses. */
  readonly folder?: true;
  /** Where users find a copy, relative to the results folder; `{contrast}` stands for the contrast. Absent: kept in the cache only. */
  readonly publish?: string;
}

interface StageBase<Study extends StudyShape, Params extends Json, In extends string, Out extends string> {
  readonly id: string;
  /** Raised whenever equal inputs may now give other bytes. */
  readonly version: number;
  readonly inputs: Readonly<Record<In, InputKind>>;
  readonly outputs: Readonly<Record<Out, OutputSpec>>;
  /** Why this study does not need the stage, in words for the user; undefined when it does. */
  skip?(study: Study): string | undefined;
  /** Turns inputs into outputs. Imports `src` inside, so that an unchanged run loads none of it. */
  run(context: StageContext<Params, In, Out>): Promise<void>;
}

export interface StudyStage<Study extends StudyShape, Params extends Json, In extends string, Out extends string>
  extends StageBase<Study, Params, In, Out> {
  readonly scope: 'study';
  /** Only what is returned here enters the fingerprint. */
  selectParams(study: Study): Params;
}

export interface ContrastStage<Study extends StudyShape, Params extends Json, In extends string, Out extends string>
  extends StageBase<Study, Params, In, Out> {
  readonly scope: 'contrast';
  /** Only what is returned here enters the fingerprint. */
  selectParams(study: Study, contrast: Study['contrasts'][number]): Params;
}

/**
 * One step of the pipeline. It gets no clock, no working directory and no whole configuration: that equal inputs give
 * equal bytes can be read off its type.
 */
export type Stage<
  Study extends StudyShape,
  Params extends Json = Json,
  In extends string = string,
  Out extends string = string,
> = StudyStage<Study, Params, In, Out> | ContrastStage<Study, Params, In, Out>;

/** What a stage may say while it runs. Notes are kept with the result and said again when it is reused. */
export type StageMessage =
  | { readonly type: 'progress'; readonly done: number; readonly total: number; readonly text: string }
  | { readonly type: 'note'; readonly level: 'info' | 'warning'; readonly text: string };

/** How much of the machine a stage may use; results never depend on it. */
export interface Parallel {
  readonly threads: number;
}

export interface StageContext<Params, In extends string, Out extends string> {
  readonly params: Params;
  /** Path of a required input. */
  input(name: In): string;
  /** Path of an optional input, when the study has it. */
  optionalInput(name: In): string | undefined;
  /** Paths of a `files` input. */
  files(name: In): readonly string[];
  /** Paths of an `each` input by contrast, in the study's order; empty when the stage that makes them is skipped. */
  inputs(name: In): ReadonlyMap<string, string>;
  /** Path to write to; the folder exists. */
  output(name: Out): string;
  readonly parallel: Parallel;
  emit(message: StageMessage): void;
}
