/**
 * Every key of a study file, which is also a flag (`lfc_threshold` is `--lfc-threshold`), with what it means.
 * Kept apart from the schema so that the command line can describe its flags without loading the validator.
 */
export interface KeyDescription {
  /** What stands after the flag in the help. */
  readonly placeholder: string;
  readonly description: string;
  /** How the text of a flag is read; text by default. */
  readonly type?: 'number' | 'file' | 'contrast';
  /** Where the flag is not the key with hyphens. */
  readonly flag?: string;
}

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
  design: { placeholder: 'FORMULA', description: "model of the samples in R's notation: '~ batch + condition'" },
  contrasts: {
    placeholder: 'VARIABLE,TARGET,REFERENCE',
    description: 'comparison to make, positive fold changes being higher in TARGET; repeat the flag for more',
    type: 'contrast',
    flag: 'contrast',
  },
  mirna: {
    placeholder: 'NAME',
    description:
      'the perturbed microRNA: a name, a miRBase accession, or its sequence; without it no targets are ranked',
  },
  mirnas: {
    placeholder: 'FILE',
    description: 'FASTA of mature microRNAs to look names up in; the conserved human ones are built in',
    type: 'file',
  },
  effect: {
    placeholder: 'overexpression|inhibition',
    description: 'what was done to the microRNA: its targets go down or up in TARGET (default: overexpression)',
  },
  utrs: {
    placeholder: 'FILE',
    description: "FASTA of 3' UTRs, plain or .gz; ids are gene ids, symbols, or transcript|gene",
    type: 'file',
  },
  out: { placeholder: 'DIR', description: 'results folder (default: results, beside the study file)', type: 'file' },
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
