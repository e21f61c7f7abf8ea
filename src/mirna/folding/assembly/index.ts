import { END_COUNT, ENDS_AT, FIRST_STRETCH, LAST_STRETCH, RESULTS_AT } from '../folding-layout';
import { fillPairs, fillWindows } from './inside';
import { address, integer, put } from './memory';
import { fillOutside } from './outside';
import { unpaired } from './stretches';

/** Does the job that lies in the memory: for each end, the stretches from the shortest to the longest, NaN where there is none. */
export function fold(): void {
  fillPairs();
  fillWindows();
  fillOutside();
  const first = integer(FIRST_STRETCH);
  const last = integer(LAST_STRETCH);
  const ends = integer(END_COUNT);
  let at = 0;
  for (let k = 0; k < ends; k++) {
    const e = load<i32>(address(ENDS_AT) + (<usize>k << 2));
    for (let u = first; u <= last; u++) {
      put(address(RESULTS_AT), at++, u > e ? NaN : unpaired(e - u + 1, e));
    }
  }
}
