import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { listFiles } from '../../pipeline/engine/files.ts';
import { finishedSmallestStudy } from '../pipeline/finished-study.ts';
import { launch } from '../pipeline/launched.ts';
import { killInstants } from '../pipeline/random-kills.ts';
import { contents, copyStudy, run, type SmallStudy, smallestStudy } from '../pipeline/small-study.ts';
import { expectToSurvive, type Try } from '../pipeline/survive.ts';
import { makeOlder, type OlderStore, olderStores } from './older-store.ts';

const seed = 20261130;
const damaged = 170;
const older = 30;

const random = killInstants(seed);
const choose = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;

/** A finished study that is damaged and run again. */
interface Store {
  readonly study: SmallStudy;
  readonly args: readonly string[];
  readonly expected: Record<string, string>;
  /** What a run leaves and reads again, by its path in the results: all but what tells the times of one run. */
  readonly files: readonly string[];
  /** A study of each lane that has lost nothing: damaged again, it puts to the test what is remembered of its files too. */
  readonly mended: Map<number, SmallStudy>;
}

function storeOf(study: SmallStudy, ...args: string[]): Store {
  const files = listFiles(study.results).filter((file) => !/execution_|ro-crate/.test(file));
  return { study, args: ['run', 'study.yml', ...args], expected: contents(study), files, mended: new Map() };
}

const whole = storeOf(finishedSmallestStudy());
// The page takes longer than all that is before it.
const ranked = storeOf(rankedStudy(), '--until', 'rank');

function rankedStudy(): SmallStudy {
  const study = smallestStudy();
  expect(run(study, '--until', 'rank').code).toBe(0);
  return study;
}

/** `args` are of a command more, after which nothing else may be there. */
async function expectMended(
  store: Store,
  lane: number,
  harm: (results: string) => void,
  ...args: readonly string[]
): Promise<void> {
  const study = store.mended.get(lane) ?? copyStudy(store.study);
  store.mended.delete(lane);
  harm(study.results);
  const { code, stderr } = await launch(study.folder, store.args);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  if (args.length > 0) expect((await launch(study.folder, args)).code).toBe(0);
  expect(contents(study)).toEqual(store.expected);
  store.mended.set(lane, study);
}

/** Damages a file, or it and another; `share`, in [0, 1), says where. */
type Damage = (path: string, share: number, other: string) => void;

const damages: Readonly<Record<string, Damage>> = {
  'a bit turned': (path, share) => edit(path, (bytes) => turnBit(bytes, share)),
  'a bit turned, the time set back': (path, share) => {
    const { atime, mtime } = statSync(path);
    edit(path, (bytes) => turnBit(bytes, share));
    utimesSync(path, atime, mtime);
  },
  'a file cut short': (path, share) => truncateSync(path, Math.floor(share * statSync(path).size)),
  'zeros to the end of a file': (path, share) => edit(path, (bytes) => bytes.fill(0, Math.floor(share * bytes.length))),
  'a file written twice': (path) => edit(path, (bytes) => Buffer.concat([bytes, bytes])),
  'a file removed': (path) => rmSync(path),
  'a folder removed': (path) => rmSync(dirname(path), { recursive: true }),
  'a folder in the place of a file': putFolder,
  'two files swapped': (path, _, other) => {
    renameSync(path, `${path}.aside`);
    if (path !== other) renameSync(other, path);
    renameSync(`${path}.aside`, other);
  },
  'a file over another': (path, _, other) => {
    if (path !== other) copyFileSync(other, path);
  },
};

function putFolder(path: string): void {
  rmSync(path);
  mkdirSync(path);
}

function edit(path: string, change: (bytes: Buffer) => Buffer): void {
  writeFileSync(path, change(readFileSync(path)));
}

function turnBit(bytes: Buffer, share: number): Buffer {
  const bit = Math.floor(share * 8 * bytes.length);
  bytes[bit >> 3]! ^= 1 << (bit & 7);
  return bytes;
}

it(`a store that is damaged ends with the same bytes when its study is run again (seed ${seed})`, {
  timeout: 1_800_000,
}, async () => {
  const storeAt = (k: number): Store => (k % 4 === 0 ? whole : ranked);
  const kinds = Object.entries(damages);
  const tries = Array.from({ length: damaged }, (_, k): Try => {
    const [kind, damage] = kinds[k % kinds.length]!;
    const store = storeAt(k);
    const inStore = store.files.filter((path) => path.startsWith('work/'));
    // A folder that somebody has put among the published files is theirs, and refused.
    const among = k % 3 === 0 && damage !== putFolder ? store.files : inStore;
    const [file, other, share] = [choose(among), choose(inStore), random()];
    return {
      kind: `store: ${kind}`,
      what: `${file}, ${other} at ${share}`,
      attempt: (lane) =>
        expectMended(store, lane, (results) => damage(join(results, file), share, join(results, other))),
    };
  });
  const olderTries = Array.from({ length: older }, (_, k): Try => {
    const kind = olderStores[k % olderStores.length] as OlderStore;
    const share = random();
    return {
      kind: `store of an older version: ${kind}`,
      what: `from ${share}`,
      attempt: (lane) =>
        expectMended(storeAt(k), lane, (results) => makeOlder(results, kind, share), 'clean', 'study.yml'),
    };
  });
  await expectToSurvive([...tries, ...olderTries]);
});
