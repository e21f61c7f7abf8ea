import { orderAscending, takeInOrder } from '../../../stats/ranks/order-ascending.ts';
import type { Dependencies } from '../kernel/dependencies.ts';
import { mixEffectsHere } from '../kernel/effect-mixture.ts';
import type { Deseq2Results } from '../results/deseq2-results.ts';
import { fitNormalMixture, mixtureGrid, type NormalMixtureFit } from './normal-mixture-prior.ts';

/** Shrunken fold changes; all columns of length genes. */
export interface AshrShrinkage {
  readonly type: 'ashr';
  readonly label: string;
  /** Posterior mean. */
  readonly log2FoldChange: Float64Array;
  /** Posterior standard deviation. */
  readonly lfcSE: Float64Array;
  /** Expected share of wrong signs among this and all more certain genes. */
  readonly svalue: Float64Array;
  /** The mixture of normal distributions that true fold changes come from. */
  readonly prior: NormalMixtureFit;
}

/**
 * Shrinks the fold changes of any comparison toward 0 by a mixture of normal distributions fitted to all of them: R's
 * `lfcShrink(type = "ashr")`, which calls ashr with method `shrink`.
 *
 * As there, genes without counts, of which nothing is known, get what the prior says: no change, its standard deviation, an
 * even chance of either sign. Genes whose standard error is 0, because outlier replacement left them no count, stay at 0 and
 * have no s-value.
 * Accuracy: ashr's grid to rounding; the proportions are the optimum itself, where ashr 2.2 stops near it, so that fold
 * changes agree to 1e-5. Source: M. Stephens, Biostatistics 18 (2017) 275, doi:10.1093/biostatistics/kxw041.
 */
export function shrinkAshr(
  { label, log2FoldChange: effects, lfcSE: errors }: Pick<Deseq2Results, 'label' | 'log2FoldChange' | 'lfcSE'>,
  { mixEffects = mixEffectsHere }: Dependencies = {},
): AshrShrinkage {
  const genes = effects.length;
  const known = new Int32Array(genes);
  let rows = 0;
  for (let gene = 0; gene < genes; gene++) {
    if (!Number.isNaN(effects[gene]!) && errors[gene]! > 0) known[rows++] = gene;
  }
  const knownEffects = takeInOrder(effects, known.subarray(0, rows));
  const knownErrors = takeInOrder(errors, known.subarray(0, rows));
  const mixture = mixEffects(knownEffects, knownErrors, mixtureGrid(knownEffects, knownErrors));
  const prior = fitNormalMixture(mixture);
  const { mean, deviation, falseSign } = mixture.judge(prior.proportions);
  const log2FoldChange = Float64Array.from(effects);
  const lfcSE = Float64Array.from(errors);
  const falseSigns = new Float64Array(genes).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    const gene = known[row]!;
    log2FoldChange[gene] = mean[row]!;
    lfcSE[gene] = deviation[row]!;
    falseSigns[gene] = falseSign[row]!;
  }
  const unseen = priorDeviation(prior);
  for (let gene = 0; gene < genes; gene++) {
    if (!Number.isNaN(effects[gene]!)) continue;
    log2FoldChange[gene] = 0;
    lfcSE[gene] = unseen;
    falseSigns[gene] = 0.5;
  }
  const svalue = new Float64Array(genes).fill(Number.NaN);
  let sum = 0;
  const order = orderAscending(falseSigns);
  for (let rank = 0; rank < genes; rank++) {
    const gene = order[rank]!;
    sum += falseSigns[gene]!;
    svalue[gene] = sum / (rank + 1);
  }
  return { type: 'ashr', label, log2FoldChange, lfcSE, svalue, prior };
}

function priorDeviation({ deviations, proportions }: NormalMixtureFit): number {
  return Math.sqrt(deviations.reduce((sum, sd, k) => sum + proportions[k]! * sd * sd, 0));
}
