import { defineTable } from './table-codec.ts';

const NO_UTR = "the gene has no 3' UTR among those searched";
const UNTESTED = 'the gene was not tested';
const log10 = (name: string, meaning: string) =>
  ({ name, kind: 'number', unit: 'log10', meaning, missing: UNTESTED }) as const;
const ofChange = (name: string, meaning: string) =>
  ({ name, kind: 'number', unit: 'log2', meaning, missing: UNTESTED }) as const;
const ofSites = (name: string, meaning: string, missing = NO_UTR) =>
  ({ name, kind: 'number', meaning, missing }) as const;

/** `ranking/CONTRAST/ranking.tsv`, and the parts of it by class. */
export const rankingTable = defineTable(
  'One row a gene, the most convincing direct targets first; untested genes last.',
  {
    ranks: { name: 'rank', kind: 'integer', meaning: 'place among the rows of this file' },
    geneIds: { name: 'gene_id', kind: 'text', meaning: 'the gene as the input names it' },
    names: { name: 'gene_name', kind: 'text', meaning: 'its symbol', absent: 'no symbols are known' },
    transcripts: {
      name: 'transcript',
      kind: 'text',
      meaning: "the transcript whose 3' UTR stands for the gene",
      missing: NO_UTR,
      absent: 'sites were listed, not searched',
    },
    classes: {
      name: 'class',
      kind: 'text',
      meaning: 'candidate: a direct target at the chosen false discovery rate; the others say why not',
      words: [
        'candidate',
        'uncertain',
        'moved_without_site',
        'site_without_change',
        'neither',
        'cannot_be_judged',
        'intended_target',
      ],
    },
    scores: {
      name: 'score',
      kind: 'number',
      meaning:
        'what the genes are ordered by: the repression, log2, that another laboratory should find again, or the score of another ranker',
      missing: UNTESTED,
    },
    posteriors: {
      name: 'posterior',
      kind: 'number',
      meaning: 'probability of being a direct target',
      missing: UNTESTED,
    },
    qValues: {
      name: 'qvalue',
      kind: 'number',
      meaning: 'false discovery rate of all genes with a site and at least this posterior; NA without a known site',
      missing: UNTESTED,
    },
    expressionEvidence: log10('expression_evidence', 'likelihood ratio of the change, target against background'),
    siteEvidence: log10('site_evidence', 'odds by type, number and context of the sites'),
    conservationEvidence: log10('conservation_evidence', 'what conservation of the sites adds to that'),
    baseMean: {
      name: 'baseMean',
      kind: 'number',
      unit: 'normalized counts',
      meaning: 'mean expression, as in the result table',
      missing: 'the table that was read has none',
    },
    log2FoldChange: ofChange('log2FoldChange', 'change, as in the result table'),
    lfcSE: ofChange('lfcSE', 'its standard error, at least 0.02; told from the p-value where the table has none'),
    ciLow: ofChange('ci_low', 'lower end of the 95 % interval of the change'),
    ciHigh: ofChange('ci_high', 'upper end'),
    shared: {
      name: 'shared_log2FoldChange',
      kind: 'number',
      unit: 'log2',
      meaning: 'what contrasts of other miRNAs show of it as well: taken out of the change before genes are ranked',
      absent: 'nothing is shared with other contrasts, or there are none',
    },
    ranksBefore: {
      name: 'rank_before',
      kind: 'integer',
      meaning: 'place if that were not taken out',
      absent: 'nothing is shared with other contrasts, or there are none',
    },
    shrunken: ofChange('shrunken_log2FoldChange', 'expected change, shrunken by all of the evidence'),
    pvalue: { name: 'pvalue', kind: 'number', meaning: 'as in the result table', missing: UNTESTED },
    padj: { name: 'padj', kind: 'number', meaning: 'as in the result table', missing: 'as there' },
    eightmers: ofSites('8mer', '8mer sites'),
    sevenmersM8: ofSites('7mer-m8', '7mer-m8 sites'),
    sevenmersA1: ofSites('7mer-A1', '7mer-A1 sites'),
    sixmers: ofSites('6mer', '6mer sites'),
    sitePositions: {
      name: 'site_positions',
      kind: 'text',
      meaning: 'type:start-end of each site, the strongest type first, joined by semicolons',
      missing: NO_UTR,
    },
    siteMirnas: {
      name: 'site_mirnas',
      kind: 'text',
      meaning: 'the miRNA of each site in the same order',
      missing: NO_UTR,
      absent: 'there is one miRNA, or one seed',
    },
    conservedSites: ofSites('conserved_sites', 'conserved sites', 'conservation is not known'),
    codingSites: {
      name: 'coding_sites',
      kind: 'number',
      meaning: 'sites in the coding sequence; they add to the evidence, but alone make no candidate',
      missing: 'the coding sequence of the gene is not known',
      absent: 'no coding sequences are known',
    },
    contextScores: ofSites('context_score', 'sum of the context++ scores', 'no site has a score'),
    duplexEnergies: ofSites('duplex_energy', 'least energy of its sites, kcal/mol', 'no site has an energy'),
    why: { name: 'why', kind: 'text', meaning: 'why the gene stands where it stands, in a sentence' },
  },
  {
    shown: 'CONTRAST:log2FoldChange, CONTRAST:padj',
    kind: 'number',
    meaning: 'of further contrasts, where several are ranked together',
    missing: UNTESTED,
    before: 'why',
  },
);

const shift = (name: string, meaning: string) => ({ name, kind: 'number', meaning, missing: 'too few genes' }) as const;

/** `ranking/CONTRAST/site_shifts.tsv` */
export const siteShiftTable = defineTable('One row a group of genes with sites, against genes without.', {
  types: {
    name: 'site_type',
    kind: 'text',
    meaning:
      'any site; the strongest type of the gene; whether one is conserved; or any of 7 or 8 nt, which tells whether the experiment worked',
  },
  genes: { name: 'genes', kind: 'integer', meaning: 'tested genes in the group' },
  genesWithout: { name: 'genes_without_site', kind: 'integer', meaning: 'tested genes without a site' },
  medianShift: shift('median_shift', 'median log2 fold change with a site minus that without'),
  ciLow: shift('ci_low', 'lower end of its 95 % interval'),
  ciHigh: shift('ci_high', 'upper end'),
  rankSumP: shift('rank_sum_p', 'one-sided rank-sum test, small where genes move as targets should'),
  ksP: shift('ks_p', 'one-sided Kolmogorov-Smirnov test, likewise'),
  orderP: shift(
    'order_p',
    'whether stronger sites move genes further: against the next weaker group, any: trend over all',
  ),
  matchedGenes: {
    name: 'matched_genes',
    kind: 'integer',
    meaning: 'genes of the group that have alike genes without a site',
  },
  matchedMedianShift: shift(
    'matched_median_shift',
    "shift against genes alike in expression, length and GC of the 3' UTR",
  ),
  matchedCiLow: shift('matched_ci_low', 'lower end of its 95 % interval'),
  matchedCiHigh: shift('matched_ci_high', 'upper end'),
  matchedRankSumP: shift('matched_rank_sum_p', 'rank-sum test among alike genes'),
  matchedKsP: shift('matched_ks_p', 'Kolmogorov-Smirnov test among alike genes'),
});
