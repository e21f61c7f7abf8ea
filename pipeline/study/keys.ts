/**
 * Every key of a study file, which is also a flag (`lfc_threshold` is `--lfc-threshold`), with what it means.
 * Kept apart from the schema so that the command line can describe its flags without loading the validator.
 */
export interface KeyDescription {
  /** What stands after the flag in the help. */
  readonly placeholder: string;
  readonly description: string;
  /** How the text of a flag is read; text by default. */
  readonly type?: 'number' | 'file' | 'contrast' | 'list';
  /** Where the flag is not the key with hyphens. */
  readonly flag?: string;
}

/** How counts and samples are read; `seedrank de` knows these too. */
const readingKeys = {
  format: {
    placeholder: 'matrix|featurecounts|htseq|star|rsem|nfcore|salmon|kallisto',
    description: 'what wrote the counts (default: told by their content)',
  },
  fractions: {
    placeholder: 'refuse|round',
    description: 'counts with a fraction in a plain table; rounded half to even as in R (default: refuse)',
  },
  duplicates: {
    placeholder: 'refuse|sum|max|first',
    description:
      'several rows of one gene id in a plain table: summed, the one with most reads, or the first (default: refuse)',
  },
  strandedness: {
    placeholder: 'unstranded|forward|reverse',
    description: 'which column of ReadsPerGene.out.tab of STAR holds (default: told by the data)',
  },
  lengths: {
    placeholder: 'FILE',
    description: 'average transcript lengths of merged counts of nf-core: salmon.merged.gene_lengths.tsv',
    type: 'file',
  },
  transcript_genes: {
    placeholder: 'FILE',
    description: 'gene of each transcript of salmon or kallisto: tx2gene table, GTF or GFF3',
    type: 'file',
  },
  counts_from_abundance: {
    placeholder: 'no|scaledTPM|lengthScaledTPM',
    description: "counts of salmon or kallisto as in tximport (default: no, with lengths as DESeq2's offsets)",
  },
  id_column: { placeholder: 'NAME', description: 'column of the count table with the gene ids (default: the first)' },
  count_columns: {
    placeholder: 'NAME,...',
    description: 'columns of the count table with counts (default: all with numbers)',
    type: 'list',
  },
  sample_column: {
    placeholder: 'NAME',
    description: "column of the sample sheet that names the samples (default: 'sample', or the first)",
  },
  repeated_samples: {
    placeholder: 'refuse|first',
    description: 'a sample in several rows of the sheet, one a sequencing run: its first counts (default: refuse)',
  },
  extra_samples: {
    placeholder: 'refuse|drop',
    description: 'samples of the count table that the sheet does not name (default: refuse)',
  },
  exclude_samples_col: { placeholder: 'NAME', description: 'column of the sample sheet to exclude samples by' },
  exclude_samples_values: {
    placeholder: 'VALUE,...',
    description: 'samples with one of these values in exclude_samples_col are left out',
    type: 'list',
  },
} as const satisfies Record<string, KeyDescription>;

export const readingKeyNames = Object.keys(readingKeys) as readonly (keyof typeof readingKeys)[];

/** What `seedrank batch --executor slurm` asks SLURM for; other commands have no such flags. */
const slurmKeys = {
  slurm_partition: { placeholder: 'NAME', description: "SLURM partition of a batch's tasks (default: the cluster's)" },
  slurm_account: { placeholder: 'NAME', description: 'SLURM account that is charged (default: yours)' },
  slurm_time: {
    placeholder: 'TIME',
    description: 'time limit of a SLURM task, which may hold several studies: minutes, or hours:minutes:seconds',
  },
  slurm_memory: { placeholder: 'SIZE', description: 'memory of a SLURM task: 4G (megabytes without a letter)' },
} as const satisfies Record<string, KeyDescription>;

export const slurmKeyNames = Object.keys(slurmKeys) as readonly (keyof typeof slurmKeys)[];

export const studyKeys = {
  name: { placeholder: 'TEXT', description: 'name of the study, for titles (default: the name of the file)' },
  counts: {
    placeholder: 'FILE',
    description:
      'count table: genes x samples, raw counts; TSV or CSV, plain or .gz; or a folder or pattern of files a sample',
    type: 'file',
  },
  samples: {
    placeholder: 'FILE',
    description:
      "sample sheet: one row a sample; its first column, or the one called 'sample', names the count columns",
    type: 'file',
  },
  differential: {
    placeholder: 'FILE',
    description:
      'in place of counts and samples, a finished result table of DESeq2, edgeR, limma or the like: `differential: { table: FILE }`',
    type: 'file',
    flag: 'de',
  },
  ...readingKeys,
  design: {
    placeholder: 'FORMULA',
    description:
      "model of the samples in R's notation: '~ batch + condition' (default with a contrasts file: blocking + variable)",
  },
  contrasts: {
    placeholder: 'VARIABLE,TARGET,REFERENCE',
    description: 'comparison to make, positive fold changes being higher in TARGET; repeat the flag for more',
    type: 'contrast',
    flag: 'contrast',
  },
  contrasts_file: {
    placeholder: 'FILE',
    description: 'contrasts as nf-core/differentialabundance writes them, CSV, TSV or YAML, in place of `contrasts`',
    type: 'file',
    flag: 'contrasts',
  },
  mirna: {
    placeholder: 'NAME,...',
    description:
      'the perturbed microRNA: a name, a miRBase accession, or its sequence; several of a cluster or family as a list; without it no targets are ranked',
    type: 'list',
  },
  mirnas: {
    placeholder: 'FILE',
    description: 'FASTA of mature microRNAs to look names up in; the conserved human ones are built in',
    type: 'file',
  },
  effect: {
    placeholder: 'overexpression|inhibition',
    description:
      'what was done to the microRNA: its targets go down or (also after a knock-out) up in TARGET; a contrast may have its own (default: overexpression)',
  },
  combine: {
    placeholder: 'ID,...',
    description: 'ids of contrasts of the microRNA that are also ranked together (over-expression and inhibition)',
    type: 'list',
  },
  fdr: { placeholder: 'X', description: 'false discovery rate of the candidates (default: 0.1)', type: 'number' },
  ranker: {
    placeholder: 'posterior|soft|rra|rank-sum|signed-p|fold-change|filter|sites',
    description: 'what orders the genes; all but the first are for comparison (default: posterior)',
  },
  utrs: {
    placeholder: 'FILE',
    description:
      "3' UTRs, plain or .gz: FASTA whose ids are gene ids, symbols, or transcript|gene; or TargetScan's UTR_Sequences.txt",
    type: 'file',
  },
  utr_species: {
    placeholder: 'NUMBER',
    description: "species of TargetScan's UTR_Sequences.txt, by NCBI taxonomy (default: 9606, human)",
    type: 'number',
  },
  orfs: {
    placeholder: 'FILE',
    description: "coding sequences named as `utrs`, for context++ scores: FASTA, or TargetScan's ORF_Sequences.txt",
    type: 'file',
  },
  airs: {
    placeholder: 'FILE',
    description: 'affected isoform ratios, for context++ scores: gene, start, end, percent of transcripts',
    type: 'file',
  },
  targetscan_params: {
    placeholder: 'DIR',
    description: "TargetScan's parameters: TA_SPS_by_seed_region.txt, and PCT_parameters for aligned `utrs`",
    type: 'file',
  },
  accessibility: {
    placeholder: 'DIR',
    description: 'folder with the _lunp files of RNAplfold -L 40 -W 80 -u 20, for context++ scores',
    type: 'file',
  },
  duplex_set: {
    placeholder: '3utr_human|3utr_fly|3utr_worm',
    description: 'targets that duplex p-values compare with (default: 3utr_human)',
  },
  genome: {
    placeholder: 'FILE',
    description: "genome FASTA to cut 3' UTRs from by `annotation` (GTF or GFF3), in place of `utrs`",
    type: 'file',
  },
  annotation: {
    placeholder: 'FILE',
    description: 'names of genes: a table of gene ids and symbols, GTF or GFF3',
    type: 'file',
  },
  out: { placeholder: 'DIR', description: 'results folder (default: results, beside the study file)', type: 'file' },
  ...slurmKeys,
  alpha: {
    placeholder: 'P',
    description: 'false discovery rate for which independent filtering is tuned (default: 0.1)',
    type: 'number',
  },
  test: {
    placeholder: 'wald|lrt',
    description: 'Wald test, or likelihood ratio test against `reduced` (default: wald)',
  },
  reduced: { placeholder: 'FORMULA', description: 'the smaller design of the likelihood ratio test' },
  fit_type: {
    placeholder: 'parametric|local|mean',
    description: 'trend of the dispersions over the mean (default: parametric)',
  },
  size_factors: {
    placeholder: 'ratio|poscounts|iterate',
    description: 'how samples are scaled (default: ratio, or poscounts where every gene has a zero)',
  },
  lfc_threshold: {
    placeholder: 'X',
    description: 'test against this absolute log2 fold change instead of 0 (default: 0)',
    type: 'number',
  },
  alternative: {
    placeholder: 'greaterAbs|lessAbs|greater|less',
    description: 'side of the test, with lfc_threshold (default: greaterAbs)',
  },
  shrink: {
    placeholder: 'none|apeglm|normal',
    description: 'adds shrunken fold changes to the results (default: none)',
  },
  cooks: { placeholder: 'on|off', description: "flag and replace count outliers by Cook's distance (default: on)" },
  independent_filtering: {
    placeholder: 'on|off',
    description: 'leave genes with low counts out of the adjustment of p-values (default: on)',
  },
} as const satisfies Record<string, KeyDescription>;

export type StudyKey = keyof typeof studyKeys;

/** The flag of a key: `--lfc-threshold`. */
export function flagOf(key: StudyKey): string {
  const { flag }: KeyDescription = studyKeys[key];
  return `--${flag ?? key.replaceAll('_', '-')}`;
}
