import { plainBackgroundSums } from './background-sums.ts';
import { backgroundComponents, backgroundDensities, targetDensities } from './effect-components.ts';
import { type EstimatedGenes, plainGeneEffects } from './gene-effects.ts';
import type { GeneSums } from './gene-sums.ts';
import { openTwoGroupKernel } from './two-group-kernel.ts';

/**
 * The sums of the two-group model by WebAssembly, or plainly where the process gets no memory for that. `repression`, `standardError` > 0: [genes];
 * `withoutSite`: the genes without sites.
 *
 * @param mayUseWasm false for plain TypeScript
 */
export function openGeneSums(
  repression: Float64Array,
  standardError: Float64Array,
  withoutSite: Uint32Array,
  mayUseWasm = true,
): GeneSums {
  const kernel = mayUseWasm ? openTwoGroupKernel(repression, standardError, withoutSite) : undefined;
  return kernel ?? plainGeneSums(repression, standardError, withoutSite);
}

function plainGeneSums(repression: Float64Array, standardError: Float64Array, withoutSite: Uint32Array): GeneSums {
  const genes: EstimatedGenes = {
    repression,
    standardError,
    backgroundDensity: backgroundDensities(repression, standardError),
    targetDensity: targetDensities(repression, standardError),
  };
  const density = pickRows(genes.backgroundDensity, withoutSite, backgroundComponents);
  return {
    ...genes,
    isPlain: true,
    backgroundSums: (rest, target) => plainBackgroundSums({ density, rest, target }),
    effects: (mixtures) => plainGeneEffects(genes, mixtures),
  };
}

/** Rows of a matrix of so many columns. */
export function pickRows(values: Float64Array, rows: Uint32Array, columns: number): Float64Array {
  const picked = new Float64Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * columns;
    for (let k = 0; k < columns; k++) picked[i * columns + k] = values[from + k]!;
  }
  return picked;
}
