import { type StudyEngine, startEngine } from './engine.ts';
import { unpackPart } from './unpack-parts.ts';

let assets: Promise<Record<string, string>> | undefined;
let engine: Promise<StudyEngine> | undefined;

/** What reports carry, licenses among it. */
export function openAssets(): Promise<Record<string, string>> {
  assets ??= unpackPart<Record<string, string>>('assets');
  return assets;
}

/** Unpacked and started when it is first asked for something. */
export function openEngine(): Promise<StudyEngine> {
  engine ??= Promise.all([openAssets(), unpackPart<string>('worker')]).then(([parts, worker]) =>
    startEngine({ assets: Object.entries(parts), worker }),
  );
  return engine;
}

export async function openDemo(): Promise<readonly (readonly [name: string, blob: Blob])[]> {
  const demo = await unpackPart<readonly (readonly [string, string])[]>('demo');
  return demo.map(([name, text]) => [name, new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))])]);
}
