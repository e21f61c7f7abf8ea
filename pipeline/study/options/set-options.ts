import type { KnownCollection } from '../../../src/enrichment/known-sets/known-sets.ts';
import type { RankStatistic, SampleScore, SetTest } from '../../../src/enrichment/set-tests.ts';
import type { Aspect } from '../../../src/formats/ontology/aspect.ts';
import { type Option, studyCommands } from './option.ts';

const ontology = { commands: ['sets'], group: 'Gene Ontology' } as const;
const enrich = { commands: ['enrich'], group: 'Gene sets' } as const;
const tests = { key: true, commands: [...studyCommands, 'enrich'], group: 'Gene sets' } as const;
const size = { type: 'number', min: 1, max: 100_000, whole: true } as const;

const BUILT_IN_SETS = ['go', 'hippo'] satisfies readonly KnownCollection[];
const COLLECTIONS =
  'GMT files, and builtin:go (Gene Ontology of 2022-07) or builtin:hippo (Hippo signaling, targets of YAP and TAZ), both human';

/** Gene sets: where they are from, and how they are tested. */
export const setOptions = {
  gene_sets: {
    key: true,
    commands: studyCommands,
    group: 'Gene sets',
    type: 'sources',
    builtIn: BUILT_IN_SETS,
    help: `gene sets to test: ${COLLECTIONS}`,
  },
  enrich_sets: {
    ...enrich,
    required: ['enrich'],
    type: 'sources',
    builtIn: BUILT_IN_SETS,
    flag: 'sets',
    help: COLLECTIONS,
  },
  ranks: { ...enrich, type: 'file', help: 'in place of --de, genes with a statistic each (.rnk)' },
  enrich_ranking: {
    ...enrich,
    type: 'file',
    flag: 'ranking',
    help: 'ranking.tsv of seedrank rank for the same table: candidates are tested too, and sets told apart by what moves them',
  },
  set_tests: {
    ...tests,
    type: 'choices',
    flag: 'tests',
    choices: ['camera', 'fry', 'ora', 'gsea'] satisfies readonly SetTest[],
    help: 'tests of gene sets; sets are ordered by the first (camera and fry on counts where a study has them, camera else on the statistic)',
    otherwise: 'all that can be made',
  },
  set_statistic: {
    ...tests,
    type: 'choice',
    flag: 'statistic',
    choices: ['auto', 'stat', 'signed-p'] satisfies readonly RankStatistic[],
    help: "what genes are ranked by: the engine's own statistic, or the signed log10 p-value; auto: the first if it has a sign",
    default: 'auto',
  },
  set_min: { ...tests, ...size, flag: 'min-size', help: 'fewest tested genes of a set', default: 15 },
  set_max: { ...tests, ...size, flag: 'max-size', help: 'most tested genes of a set', default: 500 },
  set_seed: {
    ...tests,
    type: 'number',
    min: 0,
    max: 4_294_967_295,
    whole: true,
    flag: 'seed',
    help: 'seed of the random sets of gsea',
    default: 1,
  },
  set_rho: {
    ...tests,
    type: 'number',
    min: 0,
    max: 1,
    flag: 'rho',
    help: 'correlation between the genes of a set that camera assumes',
    default: 0.01,
  },
  set_rank_test: { ...tests, type: 'switch', flag: 'rank-test', help: 'camera by ranks in place of the statistics' },
  set_scores: {
    key: true,
    commands: studyCommands,
    group: 'Gene sets',
    type: 'choice',
    choices: ['zscore', 'ssgsea'] satisfies readonly SampleScore[],
    help: 'how single samples are scored: z-scores do not depend on other sets, ssGSEA does',
    default: 'zscore',
  },
  activity: {
    key: true,
    commands: studyCommands,
    group: 'Gene sets',
    type: 'text',
    placeholder: 'GENE',
    help: 'a gene that the scores of samples are compared with: expression of targets, not activity',
  },
  gaf: {
    ...ontology,
    required: ['sets'],
    type: 'file',
    help: 'annotations of genes, as GAF 2 (.gz): geneontology.org, current.geneontology.org/annotations',
  },
  obo: { ...ontology, required: ['sets'], type: 'file', help: 'the ontology, as OBO: go-basic.obo' },
  aspects: {
    ...ontology,
    type: 'choices',
    choices: ['BP', 'MF', 'CC'] satisfies readonly Aspect[],
    help: 'parts of the ontology: biological process, molecular function, cellular component',
    otherwise: 'all three',
  },
} as const satisfies Record<string, Option>;
