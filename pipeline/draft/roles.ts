/** What a file can be in a study: a key of its file, a part of a cohort, the study file itself, or nothing of a study. */
export type Role =
  | 'counts'
  | 'samples'
  | 'utrs'
  | 'genome'
  | 'annotation'
  | 'mirnas'
  | 'gene_sets'
  | 'expression'
  | 'clinical'
  | 'differential'
  | 'contrasts_file'
  | 'transcript_genes'
  | 'lengths'
  | 'orfs'
  | 'airs'
  | 'targetscan_params'
  | 'accessibility'
  | 'study'
  | 'none';

/** A role that a file has by itself, and what speaks for it. */
export type Told = readonly [role: Role, because: string];
