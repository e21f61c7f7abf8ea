import { defineJson } from './json-codec.ts';
import { defineTable } from './table-codec.ts';

/** `tables/shared/CONTRAST.genes.tsv` */
export const sharedGeneTable = defineTable('One row a gene, in the order of the result table.', {
  geneIds: { name: 'gene_id', kind: 'text', meaning: 'the gene as the input names it' },
  taken: {
    name: 'shared_log2FoldChange',
    kind: 'number',
    unit: 'log2',
    meaning: 'what contrasts of other miRNAs show of it as well: taken out of its change before genes are ranked',
  },
  errorFactor: {
    name: 'error_factor',
    kind: 'number',
    meaning: 'standard error of what is left over that of the change',
  },
});

/** `tables/shared/CONTRAST.contrasts.tsv` */
export const sharedContrastTable = defineTable('One row a contrast of other miRNAs.', {
  names: { name: 'contrast', kind: 'text', meaning: 'the contrast, or its miRNA and table' },
  correlations: {
    name: 'correlation',
    kind: 'number',
    meaning: 'of its changes with those of the ranked contrast, over genes without a site',
  },
  genes: { name: 'genes', kind: 'integer', meaning: 'genes without a site that both tested' },
  weights: {
    name: 'weight',
    kind: 'number',
    meaning: 'what is taken out for each unit of its change; 0: it shares nothing and is not used',
  },
});

/** How much a contrast shares with contrasts of other miRNAs. */
export interface KeptShared {
  readonly text: string;
  readonly correlation: number;
  readonly amount: number;
  readonly reliability: number;
  readonly slope: number;
  readonly errorCorrelation: number;
}

/** `tables/shared/CONTRAST.shared.json` */
export const sharedFile = defineJson<KeptShared>('What a contrast shares with contrasts of other miRNAs.', {
  text: { kind: 'text', meaning: 'the same in a sentence' },
  correlation: {
    kind: 'number',
    meaning: 'of the changes of genes without a site with what is taken out of them; 0: nothing is shared',
  },
  amount: { kind: 'number', meaning: 'what is taken out of each unit of a change that all the others show (f b)' },
  reliability: { kind: 'number', meaning: 'how reliably the others show the response, 0 to 1 (f)' },
  slope: { kind: 'number', meaning: 'the amount if they showed it without error (b)' },
  errorCorrelation: { kind: 'number', meaning: 'correlation of the errors of two contrasts, by shared controls' },
});
