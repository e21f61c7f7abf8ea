import { orderAscending } from '../../../stats/ranks/order-ascending.ts';
import type { Deseq2Results } from '../results/deseq2-results.ts';
import { fitNormalMixture, type NormalMixtureFit, type Posterior, writePosterior } from './normal-mixture-prior.ts';

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
export function shrinkAshr({ label, log2FoldChange: effects, lfcSE: errors }: Deseq2Results): AshrShrinkage {
  const genes = effects.length;
  const known: number[] = [];
  for (let gene = 0; gene < genes; gene++) if (!Number.isNaN(effects[gene]!) && errors[gene]! > 0) known.push(gene);
  const prior = fitNormalMixture(
    Float64Array.from(known, (gene) => effects[gene]!),
    Float64Array.from(known, (gene) => errors[gene]!),
  );
  const log2FoldChange = Float64Array.from(effects);
  const lfcSE = Float64Array.from(errors);
  const falseSigns = new Float64Array(genes).fill(Number.NaN);
  const scratch = new Float64Array(prior.deviations.length);
  const posterior: Posterior = { mean: 0, deviation: 0, falseSign: 0 };
  const unseen = priorDeviation(prior);
  for (let gene = 0; gene < genes; gene++) {
    if (Number.isNaN(effects[gene]!)) {
      log2FoldChange[gene] = 0;
      lfcSE[gene] = unseen;
      falseSigns[gene] = 0.5;
    } else if (errors[gene]! > 0) {
      writePosterior(effects[gene]!, errors[gene]!, prior, scratch, posterior);
      log2FoldChange[gene] = posterior.mean;
      lfcSE[gene] = posterior.deviation;
      falseSigns[gene] = posterior.falseSign;
    }
  }
  const svalue = new Float64Array(genes).fill(Number.NaN);
  let sum = 0;
  orderAscending(falseSigns).forEach((gene, rank) => {
    sum += falseSigns[gene]!;
    svalue[gene] = sum / (rank + 1);
  });
  return { type: 'ashr', label, log2FoldChange, lfcSE, svalue, prior };
}

function priorDeviation({ deviations, proportions }: NormalMixtureFit): number {
  return Math.sqrt(deviations.reduce((sum, sd, k) => sum + proportions[k]! * sd * sd, 0));
}
