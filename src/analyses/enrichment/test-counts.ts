import type { Deseq2Input } from '../../engines/check-input.ts';
import { type LimmaOptions, prepareLimmaStudy } from '../../engines/limma/study.ts';
import { voom } from '../../engines/limma/voom.ts';
import { camera } from '../../enrichment/sets/camera.ts';
import { fry } from '../../enrichment/sets/fry.ts';
import type { SetExperiment } from '../../enrichment/sets/gene-effects.ts';
import type { MappedSet } from './map-sets.ts';

/** Counts with their design, for the tests that look at samples. */
export interface SetCounts extends Omit<Deseq2Input, 'isChecked' | 'geneIds'> {
  readonly geneIds: readonly string[];
  readonly options: LimmaOptions;
}

/** The experiment that camera and fry are made on: voom on the genes that `filterByExpr` keeps. */
export interface CountExperiment {
  readonly experiment: SetExperiment;
  /** [sets]: their genes as rows of the experiment. */
  readonly sets: readonly Int32Array[];
  readonly sampleIds: readonly string[];
  /** The row of a gene by its id; undefined where it is not expressed. */
  rowOf(id: string): number | undefined;
  readonly notes: readonly string[];
}

/** Brings counts into the form of limma; `ids` [genes] are those that the rows of `sets` count. */
export function prepareExperiment(
  { options, ...input }: SetCounts,
  sets: readonly MappedSet[],
  ids: readonly string[],
): CountExperiment {
  const { model, contrasts, prepared, geneIds } = prepareLimmaStudy(input, options, '3.54');
  const { counts, effectiveSizes, kept } = prepared;
  const { expression, weights } = voom(counts, effectiveSizes, model);
  const rowOf = new Map(Array.from(kept, (gene, row) => [geneIds[gene]!, row]));
  return {
    experiment: { expression, design: model, contrast: contrasts[0]!.weights, weights },
    sets: sets.map(({ rows }) => Int32Array.from([...rows].flatMap((row) => rowOf.get(ids[row]!) ?? []))),
    sampleIds: input.sampleIds,
    rowOf: (id) => rowOf.get(id),
    notes: [`camera and fry: voom on the counts of ${counts.genes} genes that filterByExpr keeps`],
  };
}

/** Camera on samples, `[sets]`; NaN for sets without expressed genes. */
export function cameraOnCounts(
  { experiment, sets }: CountExperiment,
  { rho, rankTest }: { readonly rho: number; readonly rankTest: boolean },
): { readonly t: Float64Array; readonly p: Float64Array } {
  const found = camera(experiment, sets, { correlation: rho, useRanks: rankTest });
  return { t: Float64Array.from(found, ({ t }) => t), p: Float64Array.from(found, ({ p }) => p) };
}

export function fryOnCounts({ experiment, sets }: CountExperiment): { readonly p: Float64Array } {
  return { p: Float64Array.from(fry(experiment, sets), ({ p }) => p) };
}
