// Sorts two columns of doubles at once, one in each lane, by a fixed network: no branch depends on the data.
import { pair, putPair } from '../../../../wasm/assembly/vector';

/** Ascending, both lanes of the n pairs at `array`; Batcher's merge exchange (Knuth, TAOCP 5.2.2 M). */
export function sortPairs(array: usize, n: i32): void {
  let top = 1;
  while (top < n) top <<= 1;
  top >>= 1;
  for (let p = top; p > 0; p >>= 1) {
    let q = top;
    let r = 0;
    let d = p;
    for (;;) {
      for (let block = r; block < n - d; block += 2 * p) {
        const end = min(block + p, n - d);
        for (let i = block; i < end; i++) exchange(array, i << 1, (i + d) << 1);
      }
      if (q == p) break;
      d = q - p;
      q >>= 1;
      r = p;
    }
  }
}

// @ts-ignore: decorator
@inline
function exchange(array: usize, i: i32, k: i32): void {
  const a = pair(array, i);
  const b = pair(array, k);
  putPair(array, i, f64x2.pmin(a, b));
  putPair(array, k, f64x2.pmax(a, b));
}
