import type { Deseq2Options } from '../../../src/engines/deseq2/deseq2.ts';
import { engineNames } from './engine-options.ts';
import { type Option, studyCommands } from './option.ts';

type Choices<Name extends keyof Deseq2Options> = readonly Exclude<Deseq2Options[Name], undefined>[];

const everywhere = { key: true, commands: [...studyCommands, 'de'] } as const;
const shared = { ...everywhere, group: 'Differential expression by DESeq2', engines: ['deseq2'] } as const;

/** What is tested, and how counts are normalized and tested in the terms of DESeq2. */
export const testOptions = {
  engine: {
    ...everywhere,
    group: 'Differential expression',
    type: 'choices',
    choices: engineNames,
    placeholder: 'NAME',
    help: 'what tests the contrasts: one or a list, of which genes are ranked by the first',
    default: 'deseq2',
    helpIn: { de: 'what tests the contrast' },
  },
  alpha: {
    ...everywhere,
    group: 'Differential expression',
    commands: [...studyCommands, 'de', 'rank', 'enrich'],
    type: 'number',
    above: 0,
    below: 1,
    placeholder: 'P',
    help: 'adjusted p-value below which a gene counts as changed; independent filtering of DESeq2 is tuned for it',
    default: 0.1,
    helpIn: {
      rank: 'adjusted p-value below which a gene counts as changed in explanations',
      enrich: 'adjusted p-value below which a gene counts as changed for ora',
    },
  },
  test: {
    ...shared,
    type: 'choice',
    choices: ['wald', 'lrt'] satisfies Choices<'test'>,
    help: 'Wald test, or likelihood ratio test against `reduced`',
    default: 'wald',
  },
  reduced: {
    ...shared,
    type: 'text',
    placeholder: 'FORMULA',
    help: 'the smaller design of the likelihood ratio test',
  },
  use_t: {
    ...shared,
    type: 'switch',
    help: "Wald test by Student's t with samples - coefficients degrees of freedom",
    default: false,
  },
  fit_type: {
    ...shared,
    type: 'choice',
    choices: ['parametric', 'local', 'mean'] satisfies Choices<'fitType'>,
    help: 'trend of the dispersions over the mean',
    default: 'parametric',
  },
  size_factors: {
    ...shared,
    type: 'choice',
    choices: ['ratio', 'poscounts', 'iterate'] satisfies Choices<'sizeFactorType'>,
    orFile: true,
    help: 'how samples are scaled, or a table with columns sample and sizeFactor',
    otherwise: 'ratio, or poscounts where every gene has a zero',
  },
  control_genes: {
    ...shared,
    type: 'file',
    help: 'ids of the genes that size factors rest on, one a line',
    otherwise: 'all genes',
  },
  normalization_factors: {
    ...shared,
    type: 'file',
    help: 'table of factors (genes x samples) used in place of size factors',
  },
  min_replicates: {
    ...shared,
    type: 'number',
    min: 3,
    whole: true,
    words: ['off'],
    placeholder: 'N|off',
    help: 'replace outliers in groups of at least this many samples',
    default: 7,
  },
  cooks: {
    ...shared,
    type: 'number',
    above: 0,
    words: ['on', 'off'],
    placeholder: 'on|off|CUTOFF',
    help: "take p-values from genes with outliers by Cook's distance, from a cutoff if one is given",
    default: 'on',
  },
  lfc_threshold: {
    ...shared,
    type: 'number',
    min: 0,
    help: 'test against this absolute log2 fold change instead of 0',
    default: 0,
  },
  alternative: {
    ...shared,
    type: 'choice',
    choices: ['greaterAbs', 'lessAbs', 'greater', 'less'] satisfies Choices<'alternative'>,
    help: 'side of the test, with lfc_threshold',
    default: 'greaterAbs',
  },
  independent_filtering: {
    ...shared,
    type: 'onOff',
    help: 'leave genes with low counts out of the adjustment of p-values',
    default: true,
  },
  filter: {
    ...shared,
    type: 'file',
    help: 'table of gene ids and a number each, to filter by in place of the mean',
  },
  p_adjust: {
    ...shared,
    type: 'choice',
    choices: ['BH', 'BY', 'holm', 'bonferroni', 'none'] satisfies Choices<'pAdjust'>,
    help: 'adjustment of p-values for the number of genes',
    default: 'BH',
  },
  shrink: {
    ...shared,
    type: 'choice',
    choices: ['none', 'apeglm', 'ashr', 'normal'] satisfies Choices<'shrink'>,
    help: 'adds shrunken fold changes to the results',
    default: 'none',
  },
} as const satisfies Record<string, Option>;
