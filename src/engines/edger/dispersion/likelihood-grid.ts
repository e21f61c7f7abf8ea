import * as math from '../../../stats/math/portable.ts';
import { type CountProblem, type ModelMatrix, makeModelMatrix, readGene } from '../glm/count-problem.ts';
import { groupProblem } from '../glm/group-kernel.ts';
import { rowsOfPattern, zeroFitPattern } from '../glm/zero-fits.ts';
import { type DispersionTable, tabulateDispersion } from './dispersion-table.ts';
import { gridOfGroups } from './grid-of-groups.ts';
import { createProfiledGene, type ProfiledGene } from './profile-likelihood.ts';

const FIRST = -10;
/** Number of dispersions at which every gene's likelihood is known. */
export const GRID_SIZE = 21;
/** log2(phi / 0.1) of the grid: -10, -9, ..., 10. */
export const GRID = Float64Array.from({ length: GRID_SIZE }, (_, i) => FIRST + i);

/** The dispersion at a place of the grid, or between. */
export function dispersionAt(place: number): number {
  return 0.1 * math.pow(2, place);
}

const ZERO_FIT_DISPERSION = 0.05;

/**
 * Cox-Reid adjusted likelihoods of every gene on the grid of dispersions, [genes x 21] row-major.
 *
 * Zero fits (counts of 0 fitted as 0) are left out, together with the columns of the design that depend on others there; a
 * gene that leaves as many samples as columns says nothing and gets 0.
 * Source: Chen, Lun and Smyth 2014, doi:10.1007/978-3-319-07212-8_3; Lun and Smyth 2017, doi:10.1515/sagmb-2017-0010.
 */
export function profileLikelihoods(problem: CountProblem, design: ModelMatrix): Float64Array {
  const tables = Array.from(GRID, (place) => tabulateDispersion(dispersionAt(place)));
  const grouped = groupProblem(problem, design);
  const grid =
    (grouped && gridOfGroups(grouped, design, tables)) ?? new Float64Array(problem.genes * GRID_SIZE).fill(Number.NaN);
  fillMissing(problem, design, tables, grid);
  return grid;
}

/** Fills the rows of genes whose first likelihood is NaN. */
function fillMissing(
  problem: CountProblem,
  design: ModelMatrix,
  tables: readonly DispersionTable[],
  grid: Float64Array,
): void {
  const { genes, samples, counts, sizes } = problem;
  const whole = createProfiledGene(design, sizes);
  const partial = createPartialGenes(design, sizes);
  const gene = new Float64Array(samples);
  for (let row = 0, from = 0; row < genes; row++, from += samples) {
    if (!Number.isNaN(grid[row * GRID_SIZE]!)) continue;
    readGene(counts, from, gene);
    let pattern = '';
    if (gene.includes(0)) {
      whole.fitter.fit(gene, ZERO_FIT_DISPERSION);
      pattern = zeroFitPattern(gene, 0, whole.fitter.mu, 0, samples);
    }
    const at = row * GRID_SIZE;
    if (pattern === '') {
      for (let i = 0; i < GRID_SIZE; i++) grid[at + i] = whole.evaluate(gene, tables[i]!, i > 0);
      continue;
    }
    const part = partial(pattern);
    if (part === undefined) {
      grid.fill(0, at, at + GRID_SIZE);
      continue;
    }
    part.samples.forEach((j, i) => {
      part.gene[i] = gene[j]!;
    });
    for (let i = 0; i < GRID_SIZE; i++) grid[at + i] = part.profiled.evaluate(part.gene, tables[i]!, i > 0);
  }
}

interface PartialGene {
  readonly samples: Int32Array;
  /** Room for their counts. */
  readonly gene: Float64Array;
  readonly profiled: ProfiledGene;
}

/** Evaluators for genes with zero fits, one per pattern; undefined where nothing is left to estimate a dispersion from. */
function createPartialGenes(design: ModelMatrix, sizes: Float64Array): (pattern: string) => PartialGene | undefined {
  const known = new Map<string, PartialGene | undefined>();
  return (pattern) => {
    if (known.has(pattern)) return known.get(pattern);
    const { samples, values, rank } = rowsOfPattern(design, pattern);
    const part =
      samples.length <= rank
        ? undefined
        : {
            samples,
            gene: new Float64Array(samples.length),
            profiled: createProfiledGene(
              makeModelMatrix(values, samples.length, rank),
              Float64Array.from(samples, (j) => sizes[j]!),
            ),
          };
    known.set(pattern, part);
    return part;
  };
}
