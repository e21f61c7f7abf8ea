import type { Note } from '../../../design/note.ts';
import { carriedSum } from '../../../stats/math/carried-sum.ts';
import { minimizeBounded } from '../../../stats/optimize/minimize-bounded.ts';
import { lgamma } from '../../../stats/special/lgamma.ts';
import { type DispersionOptions, type Dispersions, dispersionsFromGrid } from '../dispersion/estimate-dispersions.ts';
import { dispersionAt, GRID, GRID_SIZE } from '../dispersion/likelihood-grid.ts';
import { type CountProblem, type ModelMatrix, makeModelMatrix } from '../glm/count-problem.ts';
import { type Groups, makeGroups } from '../glm/groups.ts';
import { genesWithTotal, selectGenes } from '../glm/select-genes.ts';
import { pseudoCounts } from './pseudo-counts.ts';

const LEAST_TOTAL = 5;
const FIRST_DISPERSION = 0.01;
const TOLERANCE = 1e-6;
// In phi / (1 + phi).
const LEAST_DELTA = 1e-4;
const LARGEST_DELTA = 100 / 101;

/**
 * Dispersions of groups without other variables, edgeR's `estimateDisp` in classic mode: likelihoods of counts conditional
 * on the sums of their groups, of pseudo-counts with equal library sizes, in place of profile likelihoods.
 *
 * Accuracy: common 1e-9, tagwise 5e-8 of edgeR 3.40.2. Source: Robinson and Smyth 2007, doi:10.1093/bioinformatics/btm453,
 * and 2008, doi:10.1093/biostatistics/kxm030.
 *
 * @param codes [samples]: group of each sample, 0 to `count` - 1
 */
export function estimateClassicDispersions(
  problem: CountProblem,
  codes: Int32Array,
  count: number,
  options: DispersionOptions,
  notes: Note[] = [],
): Dispersions {
  const groups = makeGroups(codes, count);
  const rows = genesWithTotal(problem, LEAST_TOTAL);
  const selected = selectGenes(problem, rows);
  const first = pseudoCounts(selected, groups, FIRST_DISPERSION).map(atLeastZero);
  const delta = minimizeBounded(
    (place) => -conditionalSum(first, groups, 1 / place - 1),
    LEAST_DELTA,
    LARGEST_DELTA,
    TOLERANCE,
  );
  const pseudo = pseudoCounts(selected, groups, delta / (1 - delta)).map(atLeastZero);
  const grid = new Float64Array(rows.length * GRID_SIZE);
  GRID.forEach((place, i) => {
    const evaluate = createConditional(groups, 1 / dispersionAt(place));
    for (let gene = 0; gene < rows.length; gene++) {
      for (let group = 0; group < count; group++) grid[gene * GRID_SIZE + i]! += evaluate(pseudo, gene, group);
    }
  });
  return dispersionsFromGrid(problem, designOfGroups(codes, count), { grid, rows }, options, notes);
}

function atLeastZero(value: number): number {
  return Math.max(value, 0);
}

/** One column per group. */
function designOfGroups(codes: Int32Array, count: number): ModelMatrix {
  const values = new Float64Array(codes.length * count);
  codes.forEach((code, j) => {
    values[j * count + code] = 1;
  });
  return makeModelMatrix(values, codes.length, count);
}

/** Over all genes and groups; rounded as R rounds it, since the last steps of the search follow the rounding. */
function conditionalSum(pseudo: Float64Array, groups: Groups, size: number): number {
  const genes = pseudo.length / groups.members.length;
  const evaluate = createConditional(groups, size);
  let total = 0;
  for (let group = 0; group < groups.starts.length - 1; group++) {
    total += carriedSum(genes, (gene) => evaluate(pseudo, gene, group));
  }
  return total;
}

/**
 * The log-likelihood of a group of counts z of a gene given their sum: sum of ln Gamma(z + r) + ln Gamma(n r)
 * - ln Gamma(sum z + n r) - n ln Gamma(r), r = `size` = 1 / phi.
 */
function createConditional({ members, starts }: Groups, size: number) {
  const width = members.length;
  const logGammaSize = lgamma(size);
  const logGammaGroup = Array.from({ length: starts.length - 1 }, (_, g) =>
    lgamma((starts[g + 1]! - starts[g]!) * size),
  );
  return (pseudo: Float64Array, gene: number, group: number): number => {
    const first = starts[group]!;
    const end = starts[group + 1]!;
    const n = end - first;
    let sum = 0;
    let value = 0;
    for (let i = first; i < end; i++) {
      const z = pseudo[gene * width + i]!;
      sum += z;
      value += lgamma(z + size);
    }
    return value + logGammaGroup[group]! - lgamma(n * (sum / n) + n * size) - n * logGammaSize;
  };
}
