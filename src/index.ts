/** The package's library: pure functions from values to values, with the numbers of the R packages they are named after. */

export { type AdoptedResults, adoptResults } from './analyses/adopt-results.ts';
export { edgerGeneResults } from './analyses/analyze-by-edger.ts';
export { analyzeByEngine } from './analyses/analyze-by-engine.ts';
export { limmaGeneResults } from './analyses/analyze-by-limma.ts';
export { analyzeContrast, type ContrastAnalysis, type ContrastSummary } from './analyses/analyze-contrast.ts';
export { checkSamples, type SampleChecks } from './analyses/check-samples.ts';
export { askCohort, type CohortAnswer, type CohortQuestion } from './analyses/cohorts/ask-cohort.ts';
export { chooseJudgedGenes, type JudgedGenes } from './analyses/cohorts/choose-judged-genes.ts';
export { compareTissues, type TissueComparison, type TissueDifference } from './analyses/cohorts/compare-tissues.ts';
export { type Cut, type CutCurves, cutCurves, readCut } from './analyses/cohorts/cut-curves.ts';
export { findCohortGenes, keepGenes } from './analyses/cohorts/find-cohort-genes.ts';
export {
  type Cohort,
  type Endpoint,
  type EndpointColumns,
  joinCohort,
  readCovariates,
  readEndpoint,
} from './analyses/cohorts/join-cohort.ts';
export { type CandidateAnswer, type CandidateQuestion, judgeCandidates } from './analyses/cohorts/judge-candidates.ts';
export type { CohortFiles } from './analyses/cohorts/open-cohort.ts';
export { type PooledGene, poolGenes } from './analyses/cohorts/pool-genes.ts';
export { type GeneModel, type SurvivalQuestionOfGenes, surviveGenes } from './analyses/cohorts/survive-genes.ts';
export { type TissueOptions, type Tissues, tellTissues } from './analyses/cohorts/tissues.ts';
export { consensusValues } from './analyses/consensus/consensus-values.ts';
export { type EngineEvidence, type EngineOpinion, opinionOf } from './analyses/consensus/engine-opinion.ts';
export {
  type Agreement,
  type Consensus,
  type ConsensusQuestion,
  findConsensus,
} from './analyses/consensus/find-consensus.ts';
export type { EngineAnalysis, EngineRequest } from './analyses/engine-request.ts';
export { enrichResults, type ResultQuestion } from './analyses/enrichment/enrich-results.ts';
export { enrichSets, type SetAnswer, type SetOptions, type SetQuestion } from './analyses/enrichment/enrich-sets.ts';
export { gatherCollections } from './analyses/enrichment/gather-collections.ts';
export { type NormalizedSamples, normalizeSamples } from './analyses/normalize-samples.ts';
export { type RankAnswer, rankGenes } from './analyses/ranking/rank-genes.ts';
export type { RankQuestion } from './analyses/ranking/rank-question.ts';
export { type KnownSites, knownSites } from './analyses/ranking/sites-of-genes.ts';
export {
  type BackgroundResults,
  type SharedAnswer,
  type SharedQuestion,
  takeOutShared,
} from './analyses/ranking/take-out-shared.ts';
export {
  explainBySeeds,
  familySites,
  type SeedAnswer,
  type SeedQuestion,
} from './analyses/seeds/explain-by-seeds.ts';
export type { FamilySites } from './analyses/seeds/family-sites.ts';
export { type FoundTargets, findTargets, type TargetFiles } from './analyses/targets/find-targets.ts';
export { codingSiteValues, targetValues, utrFacts } from './analyses/targets/target-values.ts';
export { resultTable } from './artifacts/result-table.ts';
export { compareGroups, type GroupComparison } from './cohorts/compare-groups.ts';
export { type Effect, hedgesG, meanDifference } from './cohorts/effect-sizes.ts';
export { type ModeratedDifference, moderatedDifference } from './cohorts/moderated-difference.ts';
export { type MetaAnalysis, type PooledEffect, poolEffects } from './cohorts/pool-effects.ts';
export type { TTest } from './cohorts/t-tests.ts';
export type { Contrast } from './design/contrast.ts';
export { buildDesign, type Design, type DesignOptions } from './design/design.ts';
export type { Note } from './design/note.ts';
export type { Deseq2Input } from './engines/check-input.ts';
export { type Deseq2Analysis, type Deseq2Options, deseq2 } from './engines/deseq2/deseq2.ts';
export type { DispersionTrend, FitType } from './engines/deseq2/fit/dispersion-trend.ts';
export { type Deseq2Fit, type FitOptions, fitDeseq2 } from './engines/deseq2/fit/fit-deseq2.ts';
export type { Dependencies } from './engines/deseq2/kernel/dependencies.ts';
export { geneResults, rowColumns } from './engines/deseq2/result-columns.ts';
export { type Deseq2Results, deseq2Results, type ResultsOptions } from './engines/deseq2/results/deseq2-results.ts';
export type { Alternative } from './engines/deseq2/results/wald.ts';
export { type ApeglmOptions, type ApeglmShrinkage, shrinkApeglm } from './engines/deseq2/shrink/shrink-apeglm.ts';
export { type AshrShrinkage, shrinkAshr } from './engines/deseq2/shrink/shrink-ashr.ts';
export { type NormalOptions, type NormalShrinkage, shrinkNormal } from './engines/deseq2/shrink/shrink-normal.ts';
export { type RlogOptions, transformRlog } from './engines/deseq2/transform/regularized-log.ts';
export { type Transformed, transformVst, type VstOptions } from './engines/deseq2/transform/variance-stabilization.ts';
export {
  type EdgerAnalysis,
  type EdgerExactOptions,
  type EdgerLegacyOptions,
  type EdgerLRTOptions,
  type EdgerOptions,
  type EdgerQLOptions,
  edgerExact,
  edgerLRT,
  edgerQL,
  edgerQLLegacy,
} from './engines/edger/edger.ts';
export { edgerColumns, edgerRowColumns } from './engines/edger/result-columns.ts';
export type { EdgerResults } from './engines/edger/results.ts';
export type { EngineName } from './engines/engine-name.ts';
export type { GeneResults } from './engines/gene-results.ts';
export {
  type LimmaAnalysis,
  type LimmaOptions,
  type LimmaTrendOptions,
  type LimmaVoomOptions,
  limmaTrend,
  limmaVoom,
  voomLmFit,
} from './engines/limma/limma.ts';
export type { LimmaResults } from './engines/limma/limma-results.ts';
export { limmaColumns, limmaRowColumns } from './engines/limma/result-columns.ts';
export { type CameraExperimentOptions, type CameraShift, camera } from './enrichment/sets/camera.ts';
export { type CameraOptions, cameraRanked, type SetShift } from './enrichment/sets/camera-ranked.ts';
export { type EnrichmentScore, enrichmentScore, type ScoreSide } from './enrichment/sets/enrichment-score.ts';
export { type FryResult, fry } from './enrichment/sets/fry.ts';
export type { SetExperiment } from './enrichment/sets/gene-effects.ts';
export { divideBySize, type GseaOptions, type GseaResult, gsea } from './enrichment/sets/gsea.ts';
export { type OverRepresentation, overRepresentation } from './enrichment/sets/over-representation.ts';
export { placesOf, type RankedList, rankForSets } from './enrichment/sets/ranked-list.ts';
export { groupRedundantSets, jaccardOverlap, type SetGroup } from './enrichment/sets/redundant-sets.ts';
export { correlateScore, type ScoreCorrelation } from './enrichment/sets/score-correlation.ts';
export {
  type SeparatedSet,
  type SeparationOptions,
  type SetCause,
  type Shift,
  type SiteGenes,
  separateSiteEffects,
} from './enrichment/sets/separate-site-effects.ts';
export { type SampleExpression, ssgseaScores, zScores } from './enrichment/sets/set-scores.ts';
export { Fault, type FaultDetails, formatFault } from './fault.ts';
export type { InputFile } from './formats/bytes/input-file.ts';
export type { ClinicalTable } from './formats/clinical/clinical-columns.ts';
export { readClinicalTable } from './formats/clinical/clinical-table.ts';
export { type ExpressionMatrix, readExpressionMatrix } from './formats/clinical/expression-matrix.ts';
export { findGene, type GeneAnswer, type NameKind } from './genes/find-gene.ts';
export { type HumanGene, type HumanGenes, humanGenesRelease, loadHumanGenes } from './genes/human-genes.ts';
export type { DuplexDrawing } from './mirna/duplex/duplex-drawing.ts';
export type { DuplexHit } from './mirna/duplex/duplex-job.ts';
export type { ExtremeValueParameters, TargetSet } from './mirna/duplex/duplex-pvalue.ts';
export type { Duplex, DuplexRules } from './mirna/duplex/duplex-recursion.ts';
export { type HybridizeOptions, hybridizeTargets } from './mirna/duplex/hybridize-targets.ts';
export { type Mirna, parseMirna } from './mirna/families/mirna.ts';
export { type ResolvedMirnas, resolveMirna, resolveMirnas } from './mirna/families/resolve-mirna.ts';
export type { SeedSiteType } from './mirna/sites/site-types.ts';
export {
  findSites,
  type NamedSeed,
  type ScanOptions,
  type Site,
  scanUtrs,
  type Utr,
  type UtrSite,
} from './mirna/sites/utr-scanner.ts';
export { normalizedCounts } from './normalize/normalized-counts.ts';
export { samplePca } from './normalize/sample-pca.ts';
export { medianRatioSizeFactors, type SizeFactorOptions } from './normalize/size-factors.ts';
export { type AdjustMethod, adjustPValues } from './stats/ranks/p-adjust.ts';
export { type Concordance, concordanceOf } from './survival/concordance.ts';
export { type BaselineHazard, baselineHazard } from './survival/cox/baseline-hazard.ts';
export { type CoxFit, type CoxOptions, type CoxTest, fitCox } from './survival/cox/fit-cox.ts';
export { type CoxResiduals, coxResiduals } from './survival/cox/fitted-residuals.ts';
export { type HazardRatios, hazardRatios } from './survival/cox/hazard-ratios.ts';
export type { CoxTerm } from './survival/cox/model-columns.ts';
export {
  type ProportionalHazardsRow,
  type TimeTransform,
  testProportionalHazards,
} from './survival/cox/proportional-hazards.ts';
export type { LimitsType } from './survival/curves/confidence-limits.ts';
export { type GroupCurves, kaplanMeierByGroup } from './survival/curves/curves-by-group.ts';
export { type CurveOptions, kaplanMeier } from './survival/curves/kaplan-meier.ts';
export { curveAt, numberAtRisk } from './survival/curves/number-at-risk.ts';
export { type RestrictedMean, restrictedMean } from './survival/curves/restricted-mean.ts';
export type { SurvivalCurve } from './survival/curves/survival-curve.ts';
export { type SurvivalQuantile, survivalQuantile } from './survival/curves/survival-quantile.ts';
export { type BestCut, type BestCutOptions, searchBestCut } from './survival/cuts/best-cut.ts';
export { type CutRule, cutIntoGroups, type GroupCut } from './survival/cuts/group-cuts.ts';
export { type LogRankTest, logRankTest } from './survival/log-rank.ts';
export {
  fitGeneModels,
  type GeneModelPlan,
  type GeneModelStatus,
  type GeneModels,
  planGeneModels,
} from './survival/many-genes/fit-gene-models.ts';
export type { Labels, SurvivalQuestion } from './survival/survival-rows.ts';
export { type Estimate, type Judgement, judgeEstimates, type Verdict } from './verdict/judge-estimates.ts';
export { matchControls } from './verdict/match-controls.ts';
