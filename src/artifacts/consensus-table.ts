import { defineTable } from './table-codec.ts';

const AGREED = 'the engines do not differ in this gene';

/** `tables/consensus/CONTRAST.consensus.tsv`: what several engines say of each gene, beside one another. */
export const consensusTable = defineTable(
  'One row a gene, in the order of the result tables. Nothing is averaged over engines.',
  {
    geneIds: { name: 'gene_id', kind: 'text', meaning: 'the gene as the input names it' },
    agreement: {
      name: 'agreement',
      kind: 'text',
      meaning:
        'who calls the gene at the chosen rate: all engines in one direction, some of them, opposed directions, or none',
      words: ['all', 'some', 'opposed', 'none'],
    },
    up: { name: 'called_up', kind: 'integer', meaning: 'engines that call it higher in the target' },
    down: { name: 'called_down', kind: 'integer', meaning: 'engines that call it lower in the target' },
    tested: { name: 'tested_by', kind: 'integer', meaning: 'engines that have a p-value of it' },
    calledBy: {
      name: 'called_by',
      kind: 'text',
      meaning: 'engine:up or engine:down of each that calls it, joined by semicolons',
      missing: 'no engine calls it',
    },
    causes: {
      name: 'causes',
      kind: 'text',
      meaning:
        "what was found that makes engines differ, joined by semicolons: filtered:ENGINE; outlier, by Cook's distance; low_count, a mean count below 10; dispersion_far_from_trend, more than 2 standard deviations; near_the_rate, adjusted p-values within a factor of 2 of it; none_found, no single cause found. Outliers and dispersions are looked at where DESeq2 is among the engines",
      missing: AGREED,
    },
    why: { name: 'why', kind: 'text', meaning: 'the same with the numbers of the gene', missing: AGREED },
  },
  {
    shown: 'ENGINE:log2FoldChange, ENGINE:lfcSE, ENGINE:pvalue, ENGINE:padj',
    kind: 'number',
    meaning:
      "of each engine as in its results; edgeR has no standard errors: that at which a normal test has edgeR's p-value",
    missing: 'the engine did not test the gene',
    before: 'causes',
  },
);

export type ConsensusValues = ReturnType<typeof consensusTable.parse>;
