import { isList, requireLengths, wrongArgument } from '../../arguments.ts';
import { Fault } from '../../fault.ts';
import * as math from '../../stats/math/portable.ts';

/** Tested genes in the order of their statistic, what preranked tests of sets walk along. */
export interface RankedList {
  /** N, the tested genes. */
  readonly genes: number;
  /** [N] row of the gene at each place, the largest statistic first. */
  readonly order: Uint32Array;
  /** [rows] place of each row, from 0; -1 where it was not tested. */
  readonly placeOf: Int32Array;
  /** [N] |statistic|^exponent of the gene at each place. */
  readonly weights: Float64Array;
  /** Share of the genes that have their statistic with another: their order is that of their ids. */
  readonly tiedShare: number;
}

/**
 * Orders genes by their statistic, largest first, equal ones by id (by code unit), so that a run can be repeated.
 *
 * `statistic` [rows], NaN where a gene was not tested; `ids` [rows]. `exponent`: GSEA's weight p, 1 by default, 0 for the
 * classic Kolmogorov-Smirnov form. Infinite statistics are a `Fault`, as one gene would be all the weight there is.
 * Source: A. Subramanian et al., PNAS 102 (2005) 15545, doi:10.1073/pnas.0506580102.
 */
export function rankForSets(statistic: Float64Array, ids: readonly string[], exponent = 1): RankedList {
  if (!isList(statistic) || statistic.length === 0)
    throw wrongArgument('There is no statistic.', statistic, 'a number for each row, NaN where it was not tested');
  requireLengths({ ids }, statistic.length, 'rows');
  const infinite = statistic.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY);
  if (infinite >= 0) throw infiniteStatistic(ids[infinite]!, statistic[infinite]!);
  const order = Uint32Array.from(statistic.keys())
    .filter((row) => !Number.isNaN(statistic[row]!))
    .sort((a, b) => statistic[b]! - statistic[a]! || (ids[a]! < ids[b]! ? -1 : 1));
  const genes = order.length;
  const placeOf = new Int32Array(statistic.length).fill(-1);
  const weights = new Float64Array(genes);
  let tied = 0;
  order.forEach((row, place) => {
    const value = statistic[row]!;
    placeOf[row] = place;
    weights[place] = exponent === 1 ? Math.abs(value) : math.pow(Math.abs(value), exponent);
    const isTied = [place - 1, place + 1].some((at) => at >= 0 && at < genes && statistic[order[at]!] === value);
    if (isTied) tied++;
  });
  return { genes, order, placeOf, weights, tiedShare: genes > 0 ? tied / genes : 0 };
}

/** Places of the tested genes among `rows`, ascending, each once. */
export function placesOf(rows: ArrayLike<number>, { placeOf }: RankedList): Int32Array {
  const places = new Int32Array(rows.length);
  let found = 0;
  for (let i = 0; i < rows.length; i++) {
    const place = placeOf[rows[i]!];
    if (place === undefined)
      throw wrongArgument('A set has what is no row.', rows[i], `whole numbers from 0 to ${placeOf.length - 1}`);
    if (place >= 0) places[found++] = place;
  }
  const sorted = places.subarray(0, found).sort();
  return sorted.filter((place, i) => i === 0 || place !== sorted[i - 1]);
}

function infiniteStatistic(id: string, value: number): Fault {
  return new Fault({
    code: 'SETS_INFINITE_STATISTIC',
    message: 'Genes cannot be ranked by an infinite statistic.',
    found: `${id} ${value}`,
    expected: 'finite numbers, NaN for genes that were not tested',
    hint: 'Rank by a statistic of the engine or by signed log p-values, which do not underflow.',
  });
}
