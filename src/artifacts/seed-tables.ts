import { defineTable } from './table-codec.ts';

const SOUGHT = (of: string) =>
  ({
    name: 'sought',
    kind: 'text',
    words: ['yes', 'no'],
    meaning: `whether it is ${of} of the perturbed miRNA`,
  }) as const;
const DIRECTION = {
  name: 'direction',
  kind: 'text',
  words: ['down', 'up'],
  meaning: 'which changes are explained',
} as const;
const WORD = { name: 'word', kind: 'text', meaning: "word of the 3' UTRs, in DNA letters" } as const;
const LENGTH = { name: 'length', kind: 'integer', unit: 'nt', meaning: 'length of the word' } as const;
const SEED_OF = {
  name: 'seed_of',
  kind: 'text',
  meaning: 'family and type of the site that the word is; empty if it is none',
} as const;
const number = (name: string, meaning: string) => ({ name, kind: 'number', meaning }) as const;

/** `tables/seeds/CONTRAST.families.tsv` */
export const familyTable = defineTable('One row a seed family and direction, the most enriched first.', {
  families: { name: 'family', kind: 'text', meaning: 'its first miRNA' },
  seeds: { name: 'seed', kind: 'text', meaning: 'bases 2 to 8 of its miRNAs' },
  sought: SOUGHT('the seed'),
  directions: DIRECTION,
  ranks: { name: 'rank', kind: 'integer', meaning: 'place among the families of the direction' },
  genes: { name: 'genes', kind: 'integer', meaning: 'tested genes with a site' },
  z: number('z', 'excess of change over alike genes without a site, in standard deviations'),
  scores: number('score', 'the same in units of what families without effect show'),
  pvalues: number('pvalue', 'one-sided p-value of the permutation of alike genes'),
  padj: number('padj', 'adjusted over all families and both directions'),
  log10Pvalues: number('log10_pvalue', 'log10 of pvalue, also where that is too small for a number'),
  unmatchedZ: number('unmatched_rank_sum_z', 'plain rank-sum test against all other genes'),
  members: { name: 'members', kind: 'text', meaning: 'its miRNAs, joined by commas' },
});

/** `tables/seeds/CONTRAST.words.tsv` */
export const wordTable = defineTable('One row a word of 6, 7 or 8 bases, the most surprising of each length first.', {
  words: WORD,
  lengths: LENGTH,
  ranks: { name: 'rank', kind: 'integer', meaning: 'place among the words of this length' },
  directions: DIRECTION,
  occurrences: { name: 'occurrences', kind: 'integer', meaning: "how often it stands in the 3' UTRs of tested genes" },
  runningSums: number('running_sum', 'largest running sum along the ranked genes, in standard deviations'),
  log10Pvalues: number('log10_pvalue', 'log10 of its two-sided p-value'),
  padj: number('padj', 'Bonferroni over all words of this length'),
  leadingGenes: { name: 'leading_genes', kind: 'integer', meaning: 'genes up to the largest running sum' },
  sylamerPeaks: number(
    'sylamer_peak',
    "highest point of Sylamer's landscape, -log10 of the hypergeometric p; negative: depleted",
  ),
  peakGenes: { name: 'peak_genes', kind: 'integer', meaning: 'leading genes at that point' },
  seedOf: SEED_OF,
});

/** `tables/seeds/CONTRAST.landscape.tsv` */
export const landscapeTable = defineTable(
  "One row a point of a word's landscape; the points of a word stand together.",
  {
    words: WORD,
    lengths: LENGTH,
    ranks: { name: 'rank', kind: 'integer', meaning: 'place among the words of this length' },
    seedOf: SEED_OF,
    sought: SOUGHT('a site'),
    leadingGenes: { name: 'leading_genes', kind: 'integer', meaning: 'genes counted, the most down first' },
    signedLog10P: number(
      'signed_log10_p',
      '-log10 of the hypergeometric p that the word is as frequent there; negative: as rare',
    ),
  },
);
