import type { DialectName } from '../../../src/formats/counts/dialects/dialect.ts';
import { type Option, studyCommands } from './option.ts';

const group = 'Counts and samples';
const shared = { group, key: true, commands: [...studyCommands, 'de'] } as const;

/** How counts and samples are read. */
export const readingOptions = {
  format: {
    ...shared,
    type: 'choice',
    choices: [
      'matrix',
      'featurecounts',
      'htseq',
      'star',
      'gdc',
      'rsem',
      'nfcore',
      'salmon',
      'kallisto',
    ] satisfies readonly DialectName[],
    help: 'what wrote the counts',
    otherwise: 'told by their content',
  },
  fractions: {
    ...shared,
    type: 'choice',
    choices: ['refuse', 'round'],
    help: 'counts with a fraction in a plain table; rounded half to even as in R',
    default: 'refuse',
  },
  duplicates: {
    ...shared,
    type: 'choice',
    choices: ['refuse', 'sum', 'max', 'first'],
    help: 'several rows of one gene id in a plain table: summed, the one with most reads, or the first',
    default: 'refuse',
  },
  strandedness: {
    ...shared,
    type: 'choice',
    choices: ['unstranded', 'forward', 'reverse'],
    help: 'which column of ReadsPerGene.out.tab of STAR holds',
    otherwise: 'told by the data',
  },
  lengths: {
    ...shared,
    type: 'file',
    help: 'average transcript lengths of merged counts of nf-core: salmon.merged.gene_lengths.tsv',
  },
  transcript_genes: {
    ...shared,
    type: 'file',
    help: 'gene of each transcript of salmon or kallisto: tx2gene table, GTF or GFF3',
  },
  counts_from_abundance: {
    ...shared,
    type: 'choice',
    choices: ['no', 'scaledTPM', 'lengthScaledTPM'],
    help: "counts of salmon or kallisto as in tximport; no: with lengths as DESeq2's offsets",
    default: 'no',
  },
  id_column: {
    ...shared,
    type: 'text',
    placeholder: 'NAME',
    help: 'column of the count table with the gene ids',
    otherwise: 'the first',
  },
  count_columns: {
    ...shared,
    type: 'list',
    help: 'columns of the count table with counts',
    otherwise: 'all with numbers',
  },
  sample_column: {
    ...shared,
    type: 'text',
    placeholder: 'NAME',
    help: 'column of the sample sheet that names the samples',
    otherwise: "'sample', or the first",
  },
  repeated_samples: {
    ...shared,
    type: 'choice',
    choices: ['refuse', 'first'],
    help: 'a sample in several rows of the sheet, one a sequencing run: first takes its first counts',
    default: 'refuse',
  },
  extra_samples: {
    ...shared,
    type: 'choice',
    choices: ['refuse', 'drop'],
    help: 'samples of the count table that the sheet does not name',
    default: 'refuse',
  },
  exclude_samples_col: {
    ...shared,
    type: 'text',
    placeholder: 'NAME',
    help: 'column of the sample sheet to exclude samples by',
  },
  exclude_samples_values: {
    ...shared,
    type: 'list',
    placeholder: 'VALUE,...',
    help: 'samples with one of these values in exclude_samples_col are left out',
  },
} as const satisfies Record<string, Option>;
