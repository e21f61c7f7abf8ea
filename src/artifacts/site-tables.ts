import { defineTable } from './table-codec.ts';

const UTR = { name: 'utr_id', kind: 'text', meaning: "the 3' UTR as its file names it" } as const;
const MIRNA = { name: 'mirna', kind: 'text', meaning: 'the miRNA' } as const;
const TYPE = {
  name: 'site_type',
  kind: 'text',
  meaning: '8mer, 7mer-m8, 7mer-A1 or 6mer, as TargetScan names them; on request also rarer types',
} as const;
const START = {
  name: 'utr_start',
  kind: 'integer',
  unit: 'nt',
  meaning: "first base of the site in the 3' UTR, from 1",
} as const;
const END = { name: 'utr_end', kind: 'integer', unit: 'nt', meaning: 'last base of the site' } as const;

const NO_ALIGNMENT = "the 3' UTRs are of one species";
const NO_SCORES = 'scores were not asked for';
const NOT_GROUPED = 'sites of this type are not compared between species';
const NO_CODING = 'the coding sequence is not known';
const NOT_SCORED = 'sites of this type have no score';

/** `tables/targets/sites.tsv`, and what `seedrank sites` writes. */
export const siteTable = defineTable("One row a site of a miRNA in a 3' UTR, ordered by 3' UTR and position.", {
  utrIds: UTR,
  mirnas: MIRNA,
  types: TYPE,
  starts: START,
  ends: END,
  species: {
    name: 'species',
    kind: 'integer',
    meaning: 'NCBI taxonomy id',
    absent: 'sites of one species are listed',
  },
  msaStarts: {
    name: 'msa_start',
    kind: 'number',
    meaning: 'first column of the site in the alignment, from 1, gaps counted',
    missing: NOT_GROUPED,
    absent: NO_ALIGNMENT,
  },
  msaEnds: {
    name: 'msa_end',
    kind: 'number',
    meaning: 'last column of the site in the alignment',
    missing: NOT_GROUPED,
    absent: NO_ALIGNMENT,
  },
  groups: {
    name: 'group',
    kind: 'number',
    meaning: 'number of the group of sites of several species that are one site of their ancestor',
    missing: NOT_GROUPED,
    absent: NO_ALIGNMENT,
  },
  groupTypes: {
    name: 'group_type',
    kind: 'text',
    meaning: 'site types in the group, joined by +',
    absent: NO_ALIGNMENT,
  },
  groupSpecies: {
    name: 'group_species',
    kind: 'text',
    meaning: 'species in the group, joined by blanks',
    absent: NO_ALIGNMENT,
  },
  branchLengths: {
    name: 'branch_length',
    kind: 'number',
    meaning: 'branch length of the species that share the site',
    missing: 'no alignment or no parameters of TargetScan',
    absent: `${NO_ALIGNMENT}, and ${NO_SCORES}`,
  },
  pct: {
    name: 'pct',
    kind: 'number',
    meaning: 'probability that the site is conserved for its function',
    missing: 'no alignment or no parameters of TargetScan, or the site overlaps a coding part',
    absent: `${NO_ALIGNMENT}, and ${NO_SCORES}`,
  },
  conserved: {
    name: 'conserved',
    kind: 'text',
    meaning: 'whether the branch length is that of a conserved site',
    words: ['yes', 'no', 'NA'],
    missing: 'no alignment or no parameters of TargetScan',
    absent: `${NO_ALIGNMENT}, and ${NO_SCORES}`,
  },
  contextScores: {
    name: 'context_score',
    kind: 'number',
    unit: 'log2',
    meaning: 'context++ score, the expected change by the site',
    missing: NOT_SCORED,
    absent: NO_SCORES,
  },
  contextPercentiles: {
    name: 'context_percentile',
    kind: 'number',
    meaning: 'share of the sites of the miRNA with a weaker score, percent',
    missing: NOT_SCORED,
    absent: NO_SCORES,
  },
  weightedScores: {
    name: 'weighted_score',
    kind: 'number',
    unit: 'log2',
    meaning: 'score weighted by the transcripts that have the site',
    missing: NOT_SCORED,
    absent: NO_SCORES,
  },
  weightedPercentiles: {
    name: 'weighted_percentile',
    kind: 'number',
    meaning: 'the same percentile of the weighted score',
    missing: NOT_SCORED,
    absent: NO_SCORES,
  },
  airs: {
    name: 'air',
    kind: 'number',
    meaning: 'affected isoform ratio: share of transcripts that have the site',
    missing: NOT_SCORED,
    absent: NO_SCORES,
  },
  missingFeatures: {
    name: 'missing_features',
    kind: 'text',
    meaning: 'features that were not known for the score, joined by commas; none if all were',
    missing: NOT_SCORED,
    absent: NO_SCORES,
  },
  accessibility: {
    name: 'accessibility',
    kind: 'number',
    meaning:
      "probability that the 14 bases about the site's seed match are unpaired, as RNAplfold of TargetScan 7 gives it",
    missing: "accessibility is off, the tables that were given lack the 3' UTR, or the 14 bases begin before it",
    absent: NO_SCORES,
  },
  duplexEnergies: {
    name: 'duplex_energy',
    kind: 'number',
    unit: 'kcal/mol',
    meaning: 'least free energy of the miRNA with the site and the 30 bases before it, bases 2 to 7 paired',
    missing: 'the site has no perfect seed',
    absent: `${NO_SCORES}, or all families were searched`,
  },
});

/** `tables/targets/coding_sites.tsv` */
export const codingSiteTable = defineTable(
  "One row a site of a miRNA in a coding sequence, ordered by 3' UTR and position; none where no coding sequences are known.",
  {
    utrIds: { name: 'utr_id', kind: 'text', meaning: "the 3' UTR of the same message, as its file names it" },
    mirnas: MIRNA,
    types: { ...TYPE, meaning: '8mer, 7mer-m8, 7mer-A1 or 6mer' },
    starts: {
      name: 'coding_start',
      kind: 'integer',
      unit: 'nt',
      meaning: 'first base of the site in the coding sequence, from 1',
    },
    ends: { name: 'coding_end', kind: 'integer', unit: 'nt', meaning: 'last base of the site' },
    expectedChanges: {
      name: 'expected_change',
      kind: 'number',
      unit: 'log2',
      meaning: 'what the site is expected to do by itself, by its type and the lengths of the message',
    },
  },
);

/** The lines of a duplex as RNAhybrid draws it. */
const drawing = {
  positions: { name: 'position', kind: 'integer', unit: 'nt', meaning: 'first paired base of the target, from 1' },
  targetUnpaired: { name: 'target_unpaired', kind: 'text', meaning: "unpaired bases of the target, 5' to 3'" },
  targetPaired: { name: 'target_paired', kind: 'text', meaning: 'paired bases of the target' },
  mirnaPaired: { name: 'mirna_paired', kind: 'text', meaning: 'paired bases of the miRNA' },
  mirnaUnpaired: { name: 'mirna_unpaired', kind: 'text', meaning: "unpaired bases of the miRNA, 3' to 5'" },
} as const;

const ENERGY = {
  name: 'mfe',
  kind: 'number',
  unit: 'kcal/mol',
  digits: 1,
  meaning: 'minimum free energy of the duplex',
} as const;

/** `tables/targets/site_duplexes.tsv` */
export const siteDuplexTable = defineTable(
  'One row a site of sites.tsv, in its order: the duplex of the miRNA with it.',
  {
    utrIds: UTR,
    mirnas: MIRNA,
    types: TYPE,
    starts: START,
    ends: END,
    energies: ENERGY,
    ...drawing,
  },
);

/** `tables/targets/duplexes.tsv`, and what `seedrank duplex` writes. */
export const duplexTable = defineTable(
  "One row a miRNA and target: their best duplex as RNAhybrid 2.1.2 finds it; in a study for 3' UTRs with a site of the miRNA.",
  {
    utrIds: { name: 'target', kind: 'text', meaning: 'the target sequence as its file names it' },
    utrLengths: { name: 'target_length', kind: 'integer', unit: 'nt', meaning: 'length of the target' },
    mirnas: MIRNA,
    mirnaLengths: { name: 'mirna_length', kind: 'integer', unit: 'nt', meaning: 'length of the miRNA' },
    energies: ENERGY,
    pvalues: {
      name: 'pvalue',
      kind: 'number',
      digits: 6,
      meaning: 'probability of such an energy in a random target of the same length',
    },
    ...drawing,
  },
);

const count = (type: string) => ({ name: type, kind: 'integer', meaning: `${type} sites` }) as const;

/** `tables/targets/site_counts.tsv` */
export const siteCountTable = defineTable("One row a 3' UTR and miRNA, also where there is no site.", {
  utrIds: UTR,
  mirnas: MIRNA,
  utrLengths: { name: 'utr_length', kind: 'integer', unit: 'nt', meaning: "length of the 3' UTR" },
  utrGc: { name: 'utr_gc', kind: 'number', meaning: 'share of G and C', missing: 'no base is known' },
  eightmers: count('8mer'),
  sevenmersM8: count('7mer-m8'),
  sevenmersA1: count('7mer-A1'),
  sixmers: count('6mer'),
  conservedSites: {
    name: 'conserved_sites',
    kind: 'number',
    meaning: 'conserved sites',
    missing: 'conservation of none is known',
  },
  totalContextScores: {
    name: 'total_context_score',
    kind: 'number',
    unit: 'log2',
    meaning: 'sum of the context++ scores',
  },
  cumulativeWeightedScores: {
    name: 'cumulative_weighted_score',
    kind: 'number',
    unit: 'log2',
    meaning: "TargetScan's cumulative weighted context++ score",
  },
  aggregatePct: {
    name: 'aggregate_pct',
    kind: 'number',
    meaning: 'probability that at least one site is conserved for its function',
    missing: 'conservation is not known',
  },
  energies: {
    name: 'mfe',
    kind: 'number',
    unit: 'kcal/mol',
    meaning: 'energy of the best duplex, see duplexes.tsv',
    missing: 'there is no site',
  },
  duplexPvalues: {
    name: 'mfe_pvalue',
    kind: 'number',
    meaning: 'its p-value',
    missing: 'there is no site',
  },
  codingLengths: {
    name: 'coding_length',
    kind: 'number',
    unit: 'nt',
    meaning: 'length of the coding sequence',
    missing: NO_CODING,
  },
  codingSites: {
    name: 'coding_sites',
    kind: 'number',
    meaning: 'sites in the coding sequence, see coding_sites.tsv',
    missing: NO_CODING,
  },
  expectedChanges: {
    name: 'expected_change',
    kind: 'number',
    unit: 'log2',
    meaning:
      "what all sites in 3' UTR and coding sequence are expected to do together, by types, contexts and the lengths of the message; not TargetScan's score",
  },
});

/** What `seedrank sites --genes` writes. */
export const siteSumTable = defineTable(
  "One row a 3' UTR and miRNA with sites.",
  {
    utrIds: UTR,
    mirnas: MIRNA,
    totalContextScores: {
      name: 'total_context_score',
      kind: 'number',
      unit: 'log2',
      meaning: 'sum of the context++ scores',
      absent: NO_SCORES,
    },
    cumulativeWeightedScores: {
      name: 'cumulative_weighted_score',
      kind: 'number',
      unit: 'log2',
      meaning: "TargetScan's cumulative weighted context++ score",
      absent: NO_SCORES,
    },
    aggregatePct: {
      name: 'aggregate_pct',
      kind: 'number',
      meaning: 'probability that at least one site is conserved for its function',
      missing: 'conservation is not known',
      absent: 'conservation of no site is known',
    },
  },
  { shown: 'SITE TYPE', kind: 'integer', meaning: 'sites of the type', before: 'totalContextScores' },
);
