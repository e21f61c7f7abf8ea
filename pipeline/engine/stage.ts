import type { Json } from './canonical-json.ts';

/** What the engine needs to know of a study; stages know its whole type. */
export interface StudyShape {
  readonly name: string;
}

/** One of what a stage is run for: a contrast, an engine, a cohort. */
export interface Place {
  /** In file names and messages. */
  readonly id: string;
}

/** What stages can be run once for each of. */
export interface Dimension<Study extends StudyShape, One extends Place = Place> {
  /** `contrast`: published files name it in braces. */
  readonly name: string;
  places(study: Study): readonly One[];
}

/**
 * `files`: one or more files that the study names under one key. `each`: one file for each place of the dimensions that the
 * stage which makes it is run over, and this one is not.
 */
export type InputKind = 'required' | 'optional' | 'files' | 'each';

export interface OutputSpec {
  /** Name inside the stage's folder. */
  readonly file: string;
  /** The stage may leave it out. */
  readonly optional?: true;
  /** `file` is a folder of files whose names the stage chooses. */
  readonly folder?: true;
  /**
   * Where users find a copy, relative to the results folder; `{contrast}` stands for the id of the place in that
   * dimension. Absent: kept in the cache only.
   */
  readonly publish?: string;
}

/**
 * One step of the pipeline. It gets no clock, no working directory and no whole configuration: that equal inputs give
 * equal bytes can be read off its type.
 */
export interface Stage<
  Study extends StudyShape,
  Params extends Json = Json,
  In extends string = string,
  Out extends string = string,
  Places extends readonly Place[] = readonly never[],
> {
  readonly id: string;
  /** Raised whenever equal inputs may now give other bytes. */
  readonly version: number;
  /** Run once for each combination of places; none: once a study. */
  readonly over: { readonly [Index in keyof Places]: Dimension<Study, Places[Index]> };
  readonly inputs: Readonly<Record<In, InputKind>>;
  readonly outputs: Readonly<Record<Out, OutputSpec>>;
  /** Rough share of the CPU time of a usual study in percent, 1 if absent: decides only which of several ready stages begins. */
  readonly effort?: number;
  /** Why this study does not need the stage, in words for the user; undefined when it does. */
  skip?(study: Study): string | undefined;
  /** Only what is returned here enters the fingerprint. */
  selectParams(study: Study, ...places: Places): Params;
  /** Turns inputs into outputs. Imports `src` inside, so that an unchanged run loads none of it. */
  run(context: StageContext<Params, In, Out>): Promise<void>;
}

/** A stage that runs once a study. */
export type StudyStage<Study extends StudyShape, Params extends Json, In extends string, Out extends string> = Stage<
  Study,
  Params,
  In,
  Out,
  readonly []
>;

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
  /** Paths of an `each` input by the ids of their places, in the study's order; empty when what makes them is skipped. */
  inputs(name: In): ReadonlyMap<string, string>;
  /** Path to write to; the folder exists. */
  output(name: Out): string;
  readonly parallel: Parallel;
  emit(message: StageMessage): void;
}
