import { type StudyEngine, startEngine } from './engine.ts';
import { unpackAssets, unpackProgram } from './unpack-parts.ts';

let engine: Promise<StudyEngine> | undefined;

/** Unpacked and started when it is first asked for something. */
export function openEngine(): Promise<StudyEngine> {
  engine ??= Promise.all([unpackProgram(), unpackAssets()]).then(([program, assets]) =>
    startEngine({ program, assets }),
  );
  return engine;
}
