import { availableParallelism, tmpdir } from 'node:os';
import { afterEach, expect } from 'vitest';
import { recordSurvivals, type Survivals, tableOf } from '../survival-table.ts';

/** One attempt to make the program lose or mix something. */
export interface Try {
  /** Tries of one kind are counted together. */
  readonly kind: string;
  /** What is done, so that a loss can be made again. */
  readonly what: string;
  /** Throws where something was lost. `lane` is the same for none that run at once. */
  attempt(lane: number): Promise<void>;
}

/** How many tries run at once. */
export const lanes = Math.min(2, availableParallelism());

/** Makes all tries, prints how many of each kind were survived, and fails if one was not. */
export async function expectToSurvive(tries: readonly Try[]): Promise<void> {
  const losses: string[] = [];
  const survivals: Survivals[] = [];
  const next = tries.values();
  const work = async (lane: number): Promise<void> => {
    for (const { kind, what, attempt } of next) {
      const loss = await attempt(lane).then(
        () => undefined,
        (error: unknown) => `${kind}: ${what}: ${error instanceof Error ? error.message : String(error)}`,
      );
      if (loss !== undefined) losses.push(loss);
      survivals.push({ kind, tries: 1, survived: loss === undefined ? 1 : 0 });
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)));
  recordSurvivals(tmpdir(), survivals);
  console.info(tableOf(survivals));
  expect(losses).toEqual([]);
}

/** Counts each test of a file whose title begins so as that many tries of a kind. */
export function countTests(kinds: readonly (readonly [title: string, kind: string, tries: number])[]): void {
  afterEach(({ task }) => {
    const [, kind, tries] = kinds.find(([title]) => task.name.startsWith(title)) ?? [];
    if (kind === undefined || tries === undefined) return;
    recordSurvivals(tmpdir(), [{ kind, tries, survived: task.result?.state === 'fail' ? 0 : tries }]);
  });
}
