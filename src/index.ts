/** The package's library: pure functions from values to values, with the numbers of the R packages they are named after. */

export type { Deseq2Input } from './deseq2/check-counts.ts';
export type { Dependencies } from './deseq2/dependencies.ts';
export { type Deseq2Analysis, type Deseq2Options, deseq2 } from './deseq2/deseq2.ts';
export type { DispersionTrend, FitType } from './deseq2/dispersion-trend.ts';
export { type Deseq2Fit, type FitOptions, fitDeseq2 } from './deseq2/fit.ts';
export { normalizedCounts } from './deseq2/problem.ts';
export { type RlogOptions, transformRlog } from './deseq2/regularized-log.ts';
export { type Deseq2Results, deseq2Results, type ResultsOptions } from './deseq2/results.ts';
export { type ApeglmOptions, type ApeglmShrinkage, shrinkApeglm } from './deseq2/shrink-apeglm.ts';
export { type NormalOptions, type NormalShrinkage, shrinkNormal } from './deseq2/shrink-normal.ts';
export { resultColumns, rowColumns } from './deseq2/table-columns.ts';
export { type Transformed, transformVst, type VstOptions } from './deseq2/variance-stabilization.ts';
export type { Alternative } from './deseq2/wald.ts';
export type { Contrast } from './design/contrast.ts';
export { buildDesign, type Design, type DesignOptions } from './design/design.ts';
export type { Note } from './design/note.ts';
export { Fault, type FaultDetails, formatFault } from './fault.ts';
export { samplePca } from './normalize/sample-pca.ts';
export { medianRatioSizeFactors, type SizeFactorOptions } from './normalize/size-factors.ts';
export { type AdjustMethod, adjustPValues } from './stats/p-adjust.ts';
