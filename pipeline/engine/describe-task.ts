import { join } from 'node:path';
import type { InputPaths, StageTask } from './execute.ts';
import type { Instance, ProducedFile } from './graph.ts';
import type { StudyShape } from './stage.ts';

/**
 * What runs one instance: its outputs in a folder of its own, its inputs where they lie. `pathOf` tells where an output of
 * another instance lies, and gives undefined where that left it out or was skipped.
 */
export function describeTask<Study extends StudyShape>(
  { stage, params, inputs }: Instance<Study>,
  pathOf: (source: ProducedFile) => string | undefined,
  folder: string,
  threads: number,
): StageTask {
  const outputs: Record<string, string> = {};
  for (const [name, { file }] of Object.entries(stage.outputs)) outputs[name] = join(folder, file);
  const paths: Record<string, InputPaths> = {};
  for (const { name, kind, files, produced } of inputs) {
    const made = produced.flatMap((source) => {
      const path = pathOf(source);
      return path === undefined ? [] : [{ place: source.place, path }];
    });
    if (kind === 'each') paths[name] = new Map(made.map(({ place, path }) => [place, path]));
    else if (kind === 'files') paths[name] = files.map(({ path }) => path);
    else paths[name] = files[0]?.path ?? made[0]?.path ?? null;
  }
  return { stage: stage.id, params, inputs: paths, outputs, threads };
}
