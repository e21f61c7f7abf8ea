import type { SurvivalRows } from '../survival-rows.ts';

/** Rows in the order in which they enter the risk sets, from the last time to the first, and the event times among them. */
export interface WalkOrder {
  /** [entering]: rows; those censored before the first event of their stratum enter no risk set and are left out. */
  readonly rows: Uint32Array;
  /** [event times]: where the rows without an event that enter before each end, and where its events end. */
  readonly entered: Uint32Array;
  readonly died: Uint32Array;
  /** [event times]: 1 where a stratum begins. */
  readonly opens: Uint8Array;
}

/** Sorts once what every gene walks over. */
export function orderWalk({ time, event, strata }: Pick<SurvivalRows, 'time' | 'event' | 'strata'>): WalkOrder {
  const { codes } = strata;
  const order = Uint32Array.from(time, (_, i) => i).sort(
    (i, j) => codes[i]! - codes[j]! || time[j]! - time[i]! || event[i]! - event[j]! || i - j,
  );
  const rows: number[] = [];
  const entered: number[] = [];
  const died: number[] = [];
  const opens: number[] = [];
  let isOpen = false;
  let waiting: number[] = [];
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    if (k === 0 || codes[i] !== codes[order[k - 1]!]) {
      isOpen = true;
      waiting = [];
    }
    waiting.push(i);
    if (event[i] !== 1) continue;
    const next = order[k + 1];
    if (next !== undefined && codes[next] === codes[i] && time[next] === time[i]) continue;
    const events = waiting.filter((row) => event[row] === 1 && time[row] === time[i]).length;
    rows.push(...waiting);
    died.push(rows.length);
    entered.push(rows.length - events);
    opens.push(Number(isOpen));
    isOpen = false;
    waiting = [];
  }
  return {
    rows: Uint32Array.from(rows),
    entered: Uint32Array.from(entered),
    died: Uint32Array.from(died),
    opens: Uint8Array.from(opens),
  };
}
