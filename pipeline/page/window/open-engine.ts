import { type StudyEngine, startEngine } from './engine.ts';
import { unpackProgram } from './unpack-parts.ts';

let engine: Promise<StudyEngine> | undefined;

/** Unpacked and started when it is first asked for something. */
export function openEngine(): Promise<StudyEngine> {
  engine ??= unpackProgram().then(startEngine);
  return engine;
}
