import pLimit from 'p-limit';

/** Runs work when a slot is free, the most urgent of what waits first; equal ones in the order in which they came. */
export interface Slots {
  run<Result>(urgency: number, work: () => Promise<Result>): Promise<Result>;
  /** Works that run or wait. */
  readonly busy: number;
}

export function openSlots(count: number): Slots {
  const limit = pLimit(count);
  const waiting: { readonly urgency: number; readonly start: () => Promise<void> }[] = [];
  return {
    run: (urgency, work) =>
      new Promise((resolve, reject) => {
        const start = async () => {
          try {
            resolve(await work());
          } catch (error) {
            reject(error);
          }
        };
        const place = waiting.findIndex((other) => other.urgency < urgency);
        waiting.splice(place < 0 ? waiting.length : place, 0, { urgency, start });
        // Each slot that is given takes what is then the most urgent.
        void limit(() => waiting.shift()!.start());
      }),
    get busy() {
      return limit.activeCount + limit.pendingCount;
    },
  };
}
