import { type CountProblem, type ModelMatrix, readGene } from './count-problem.ts';
import { createGeneFitter } from './create-gene-fitter.ts';
import { fitGroups } from './group-kernel.ts';
import { createLevelSolver } from './level-solver.ts';
import { sumUnitDeviances } from './unit-deviance.ts';

/** Models of all genes at given dispersions. */
export interface GeneFits {
  /** [genes]. */
  readonly deviance: Float64Array;
  /** [genes x samples], row-major. */
  readonly mu: Float64Array;
}

/**
 * Fits the design to every gene; see `createGeneFitter`.
 *
 * @param dispersion [genes], or one for all
 */
export function fitGenes(problem: CountProblem, design: ModelMatrix, dispersion: Float64Array | number): GeneFits {
  const fits = fitGroups(problem, design, dispersion, { mu: true, deviance: true });
  if (fits !== undefined) return { deviance: fits.deviance!, mu: fits.mu! };
  const { genes, samples, counts } = problem;
  const fitter = createGeneFitter(design, problem.sizes);
  const gene = new Float64Array(samples);
  const deviance = new Float64Array(genes);
  const mu = new Float64Array(genes * samples);
  for (let row = 0, from = 0; row < genes; row++, from += samples) {
    const phi = typeof dispersion === 'number' ? dispersion : dispersion[row]!;
    readGene(counts, from, gene);
    fitter.fit(gene, phi);
    deviance[row] = sumUnitDeviances(gene, fitter.mu, samples, phi);
    mu.set(fitter.mu, from);
  }
  return { deviance, mu };
}

/** As `fitGenes` where only means matter, [genes x samples]. */
export function fitMeans(problem: CountProblem, design: ModelMatrix, dispersion: Float64Array | number): Float64Array {
  return fitGroups(problem, design, dispersion, { mu: true })?.mu ?? fitGenes(problem, design, dispersion).mu;
}

/** As `fitGenes` where only deviances matter, [genes]: null hypotheses. */
export function fitDeviances(
  problem: CountProblem,
  design: ModelMatrix,
  dispersion: Float64Array | number,
): Float64Array {
  const { genes, samples, counts } = problem;
  if (design.columns === 0) return offsetDeviances(problem, dispersion);
  const fits = fitGroups(problem, design, dispersion, { deviance: true });
  if (fits !== undefined) return fits.deviance!;
  const fitter = createGeneFitter(design, problem.sizes);
  const gene = new Float64Array(samples);
  const deviance = new Float64Array(genes);
  for (let row = 0, from = 0; row < genes; row++, from += samples) {
    const phi = typeof dispersion === 'number' ? dispersion : dispersion[row]!;
    readGene(counts, from, gene);
    fitter.fit(gene, phi);
    deviance[row] = sumUnitDeviances(gene, fitter.mu, samples, phi);
  }
  return deviance;
}

/** Coefficients of every gene, natural logarithm, [genes x columns] row-major. */
export function fitCoefficients(
  problem: CountProblem,
  design: ModelMatrix,
  dispersion: Float64Array | number,
): Float64Array {
  const fits = fitGroups(problem, design, dispersion, { levels: true });
  if (fits !== undefined) return coefficientsOf(fits.levels!, design);
  const { genes, samples, counts } = problem;
  const fitter = createGeneFitter(design, problem.sizes);
  const gene = new Float64Array(samples);
  const beta = new Float64Array(genes * design.columns);
  for (let row = 0, from = 0; row < genes; row++, from += samples) {
    readGene(counts, from, gene);
    fitter.fit(gene, typeof dispersion === 'number' ? dispersion : dispersion[row]!);
    fitter.solveCoefficients();
    beta.set(fitter.beta, row * design.columns);
  }
  return beta;
}

/** Coefficients [genes x columns] from the levels of groups [genes x groups], as many. */
export function coefficientsOf(levels: Float64Array, design: ModelMatrix): Float64Array {
  const { columns } = design;
  const solve = createLevelSolver(design);
  const own = new Float64Array(columns);
  const solution = new Float64Array(columns);
  const beta = new Float64Array(levels.length);
  for (let from = 0; from < levels.length; from += columns) {
    for (let k = 0; k < columns; k++) own[k] = levels[from + k]!;
    solve(own, solution);
    for (let k = 0; k < columns; k++) beta[from + k] = solution[k]!;
  }
  return beta;
}

/** A design without columns fixes all means: mu_j = N_j. */
function offsetDeviances({ genes, samples, counts, sizes }: CountProblem, dispersion: Float64Array | number) {
  const gene = new Float64Array(samples);
  return Float64Array.from({ length: genes }, (_, row) => {
    readGene(counts, row * samples, gene);
    return sumUnitDeviances(gene, sizes, samples, typeof dispersion === 'number' ? dispersion : dispersion[row]!);
  });
}
