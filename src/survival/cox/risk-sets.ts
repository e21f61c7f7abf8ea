import type { SurvivalRows } from '../survival-rows.ts';

/** How events at the same time share their risk set. */
export type TiesMethod = 'efron' | 'breslow';

/** Rows in the order of strata and times, and the times at which something happens. */
export interface RiskSets {
  /** [n]: rows by stratum, then time; in the order of the rows where equal. */
  readonly order: Uint32Array;
  /** [times + 1]: where the rows of each distinct time of a stratum begin in `order`. */
  readonly start: Uint32Array;
  /** [times]: events and their weights at each. */
  readonly deaths: Uint32Array;
  readonly deathWeight: Float64Array;
  /** [times]: 1 for the last time of a stratum. */
  readonly isLast: Uint8Array;
  /** [times]. */
  readonly time: Float64Array;
  readonly stratum: Int32Array;
}

/** Sorts the rows once for all that walks over risk sets. */
export function sortRiskSets({
  time,
  event,
  weights,
  strata,
}: Pick<SurvivalRows, 'time' | 'event' | 'weights' | 'strata'>): RiskSets {
  const n = time.length;
  const { codes } = strata;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort(
    (i, j) => codes[i]! - codes[j]! || time[i]! - time[j]! || i - j,
  );
  const starts: number[] = [];
  for (let k = 0; k < n; k++) {
    const [i, before] = [order[k]!, order[k - 1]!];
    if (k === 0 || time[i] !== time[before] || codes[i] !== codes[before]) starts.push(k);
  }
  const times = starts.length;
  const sets = {
    order,
    start: Uint32Array.from([...starts, n]),
    deaths: new Uint32Array(times),
    deathWeight: new Float64Array(times),
    isLast: new Uint8Array(times),
    time: Float64Array.from(starts, (k) => time[order[k]!]!),
    stratum: Int32Array.from(starts, (k) => codes[order[k]!]!),
  };
  for (let t = 0; t < times; t++) {
    for (let k = sets.start[t]!; k < sets.start[t + 1]!; k++) {
      if (event[order[k]!] !== 1) continue;
      sets.deaths[t]!++;
      sets.deathWeight[t]! += weights[order[k]!]!;
    }
    sets.isLast[t] = Number(t === times - 1 || sets.stratum[t] !== sets.stratum[t + 1]);
  }
  return sets;
}

/** Terms that the events of one time add to the likelihood: as many as events by Efron, one by Breslow. */
export function termsAt(deaths: number, ties: TiesMethod): number {
  return ties === 'efron' ? deaths : Math.min(deaths, 1);
}
