import { defineTable } from './table-codec.ts';

const GENE = { name: 'gene', kind: 'text', meaning: 'the gene as the matrix names it' } as const;
const COHORT = { name: 'cohort', kind: 'text', meaning: 'name of the cohort' } as const;
const NO_MODEL = 'the model could not be fitted; the note says why';
const DETAILS = 'there is no estimate, or more than 500 genes have a smaller p-value';
const number = (name: string, meaning: string, missing: string) =>
  ({ name, kind: 'number', meaning, missing }) as const;
const fitted = (name: string, meaning: string) => number(name, meaning, NO_MODEL);

/** `survival.tsv` of a command or a cohort. */
export const survivalTable = defineTable('One row a gene, cohort, endpoint and model.', {
  genes: GENE,
  cohorts: COHORT,
  endpoints: { name: 'endpoint', kind: 'text', meaning: 'name of the endpoint, as OS or RFS' },
  models: {
    name: 'model',
    kind: 'text',
    words: ['univariable', 'adjusted'],
    meaning: 'the gene alone, or beside the covariates',
  },
  n: { name: 'n', kind: 'integer', meaning: 'patients in the model, those with a missing value left out' },
  events: { name: 'events', kind: 'integer', meaning: 'events among them' },
  coefficients: fitted(
    'coef',
    'log hazard ratio for one standard deviation of the gene (for the cut, where one is used)',
  ),
  standardErrors: fitted('se', 'its standard error'),
  hazardRatios: fitted('hr', 'hazard ratio; below 1: a lower hazard at higher expression'),
  low: fitted('hr_low', 'lower end of its 95 % interval'),
  high: fitted('hr_high', 'upper end'),
  pvalues: fitted('p', "Wald's p-value of the coefficient"),
  concordances: number('concordance', "Harrell's C of the model", DETAILS),
  concordanceErrors: number('concordance_se', 'its standard error', DETAILS),
  proportionality: number('zph_p', 'p-value of the test of proportional hazards for the gene', DETAILS),
  cuts: number('cut', 'expression above which a patient counts as high', 'no cut was asked for'),
  logRankStatistics: number('logrank_chi2', 'log-rank statistic of the groups', 'no cut was asked for'),
  logRankPvalues: number(
    'logrank_p',
    'its p-value; for a searched cut corrected for the search',
    'no cut was asked for',
  ),
  adjusted: number(
    'fdr',
    'p adjusted over the genes of the cohort, endpoint and model (Benjamini and Hochberg)',
    NO_MODEL,
  ),
  notes: { name: 'note', kind: 'text', meaning: 'what a reader should know of the model; empty if nothing' },
});

const UNPAIRED = 'too few samples';

/** `tumor_normal.tsv` of a command or a cohort. */
export const tumorNormalTable = defineTable('One row a gene and cohort: tumor against normal tissue.', {
  genes: GENE,
  cohorts: COHORT,
  tumors: { name: 'n_tumor', kind: 'integer', meaning: 'tumor samples with a value' },
  normals: { name: 'n_normal', kind: 'integer', meaning: 'normal samples with a value' },
  differences: {
    name: 'log2_difference',
    kind: 'number',
    unit: 'log2',
    meaning: 'mean of the tumors less mean of the normal samples',
    missing: UNPAIRED,
  },
  standardErrors: number('se', "its standard error (Welch's)", UNPAIRED),
  low: number('low', "lower end of Welch's 95 % interval", UNPAIRED),
  high: number('high', 'upper end', UNPAIRED),
  moderated: number(
    'p_moderated',
    "limma's moderated t-test over the genes of the matrix",
    'the matrix has too few genes or samples',
  ),
  wilcoxon: number('p_wilcoxon', 'rank-sum test of Wilcoxon; exact below 50 samples without ties', UNPAIRED),
  welch: number('p_welch', "Welch's t-test", UNPAIRED),
  paired: number('p_paired', 'paired t-test on patients with both tissues', 'fewer than two such patients'),
  adjusted: number(
    'fdr',
    "the moderated p-value, or Welch's where there is none, adjusted over the genes tested",
    UNPAIRED,
  ),
});

/** `pooled.tsv`: what several cohorts say together. */
export const pooledTable = defineTable(
  'One row a gene and question, pooled over cohorts by the random-effects model.',
  {
    genes: GENE,
    questions: {
      name: 'what',
      kind: 'text',
      meaning:
        'tumor_normal (log2 difference), or the endpoint (log hazard ratio per standard deviation), with :adjusted behind it',
    },
    cohorts: { name: 'k', kind: 'integer', meaning: 'cohorts with an estimate' },
    estimates: { name: 'estimate', kind: 'number', meaning: 'pooled estimate, of DerSimonian and Laird' },
    standardErrors: { name: 'se', kind: 'number', meaning: 'its standard error' },
    low: { name: 'low', kind: 'number', meaning: 'lower end of its 95 % interval' },
    high: { name: 'high', kind: 'number', meaning: 'upper end' },
    pvalues: { name: 'p', kind: 'number', meaning: 'its p-value' },
    tau2: number('tau2', 'variance between cohorts', 'one cohort'),
    i2: number('i2', 'share of the variance that lies between cohorts, %', 'one cohort'),
    hartungLow: number('kh_low', 'lower end of the 95 % interval of Knapp and Hartung', 'one cohort'),
    hartungHigh: number('kh_high', 'upper end', 'one cohort'),
    hartungPvalues: number('kh_p', 'their p-value; with fewer than five cohorts the one to trust', 'one cohort'),
    predictedLow: number('prediction_low', 'lower end of the 95 % interval for a further cohort', 'one cohort'),
    predictedHigh: number('prediction_high', 'upper end', 'one cohort'),
  },
);
