import { orderAscending } from '../../stats/ranks/order-ascending.ts';

/**
 * Log-rank scores a_i = d_i - sum over j with t_j <= t_i of d_j / (N - R_j + 1), R_j the number of times up to t_j.
 *
 * `time`, `event` [n]; the scores sum to about 0. Source: T. Hothorn, B. Lausen, Comput. Stat. Data Anal. 43 (2003) 121,
 * doi:10.1016/S0167-9473(02)00225-6.
 */
export function logRankScores(time: Float64Array, event: ArrayLike<number>): Float64Array {
  const n = time.length;
  const order = orderAscending(time);
  const scores = new Float64Array(n);
  let sum = 0;
  for (let k = 0; k < n; ) {
    let end = k;
    let deaths = 0;
    for (; end < n && time[order[end]!] === time[order[k]!]; end++) deaths += event[order[end]!]!;
    sum += deaths / (n - end + 1);
    for (; k < end; k++) scores[order[k]!] = event[order[k]!]! - sum;
  }
  return scores;
}
