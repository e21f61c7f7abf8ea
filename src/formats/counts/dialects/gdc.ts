import { readCountMatrix } from '../count-table.ts';
import { type Dialect, headerStarts } from './dialect.ts';
import { joinStranded } from './star.ts';

const COUNTS = ['unstranded', 'stranded_first', 'stranded_second'];
const LEFT_OUT = ['gene_type', 'tpm_unstranded', 'fpkm_unstranded', 'fpkm_uq_unstranded'];

/**
 * The Genomic Data Commons' `*.augmented_star_gene_counts.tsv`, one file a sample: a comment with the gene model, gene id, name
 * and type, the three counts of STAR, and TPM and FPKM, which are left out; rows `N_unmapped` and the like are no genes.
 */
export const gdc: Dialect = {
  name: 'gdc',
  title: 'GDC augmented_star_gene_counts, one a sample',
  oneSampleAFile: true,
  recognizes: (head) => headerStarts(head, ['gene_id', 'gene_name', 'gene_type', ...COUNTS]),
  read: (files, options) =>
    joinStranded(files, options, (file) =>
      readCountMatrix(file, { countColumns: COUNTS, skipColumns: LEFT_OUT, isKnown: true }),
    ),
};
