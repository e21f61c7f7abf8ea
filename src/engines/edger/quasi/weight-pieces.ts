import { RECORD } from '../../kernels/counts/count-layout.ts';
import { alongDispersion, chebyshev, FIRST_POISSON, pieceOf, SMALL_DISPERSION } from './deviance-weights.ts';
import { alphaTables, kappaTables, type WeightTables } from './weight-tables.ts';

const BOTH = [alphaTables, kappaTables] as const;
// Places within a record: where the piece ends and its kind, then of alpha and kappa side by side slopes and shifts of the
// arguments and coefficients of the series; of pieces between edges, these in place of the Poisson series.
const SLOPE = 2;
const SHIFT = 4;
const POISSON_SLOPE = 6;
const POISSON_SHIFT = 8;
const RATIO = 10;
const POISSON = 24;
const EDGE = 24;
const RISE = 26;
const KINDS = { plain: 0, nearZero: 1, betweenEdges: 2 } as const;

/**
 * The weights of `devianceWeights` below a mean of 60 at one dispersion below 0.736, for the kernel: one record for each
 * stretch of means within which both alpha and kappa come from one piece of their tables.
 */
export function weightPieces(phi: number): Float64Array {
  const y = phi / (SMALL_DISPERSION / 2) - 1;
  const [least, most] = [alphaTables.breaks.smallEdges[0]!, Number.POSITIVE_INFINITY];
  const inner = BOTH.flatMap(({ breaks }) => [...breaks.small, ...breaks.poisson]).filter((end) => end > 0);
  const small = [...new Set(inner)].sort((a, b) => a - b);
  const between = [...alphaTables.breaks.smallEdges.slice(1, -1), most];
  const records = new Float64Array(RECORD * (small.length + between.length));
  let from = 0;
  [...small, ...between].forEach((end, i) => {
    const record = records.subarray(i * RECORD, (i + 1) * RECORD);
    record[0] = end;
    BOTH.forEach((tables, lane) => {
      if (from >= least) fillBetweenEdges(record, tables, y, from, lane);
      else fillSmall(record, tables, y, from, lane);
    });
    from = end;
  });
  return records;
}

/** [4 x 2]: alpha and kappa for means from 60 to 80, to 120, to 250 and above, but for what depends on the mean. */
export function largeMeanFactors(phi: number): Float64Array {
  const y = phi / (SMALL_DISPERSION / 2) - 1;
  return Float64Array.from({ length: 8 }, (_, i) => {
    const series = BOTH[i % 2]!.smallLarge;
    return chebyshev(y, Float64Array.from(series[Math.min(i >> 1, series.length - 1)]!));
  });
}

function fillSmall(record: Float64Array, tables: WeightTables, y: number, from: number, lane: number): void {
  const { small, poisson } = tables.breaks;
  record[1] = from < FIRST_POISSON ? KINDS.nearZero : KINDS.plain;
  const k = pieceOf(from, small);
  setArgument(record, [SLOPE, SHIFT], small[k]!, small[k + 1]!, lane);
  setSeries(record, RATIO, alongDispersion(tables.small[k]!, y), lane);
  const p = from < FIRST_POISSON ? -1 : pieceOf(from, poisson);
  setArgument(record, [POISSON_SLOPE, POISSON_SHIFT], p < 0 ? 0 : poisson[p]!, poisson[p + 1]!, lane);
  setSeries(record, POISSON, tables.poisson[p + 1]!, lane);
}

function fillBetweenEdges(record: Float64Array, tables: WeightTables, y: number, from: number, lane: number): void {
  const { smallEdges } = tables.breaks;
  record[1] = KINDS.betweenEdges;
  const k = pieceOf(from, smallEdges);
  setArgument(record, [SLOPE, SHIFT], smallEdges[k]!, smallEdges[k + 1]!, lane);
  setSeries(record, RATIO, tables.smallBlends[k]!, lane);
  const [before, after] = [k, k + 1].map((edge) => chebyshev(y, Float64Array.from(tables.smallEdges[edge]!)));
  record[EDGE + lane] = after!;
  record[RISE + lane] = before! - after!;
}

/** What takes means from `low` to `high` to -1 to 1. */
function setArgument(
  record: Float64Array,
  [slope, shift]: readonly [number, number],
  low: number,
  high: number,
  lane: number,
): void {
  record[slope + lane] = 2 / (high - low);
  record[shift + lane] = -(low + high) / (high - low);
}

function setSeries(record: Float64Array, at: number, coefficients: ArrayLike<number>, lane: number): void {
  for (let i = 0; i < coefficients.length; i++) record[at + 2 * i + lane] = coefficients[i]!;
}
