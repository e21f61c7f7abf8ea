import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSources, root } from './source-graph.ts';
import { type LocatedClosure, type StageClosure, stageClosures } from './stage-closures.ts';

export type StagePins = Readonly<Record<string, StageClosure>>;

export const pinFile: string = join(root, 'test/stage-closures.json');

export function readPins(): StagePins {
  return JSON.parse(readFileSync(pinFile, 'utf8')) as StagePins;
}

/** The closures of the stages as they are now, with the libraries that are locked. */
export function readClosures(): ReadonlyMap<string, LocatedClosure> {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version?: string; readonly dependencies?: object }>>;
  };
  const libraries = Object.keys(packages['']?.dependencies ?? {}).map((name): [string, string] => [
    name,
    packages[`node_modules/${name}`]?.version ?? 'unlocked',
  ]);
  return stageClosures(readSources('src', 'pipeline'), new Map(libraries));
}

export interface Difference {
  /** What has changed and what to do, in a sentence. */
  readonly text: string;
  /** Whether it may be pinned as it is: not before somebody has said that bytes stay the same, or has raised the version. */
  readonly needs: 'pin' | 'word that bytes are unchanged' | 'version';
}

/** How the stages differ from what was pinned. */
export function comparePins(pins: StagePins, now: ReadonlyMap<string, LocatedClosure>): Difference[] {
  const gone = Object.keys(pins).filter((id) => !now.has(id));
  return [
    ...gone.map((id): Difference => ({ text: `${id} is pinned but no stage: ${pinIt}`, needs: 'pin' })),
    ...[...now].flatMap(([id, stage]) => compareStage(id, pins[id], stage) ?? []),
  ];
}

const pinIt = 'run `npm run pin:stages`';

function compareStage(
  id: string,
  pin: StageClosure | undefined,
  { version, closure, file }: LocatedClosure,
): Difference | undefined {
  if (pin === undefined) return { text: `${id} is not pinned: ${pinIt}`, needs: 'pin' };
  if (version > pin.version) return { text: `${id} has a new version: ${pinIt}`, needs: 'pin' };
  if (version < pin.version) {
    const text = `${id} went back to version ${version}, under which older results are kept: raise \`version\` in ${file} above ${pin.version}`;
    return { text, needs: 'version' };
  }
  if (closure === pin.closure) return undefined;
  const text =
    `what ${id} runs has changed since its version ${version} was pinned. If equal inputs may now give other bytes, raise ` +
    `\`version\` in ${file} and ${pinIt}; if they cannot, run \`npm run pin:stages -- --bytes-unchanged\``;
  return { text, needs: 'word that bytes are unchanged' };
}

/** The pins of the stages as they are now, and what speaks against writing them. */
export function makePins(
  before: StagePins,
  now: ReadonlyMap<string, LocatedClosure>,
  { bytesUnchanged }: { readonly bytesUnchanged: boolean },
): { readonly pins: StagePins; readonly refused: readonly string[] } {
  const refused = comparePins(before, now).filter(
    ({ needs }) => needs !== 'pin' && !(bytesUnchanged && needs !== 'version'),
  );
  return {
    pins: Object.fromEntries([...now].map(([id, { version, closure }]) => [id, { version, closure }])),
    refused: refused.map(({ text }) => text),
  };
}
