import { requireRows } from '../arguments.ts';
import { createRandom } from '../stats/random/seeded-random.ts';

/**
 * Random genes that stand for the candidates: for each, one of the `among` genes nearest to it in expression that is no candidate
 * and was not drawn before, so that a reader sees how often chance looks like evidence.
 *
 * `levels` [n] expression of each gene, NaN where it is not expressed, which is never drawn; `candidates` rows. Returns a row for
 * each candidate, or fewer where the genes give out. The same seed gives the same genes on every platform.
 */
export function matchControls(levels: Float64Array, candidates: readonly number[], seed: number, among = 50): number[] {
  requireRows([candidates], levels.length);
  const taken = new Set(candidates);
  const pool = Array.from(levels, (level, row) => ({ level, row }))
    .filter(({ level, row }) => !Number.isNaN(level) && !taken.has(row))
    .sort((a, b) => a.level - b.level || a.row - b.row);
  const random = createRandom(seed);
  const controls: number[] = [];
  for (const candidate of candidates) {
    const level = levels[candidate]!;
    if (pool.length === 0) break;
    const nearest = Number.isNaN(level) ? pool : nearestIn(pool, level, among);
    const drawn = nearest[random.integer(nearest.length)]!;
    controls.push(drawn.row);
    pool.splice(pool.indexOf(drawn), 1);
  }
  return controls;
}

interface Gene {
  readonly level: number;
  readonly row: number;
}

/** The `among` genes of the sorted pool whose level is nearest. */
function nearestIn(pool: readonly Gene[], level: number, among: number): readonly Gene[] {
  let high = pool.findIndex((gene) => gene.level >= level);
  if (high < 0) high = pool.length;
  let low = high;
  while (high - low < among && (low > 0 || high < pool.length)) {
    const below = low > 0 ? level - pool[low - 1]!.level : Number.POSITIVE_INFINITY;
    const above = high < pool.length ? pool[high]!.level - level : Number.POSITIVE_INFINITY;
    if (below <= above) low--;
    else high++;
  }
  return pool.slice(low, high);
}
