import { defineTable } from './table-codec.ts';

const sample = { name: 'sample', kind: 'text', meaning: 'the sample as the sheet names it' } as const;
const gene = { name: 'gene_id', kind: 'text', meaning: 'the gene as the input names it' } as const;

/** `tables/processed_abundance/all.sizefactors.tsv` */
export const sizeFactorTable = defineTable('One row a sample.', {
  sampleIds: sample,
  sizeFactors: {
    name: 'sizeFactor',
    kind: 'number',
    meaning: 'what its counts are divided by; where transcript lengths are known, the geometric mean over the genes',
  },
});

/** `tables/processed_abundance/all.normalised_counts.tsv` */
export const normalizedTable = defineTable(
  'One row a gene.',
  { geneIds: gene },
  { shown: 'SAMPLE', kind: 'number', unit: 'normalized counts', meaning: 'count over the factor of its sample' },
);

/** `tables/processed_abundance/all.vst.tsv` */
export const stabilizedTable = defineTable(
  'One row a gene.',
  { geneIds: gene },
  { shown: 'SAMPLE', kind: 'number', unit: 'log2', meaning: 'variance-stabilized count, blind to the groups' },
);

/** `tables/quality/pca.tsv` */
export const componentTable = defineTable(
  'One row a sample.',
  { sampleIds: sample },
  { shown: 'PC1, PC2, ...', kind: 'number', meaning: 'its score on the principal component, of stabilized counts' },
);

/** `tables/quality/sample_distances.tsv` */
export const distanceTable = defineTable(
  'One row a sample.',
  { sampleIds: sample },
  {
    shown: 'SAMPLE',
    kind: 'number',
    meaning: 'Euclidean distance to that sample over all genes, of stabilized counts',
  },
);

const NO_COUNTS = 'the gene has no counts in the samples of the contrast';
const GIVEN = 'the results were computed by another program';

/** `tables/differential/CONTRAST.ENGINE.rows.tsv` */
export const rowTable = defineTable('One row a gene: what its result was computed from.', {
  geneIds: gene,
  logPvalue: { name: 'logPvalue', kind: 'number', unit: 'ln', meaning: 'as in the result table', missing: 'as there' },
  dispGeneEst: {
    name: 'dispGeneEst',
    kind: 'number',
    meaning: 'dispersion of the gene by its own counts',
    missing: NO_COUNTS,
    absent: GIVEN,
  },
  dispFit: {
    name: 'dispFit',
    kind: 'number',
    meaning: 'dispersion that the trend over the means expects',
    missing: NO_COUNTS,
    absent: GIVEN,
  },
  dispMAP: {
    name: 'dispMAP',
    kind: 'number',
    meaning: 'dispersion between the two, by the prior about the trend',
    missing: NO_COUNTS,
    absent: GIVEN,
  },
  dispersion: {
    name: 'dispersion',
    kind: 'number',
    meaning: 'the one that was used: dispMAP, or dispGeneEst of outliers',
    missing: NO_COUNTS,
    absent: GIVEN,
  },
  dispOutlier: {
    name: 'dispOutlier',
    kind: 'integer',
    meaning: '1 where dispGeneEst lies so far above the trend that it is not drawn to it',
    absent: GIVEN,
  },
  maxCooks: {
    name: 'maxCooks',
    kind: 'number',
    meaning: "largest Cook's distance among the samples of groups of three or more",
    missing: `${NO_COUNTS}, or no group has three samples`,
    absent: GIVEN,
  },
});
