import type { Json } from './canonical-json.ts';
import type { Stage, StageContext, StageMessage, StudyShape } from './stage.ts';

/** One stage to run, as plain data that can cross to another thread. */
export interface StageTask {
  readonly stage: string;
  readonly params: Json;
  /** Path of each input, paths of `files`, paths by place of `each`; null for an optional one that is not there. */
  readonly inputs: { readonly [name: string]: InputPaths };
  readonly outputs: { readonly [name: string]: string };
  readonly threads: number;
}

export type InputPaths = string | null | readonly string[] | ReadonlyMap<string, string>;

/** Runs stages somewhere: in this thread, or in others. */
export interface Executor {
  execute(task: StageTask, emit: (message: StageMessage) => void): Promise<void>;
  close(): Promise<void>;
}

/** Runs the stage of a task in this thread. */
async function executeStage<Study extends StudyShape>(
  stage: Stage<Study>,
  task: StageTask,
  emit: (message: StageMessage) => void,
): Promise<void> {
  const single = (name: string): string | null => {
    const path = task.inputs[name];
    if (typeof path === 'string' || path === null) return path;
    throw new Error(`${stage.id} has no single input ${name}`);
  };
  const context: StageContext<Json, string, string> = {
    params: task.params,
    input(name) {
      const path = single(name);
      if (path === null) throw new Error(`${stage.id}: its input ${name} is not there`);
      return path;
    },
    optionalInput: (name) => single(name) ?? undefined,
    files(name) {
      const paths = task.inputs[name];
      if (!Array.isArray(paths)) throw new Error(`${stage.id} has no input ${name} of kind 'files'`);
      return paths;
    },
    inputs(name) {
      const paths = task.inputs[name];
      if (!(paths instanceof Map)) throw new Error(`${stage.id} has no input ${name} of kind 'each'`);
      return paths;
    },
    output(name) {
      const path = task.outputs[name];
      if (path === undefined) throw new Error(`${stage.id} has no output ${name}`);
      return path;
    },
    parallel: { threads: task.threads },
    emit,
  };
  await stage.run(context);
}

/** Runs every stage in this thread, one after another. */
export function inlineExecutor<Study extends StudyShape>(stages: readonly Stage<Study>[]): Executor {
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  return {
    async execute(task, emit) {
      const stage = byId.get(task.stage);
      if (stage === undefined) throw new Error(`no stage is called ${task.stage}`);
      await executeStage(stage, task, emit);
    },
    async close() {},
  };
}
