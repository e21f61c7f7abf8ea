import { defineTable } from './table-codec.ts';

const SET = { name: 'set', kind: 'text', meaning: 'name of the gene set' } as const;
const COLLECTION = {
  name: 'collection',
  kind: 'text',
  meaning: 'the file or built-in collection that it is of; p-values are adjusted within it',
} as const;
const SIZE = { name: 'size', kind: 'integer', meaning: 'genes that the collection lists' } as const;
const MAPPED = { name: 'mapped', kind: 'integer', meaning: 'those of them that were tested' } as const;

const unless = (test: string) => `${test} was not among the tests`;
const number = <const Name extends string>(name: Name, meaning: string, absent: string, missing?: string) =>
  ({ name, kind: 'number', meaning, absent, ...(missing === undefined ? {} : { missing }) }) as const;
const adjusted = <const Name extends string>(name: Name, of: string, absent: string) =>
  number(name, `${of} adjusted within the collection (Benjamini and Hochberg)`, absent, `as ${of}`);

const GSEA = unless('gsea');
const CAMERA = unless('camera');
const FRY = `${unless('fry')}, or there are no counts`;
const ORA = unless('ora');
const CANDIDATES = 'no candidates were ranked, or ora was not among the tests';
const SITES = 'it is not known which genes have sites';
const FEW = 'too few random sets have the sign of the score';

/** `tables/sets/CONTRAST.sets.tsv` */
export const setTable = defineTable('One row a gene set of the sizes asked for, by the first test that was chosen.', {
  sets: SET,
  collections: COLLECTION,
  sizes: SIZE,
  mapped: MAPPED,
  es: number('es', 'enrichment score: largest deviation of the running sum along the ranked genes', GSEA),
  nes: number('nes', 'es over the mean score of random sets of its size and sign', GSEA, FEW),
  gseaP: number('gsea_p', 'p-value of es among random sets (multilevel splitting)', GSEA, FEW),
  gseaFdr: adjusted('gsea_fdr', 'gsea_p', GSEA),
  gseaError: number('gsea_log2err', 'expected error of log2 of gsea_p', GSEA, FEW),
  cameraT: number(
    'camera_t',
    'competitive test: t of the mean statistic against that of the other genes; z with ranks',
    CAMERA,
  ),
  cameraP: number('camera_p', 'two-sided p-value of camera_t', CAMERA),
  cameraFdr: adjusted('camera_fdr', 'camera_p', CAMERA),
  fryP: number('fry_p', 'self-contained test: two-sided p-value that the genes of the set change together', FRY),
  fryFdr: adjusted('fry_fdr', 'fry_p', FRY),
  oraOverlap: {
    name: 'ora_overlap',
    kind: 'integer',
    meaning: 'genes of the set that change significantly',
    absent: `${ORA}, or p-values are not known`,
  },
  oraP: number('ora_p', 'hypergeometric p-value of as many or more of them, among the tested genes', ORA),
  oraFdr: adjusted('ora_fdr', 'ora_p', ORA),
  candidateOverlap: {
    name: 'candidates_overlap',
    kind: 'integer',
    meaning: 'genes of the set that are candidates',
    absent: CANDIDATES,
  },
  candidateP: number('candidates_p', 'hypergeometric p-value of as many or more of them', CANDIDATES),
  candidateFdr: adjusted('candidates_fdr', 'candidates_p', CANDIDATES),
  fdr: {
    name: 'fdr',
    kind: 'number',
    meaning: 'adjusted p-value of the first test that was chosen',
    missing: 'as there',
  },
  leadingEdge: {
    name: 'leading_edge',
    kind: 'text',
    meaning: 'genes up to the largest deviation, the strongest first, joined by commas',
    absent: GSEA,
  },
  groups: {
    name: 'group',
    kind: 'text',
    meaning: 'strongest set of those whose leading edges overlap with this one',
    absent: GSEA,
  },
  siteGenes: {
    name: 'site_genes',
    kind: 'integer',
    meaning: 'genes of the set with a site of the miRNA',
    absent: SITES,
  },
  directShift: number(
    'direct_shift',
    'log2 fold change that the sites of its genes should give the set, beyond those of the other genes',
    SITES,
    'too few genes with known sites',
  ),
  directP: number('direct_p', 'two-sided p-value that its sites move the set', SITES, 'too few genes with known sites'),
  downstreamShift: number(
    'downstream_shift',
    'mean log2 fold change of its genes without a site, against others without a site of like expression',
    SITES,
    'fewer than 5 of them',
  ),
  downstreamP: number('downstream_p', 'two-sided p-value of it', SITES, 'fewer than 5 of them'),
  labels: {
    name: 'label',
    kind: 'text',
    meaning:
      'what moves the set, with at most 5 % wrong labels: its sites (direct), something else (downstream), both, or neither',
    words: ['direct', 'downstream', 'both', 'neither'],
    absent: SITES,
  },
  titles: { name: 'title', kind: 'text', meaning: 'what the collection says of the set' },
});

/** `tables/sets/CONTRAST.lost_symbols.tsv` */
export const lostSymbolTable = defineTable('One row a gene of a set that no tested gene stands for.', {
  symbols: { name: 'symbol', kind: 'text', meaning: 'the gene as the set names it' },
  collections: COLLECTION,
  sets: { name: 'sets', kind: 'integer', meaning: 'sets of the collection that have it' },
  reasons: {
    name: 'reason',
    kind: 'text',
    meaning: 'why it is lost',
    words: ['not in the table', 'not tested', 'ambiguous'],
  },
});

/** `tables/sets/CONTRAST.skipped_sets.tsv` */
export const skippedSetTable = defineTable('One row a set that was not tested because of its size.', {
  sets: SET,
  collections: COLLECTION,
  sizes: SIZE,
  mapped: MAPPED,
  reasons: { name: 'reason', kind: 'text', meaning: 'why it was not tested', words: ['too small', 'too large'] },
});

/** `tables/sets/CONTRAST.running_scores.tsv` */
export const runningScoreTable = defineTable(
  'One row a gene of one of the first sets, in the order of the ranked genes; the rows of a set stand together.',
  {
    sets: SET,
    collections: COLLECTION,
    geneIds: { name: 'gene_id', kind: 'text', meaning: 'the gene as the input names it' },
    places: { name: 'place', kind: 'integer', meaning: 'place among the ranked genes, 1 for the most up' },
    genes: { name: 'genes', kind: 'integer', meaning: 'ranked genes' },
    statistics: { name: 'statistic', kind: 'number', meaning: 'what the genes are ranked by' },
    before: { name: 'before', kind: 'number', meaning: 'running sum in front of the gene' },
    after: { name: 'after', kind: 'number', meaning: 'running sum behind it' },
  },
);

/** `tables/sets/CONTRAST.set_overlaps.tsv` */
export const setOverlapTable = defineTable('One row a pair of the first sets whose leading edges share genes.', {
  sets: SET,
  collections: COLLECTION,
  others: { name: 'other_set', kind: 'text', meaning: 'the other set' },
  otherCollections: { name: 'other_collection', kind: 'text', meaning: 'its collection' },
  shared: { name: 'shared', kind: 'integer', meaning: 'genes of both leading edges' },
  jaccard: { name: 'jaccard', kind: 'number', meaning: 'shared genes over the genes of either' },
});

const NO_GENE = 'no gene was named to compare with (`activity`)';

/** `tables/sets/CONTRAST.set_scores.tsv` */
export const setScoreTable = defineTable(
  'One row one of the first sets, scored in single samples: the expression of its genes, not the activity of a pathway.',
  {
    sets: SET,
    collections: COLLECTION,
    methods: { name: 'method', kind: 'text', meaning: 'how samples are scored', words: ['zscore', 'ssgsea'] },
    genes: { name: 'genes', kind: 'integer', meaning: 'expressed genes of the set that are scored' },
    correlatedWith: {
      name: 'correlated_with',
      kind: 'text',
      meaning: 'the gene that scores are compared with, which then does not count in them',
      absent: NO_GENE,
    },
    correlations: number(
      'r',
      'correlation of the scores with its log2 expression over the samples',
      NO_GENE,
      'too few samples, or no variation',
    ),
    correlationP: number(
      'r_p',
      'two-sided p-value of no correlation; samples of one group are alike, so it is too small where groups differ',
      NO_GENE,
      'as r',
    ),
  },
  { shown: 'SAMPLE', kind: 'number', meaning: 'score of the sample', missing: 'no gene of the set is expressed' },
);
