import type { CommandName, Option } from './option.ts';

const cohort = { commands: ['survive', 'tumor-normal'], group: 'Cohort' } as const;
const survive = { commands: ['survive'], group: 'Survival' } as const;
const tissue = { commands: ['tumor-normal'], group: 'Cohort' } as const;

/** Options of the commands that take genes to patients. */
export const cohortOptions = {
  expression: {
    ...cohort,
    required: ['survive', 'tumor-normal'],
    repeats: ['tumor-normal'],
    type: 'file',
    help: 'expression matrix as downloaded (cBioPortal, UCSC Xena, GEO, plain): genes or patients in rows, told by the ids',
    helpIn: {
      'tumor-normal': 'expression matrix as downloaded; repeat it for several cohorts, which are then pooled',
    },
  },
  clinical: {
    ...cohort,
    type: 'file',
    help: 'clinical table (cBioPortal, UCSC Xena, GDC, GEO, plain), where the matrix does not hold its columns itself',
  },
  patient_id_column: {
    ...cohort,
    flag: 'id-column',
    type: 'text',
    placeholder: 'COLUMN',
    help: 'column of the clinical table that names patients or samples',
    otherwise: 'the first of the names that downloads use, else the first column',
  },
  cohort: {
    ...cohort,
    repeats: ['tumor-normal'],
    type: 'text',
    placeholder: 'NAME',
    help: 'name of the cohort in tables',
    otherwise: 'the name of its file',
  },
  time: {
    ...survive,
    required: ['survive'],
    type: 'text',
    placeholder: 'COLUMN',
    help: 'column of the times of follow-up',
  },
  event: {
    ...survive,
    required: ['survive'],
    type: 'text',
    placeholder: 'COLUMN',
    help: 'column that says whether the event happened',
  },
  event_value: {
    ...survive,
    type: 'list',
    placeholder: 'VALUE[,VALUE]',
    help: 'values of that column that are the event, where they do not say it themselves (1 and 2; 1 for alive)',
  },
  unit: {
    ...survive,
    type: 'choice',
    choices: ['days', 'weeks', 'months', 'years'],
    help: 'unit of the times',
    otherwise: 'what the name of the column says',
  },
  endpoint: {
    ...survive,
    type: 'text',
    placeholder: 'NAME',
    help: 'name of the endpoint in tables: OS, RFS, ...',
    otherwise: 'the column of the event',
  },
  covariates: {
    ...survive,
    type: 'list',
    placeholder: 'A,B',
    help: 'columns beside the gene in an adjusted model; text columns are factors',
  },
  strata: { ...survive, type: 'list', placeholder: 'A,B', help: 'columns whose combinations are strata' },
  cluster: {
    ...survive,
    type: 'text',
    placeholder: 'COLUMN',
    help: 'column of what belongs together, for robust variances',
  },
  case_weights: { ...survive, type: 'text', placeholder: 'COLUMN', flag: 'weights', help: 'column of case weights' },
  cut: {
    ...survive,
    type: 'text',
    placeholder: 'CUT',
    help: 'groups for curves and log-rank tests: continuous (none), median, tertile, quartile, fixed:X, or maxstat (searched, and corrected for it)',
    default: 'continuous',
  },
  ties: {
    ...survive,
    type: 'choice',
    choices: ['efron', 'breslow'],
    help: 'how events at one time are treated',
    default: 'efron',
  },
  groups: {
    ...tissue,
    type: 'text',
    placeholder: 'COLUMN|barcode',
    help: "column that tells tumors from normal tissue, or 'barcode': TCGA's codes in the names of samples",
    default: 'barcode',
  },
  tumor: {
    ...tissue,
    type: 'text',
    placeholder: 'VALUE',
    help: 'value of --groups that is a tumor',
    otherwise: 'a value that says so',
  },
  normal: {
    ...tissue,
    type: 'text',
    placeholder: 'VALUE',
    help: 'value of --groups that is normal tissue',
    otherwise: 'a value that says so',
  },
  patient_column: {
    ...tissue,
    type: 'text',
    placeholder: 'COLUMN',
    help: 'column that names the patient of a sample, for paired tests',
    otherwise: 'the patient of a TCGA barcode',
  },
  gene_list: {
    ...cohort,
    type: 'list',
    flag: 'genes',
    placeholder: 'A,B',
    help: 'genes to look at',
    otherwise: 'all of the matrix',
  },
  from: { ...cohort, type: 'file', help: 'or a ranking.tsv or candidates.tsv, whose candidates are looked at' },
  cohort_out: {
    ...cohort,
    required: ['survive', 'tumor-normal'],
    group: 'Output',
    type: 'folder',
    flag: 'out',
    help: 'folder for survival.tsv, curves and models',
    helpIn: { 'tumor-normal': 'folder for tumor_normal.tsv and pooled.tsv' },
  },
} as const satisfies Record<string, Option & { readonly commands: readonly CommandName[] }>;
