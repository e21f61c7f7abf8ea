import { type Graph, node, type Source } from './engine/graph.ts';
import { combine } from './stages/combine/combine-stage.ts';
import { consensus } from './stages/consensus/consensus-stage.ts';
import { differential } from './stages/differential/differential-stage.ts';
import { enrich } from './stages/enrich/enrich-stage.ts';
import { combinedExports } from './stages/exports/combined-exports-stage.ts';
import { exports } from './stages/exports/exports-stage.ts';
import { ingest } from './stages/ingest/ingest-stage.ts';
import { normalize } from './stages/normalize/normalize-stage.ts';
import { patients } from './stages/patients/patients-stage.ts';
import { quality } from './stages/quality/quality-stage.ts';
import { rank } from './stages/rank/rank-stage.ts';
import { report } from './stages/report/report-stage.ts';
import { seeds } from './stages/seeds/seeds-stage.ts';
import { shared } from './stages/shared/shared-stage.ts';
import { targets } from './stages/targets/targets-stage.ts';
import { utrs } from './stages/utrs/utrs-stage.ts';
import { verdict } from './stages/verdict/verdict-stage.ts';
import type { StudyKey } from './study/options/option-table.ts';
import { filesOf, type Study, studyFiles } from './study/study.ts';

const files = (key: keyof typeof studyFiles & StudyKey): Source<Study> => ({
  from: 'study',
  key,
  paths: (study) => [studyFiles[key](study) ?? []].flat(),
});
/** Files of the cohort that a stage is run for. */
const ofCohort = (name: 'expression' | 'clinical'): Source<Study> => ({
  from: 'study',
  key: 'cohorts' satisfies StudyKey,
  paths: ({ cohorts }, places) => {
    const id = places.get('cohort')?.id;
    return cohorts.filter((cohort) => cohort.id === id).flatMap((cohort) => cohort[name] ?? []);
  },
});
const output = (stage: string, name: string): Source<Study> => ({ from: 'stage', stage, output: name });
/** Of the engine that the genes are ranked by. */
const differentialOutput = (name: string, every?: readonly string[]): Source<Study> => ({
  from: 'stage',
  stage: 'differential',
  output: name,
  first: ['engine'],
  every,
});

/** The stages of a study and where each takes its inputs from, each after those that it reads. */
export const graph: Graph<Study> = [
  node(utrs, { genome: files('genome'), annotation: files('annotation') }),
  node(ingest, {
    table: files('differential'),
    counts: files('counts'),
    samples: files('samples'),
    lengths: files('lengths'),
    transcriptGenes: files('transcript_genes'),
    annotation: files('annotation'),
    mirnas: files('mirnas'),
    utrs: files('utrs'),
    cutUtrs: output('utrs', 'utrs'),
  }),
  node(normalize, {
    counts: output('ingest', 'counts'),
    lengths: output('ingest', 'lengths'),
    sizeFactorTable: files('size_factors'),
    factorTable: files('normalization_factors'),
    controlGenes: files('control_genes'),
  }),
  node(differential, {
    table: files('differential'),
    counts: output('ingest', 'counts'),
    samples: output('ingest', 'samples'),
    lengths: output('ingest', 'lengths'),
    sizeFactors: output('normalize', 'sizeFactorsTyped'),
    normalizationFactors: output('normalize', 'normalizationFactors'),
    sizeFactorTable: files('size_factors'),
    factorTable: files('normalization_factors'),
    controlGenes: files('control_genes'),
    filter: files('filter'),
  }),
  node(consensus, {
    results: output('differential', 'resultsTyped'),
    rows: output('differential', 'rowsTyped'),
    summary: output('differential', 'summary'),
    counts: output('ingest', 'counts'),
    samples: output('ingest', 'samples'),
  }),
  node(targets, {
    mirna: output('ingest', 'mirna'),
    utrs: files('utrs'),
    sequences: output('ingest', 'sequences'),
    cutCoding: output('utrs', 'coding'),
    orfs: files('orfs'),
    airs: files('airs'),
    parameters: files('targetscan_params'),
    accessibility: files('accessibility'),
  }),
  node(shared, {
    results: differentialOutput('resultsTyped', ['contrast']),
    mirna: output('ingest', 'mirna'),
    backgroundMirnas: output('ingest', 'backgroundMirnas'),
    background: files('background'),
    sequences: output('ingest', 'sequences'),
    utrLinks: output('ingest', 'utrLinksTyped'),
  }),
  node(rank, {
    results: differentialOutput('resultsTyped'),
    shared: output('shared', 'genesTyped'),
    sharedSummary: output('shared', 'summary'),
    mirna: output('ingest', 'mirna'),
    sites: output('targets', 'sitesTyped'),
    siteCounts: output('targets', 'countsTyped'),
    codingSites: output('targets', 'codingSitesTyped'),
    utrLinks: output('ingest', 'utrLinksTyped'),
    annotation: output('ingest', 'annotationTyped'),
  }),
  node(combine, {
    results: differentialOutput('resultsTyped'),
    shared: output('shared', 'genesTyped'),
    sharedSummary: output('shared', 'summary'),
    mirna: output('ingest', 'mirna'),
    sites: output('targets', 'sitesTyped'),
    siteCounts: output('targets', 'countsTyped'),
    codingSites: output('targets', 'codingSitesTyped'),
    utrLinks: output('ingest', 'utrLinksTyped'),
    annotation: output('ingest', 'annotationTyped'),
  }),
  node(seeds, {
    results: differentialOutput('resultsTyped'),
    shared: output('shared', 'genesTyped'),
    sharedSummary: output('shared', 'summary'),
    mirna: output('ingest', 'mirna'),
    mirnas: files('mirnas'),
    sequences: output('ingest', 'sequences'),
    utrLinks: output('ingest', 'utrLinksTyped'),
  }),
  node(enrich, {
    results: differentialOutput('resultsTyped'),
    sets: files('gene_sets'),
    ranking: output('rank', 'rankingTyped'),
    annotation: output('ingest', 'annotationTyped'),
    counts: output('ingest', 'counts'),
    samples: output('ingest', 'samples'),
  }),
  node(patients, {
    ranking: output('rank', 'rankingTyped'),
    expression: ofCohort('expression'),
    clinical: ofCohort('clinical'),
  }),
  node(verdict, {
    ranking: output('rank', 'rankingTyped'),
    survival: output('patients', 'survivalTyped'),
    tumorNormal: output('patients', 'tumorNormalTyped'),
    sets: output('enrich', 'setsTyped'),
  }),
  node(exports, {
    results: differentialOutput('resultsTyped'),
    ranking: output('rank', 'rankingTyped'),
    mirna: output('ingest', 'mirna'),
    sites: output('targets', 'sitesTyped'),
    utrLinks: output('ingest', 'utrLinksTyped'),
    utrRegions: output('utrs', 'regionsTyped'),
    annotation: output('ingest', 'annotationTyped'),
  }),
  node(combinedExports, {
    ranking: output('combine', 'rankingTyped'),
    mirna: output('ingest', 'mirna'),
    sites: output('targets', 'sitesTyped'),
    utrLinks: output('ingest', 'utrLinksTyped'),
    utrRegions: output('utrs', 'regionsTyped'),
  }),
  node(quality, {
    counts: output('ingest', 'counts'),
    sizeFactors: output('normalize', 'sizeFactorsTyped'),
    normalizationFactors: output('normalize', 'normalizationFactors'),
  }),
  node(report, {
    counts: output('ingest', 'counts'),
    samples: output('ingest', 'samples'),
    annotation: output('ingest', 'annotationTyped'),
    mirna: output('ingest', 'mirna'),
    utrLinks: output('ingest', 'utrLinksTyped'),
    sequences: output('ingest', 'sequences'),
    sizeFactors: output('normalize', 'sizeFactorsTyped'),
    normalizationFactors: output('normalize', 'normalizationFactors'),
    pca: output('quality', 'pcaTyped'),
    distances: output('quality', 'distancesTyped'),
    quality: output('quality', 'summary'),
    results: differentialOutput('resultsTyped'),
    rows: differentialOutput('rowsTyped'),
    summary: differentialOutput('summary'),
    consensus: output('consensus', 'consensusTyped'),
    siteCounts: output('targets', 'countsTyped'),
    sites: output('targets', 'sitesTyped'),
    siteDuplexes: output('targets', 'siteDuplexesTyped'),
    ingestNotes: output('ingest', 'notes'),
    targetNotes: output('targets', 'notes'),
    ranking: output('rank', 'rankingTyped'),
    siteShifts: output('rank', 'siteShiftsTyped'),
    combined: output('combine', 'rankingTyped'),
    studyFiles: { from: 'study', key: 'counts', paths: filesOf },
    sharedSummary: output('shared', 'summary'),
    sharedContrasts: output('shared', 'contrasts'),
    seedVerdict: output('seeds', 'verdict'),
    seedFamilies: output('seeds', 'familiesTyped'),
    seedLandscape: output('seeds', 'landscapeTyped'),
    sets: output('enrich', 'setsTyped'),
    setCurves: output('enrich', 'runningScoresTyped'),
    setOverlaps: output('enrich', 'overlapsTyped'),
    setNotes: output('enrich', 'notes'),
    patientCurves: output('patients', 'curves'),
    patientNotes: output('patients', 'notes'),
    verdict: output('verdict', 'verdictTyped'),
    verdictNotes: output('verdict', 'notes'),
  }),
];
