import * as math from '../../../stats/math/portable.ts';
import { type CountProblem, readGene } from '../glm/count-problem.ts';
import type { Groups } from '../glm/groups.ts';
import { fitOneGroup } from '../glm/one-group-fit.ts';
import { mapCount } from './map-count.ts';

/**
 * Counts as they might have been if all libraries had the same size, the geometric mean: quantiles are kept, within the
 * samples of each group. [genes x members] in the order of `groups.members`.
 *
 * Source: Robinson and Smyth 2008, doi:10.1093/biostatistics/kxm030, section 3.
 *
 * @param dispersion [genes], or one for all
 */
export function pseudoCounts(
  { genes, samples, counts, sizes }: CountProblem,
  groups: Groups,
  dispersion: Float64Array | number,
): Float64Array {
  const { members, starts } = groups;
  const width = members.length;
  let sum = 0;
  for (const j of members) sum += math.log(sizes[j]!);
  const common = math.exp(sum / width);
  const pseudo = new Float64Array(genes * width);
  const row = new Float64Array(samples);
  for (let gene = 0; gene < genes; gene++) {
    const phi = typeof dispersion === 'number' ? dispersion : dispersion[gene]!;
    readGene(counts, gene * samples, row);
    for (let group = 0; group < starts.length - 1; group++) {
      const first = starts[group]!;
      const end = starts[group + 1]!;
      const ratio = math.exp(fitOneGroup(row, sizes, members, first, end, phi, Number.NaN, true));
      for (let i = first; i < end; i++) {
        const j = members[i]!;
        pseudo[gene * width + i] = mapCount(row[j]!, ratio * sizes[j]!, ratio * common, phi);
      }
    }
  }
  return pseudo;
}
