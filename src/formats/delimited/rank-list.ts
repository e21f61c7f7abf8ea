import { orderAscending } from '../../stats/ranks/order-ascending.ts';
import { type RowWords, writeRows } from './row-writer.ts';

/** Missing numbers are left out; infinities as Java reads them, in which GSEA is written. */
const RANK_LIST: RowWords = {
  separator: '\t',
  lineEnd: '\n',
  missing: '',
  infinite: 'Infinity',
  minusInfinite: '-Infinity',
};

/**
 * Genes with a number as GSEA's preranked mode reads them (`.rnk`: name, tab, value, no header), the largest first, in
 * pieces to be written one after the other. Genes without a number are left out; of several of one name that with the
 * largest absolute value stays, as GSEA wants names once.
 *
 * Source: https://software.broadinstitute.org/cancer/software/gsea/wiki/index.php/Data_formats#RNK
 */
export function* formatRankList(names: readonly string[], values: ArrayLike<number>): Generator<Uint8Array> {
  const best = new Map<string, number>();
  for (let row = 0; row < names.length; row++) {
    const value = values[row]!;
    const name = cleanName(names[row]!);
    if (Number.isNaN(value) || name === '') continue;
    const known = best.get(name);
    if (known === undefined || Math.abs(value) > Math.abs(known)) best.set(name, value);
  }
  const kept = [...best.keys()];
  const heights = Float64Array.from(best.values());
  const order = largestFirst(kept, heights);
  const ordered = [Array.from(order, (place) => kept[place]!), Float64Array.from(order, (place) => heights[place]!)];
  yield* writeRows(ordered, order.length, RANK_LIST);
}

function cleanName(name: string): string {
  return /[\t\r\n\0]/.test(name) ? name.replace(/[\t\r\n]/g, ' ').replaceAll('\0', '') : name;
}

/** Equal values by name. */
function largestFirst(names: readonly string[], values: Float64Array): Uint32Array {
  const order = orderAscending(Float64Array.from(values, (value) => -value));
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    if (to > from + 1) order.subarray(from, to).sort((i, j) => (names[i]! < names[j]! ? -1 : 1));
    from = to;
  }
  return order;
}
