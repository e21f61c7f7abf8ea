import type { BackgroundSums } from './background-sums.ts';
import type { EstimatedGenes, GeneEffects, GeneMixtures } from './gene-effects.ts';

/** What the two-group model computes gene by gene. */
export interface GeneSums extends EstimatedGenes {
  /** Whether WebAssembly had no memory, and plain TypeScript computes the same bits more slowly. */
  readonly isPlain: boolean;
  /** Over the genes without sites, given their `rest` and `target` (`SitelessGenes`), [withoutSite] each. */
  backgroundSums(rest: Float64Array, target: Float64Array): BackgroundSums;
  effects(mixtures: GeneMixtures): GeneEffects;
}
