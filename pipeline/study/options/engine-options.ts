import type { EdgerOptions } from '../../../src/engines/edger/study.ts';
import type { EngineName } from '../../../src/engines/engine-name.ts';
import { type Option, studyCommands } from './option.ts';

const edger = ['edger-ql', 'edger-ql-legacy', 'edger-lrt', 'edger-exact'] as const;
const limma = ['limma-voom', 'limma-trend', 'voomlmfit'] as const;
const both = [...edger, ...limma] as const;

export const engineNames = ['deseq2', ...both] as const satisfies readonly EngineName[];

const shared = {
  key: true,
  commands: [...studyCommands, 'de'],
  group: 'Differential expression by edgeR and limma',
} as const;

/** How counts are normalized and tested in the terms of edgeR and limma. */
export const engineOptions = {
  robust: {
    ...shared,
    engines: both,
    type: 'switch',
    help: 'genes that vary more than others are drawn less toward the trend',
    default: false,
  },
  treat: {
    ...shared,
    engines: both.filter((name) => name !== 'edger-exact'),
    type: 'number',
    min: 0,
    placeholder: 'LFC',
    help: 'test for absolute log2 fold changes above this instead of 0 (glmTreat, treat)',
    default: 0,
  },
  norm: {
    ...shared,
    engines: both,
    type: 'choice',
    choices: ['TMM', 'TMMwsp', 'RLE', 'upperquartile', 'none'] satisfies readonly EdgerOptions['norm'][],
    help: 'factors of the library sizes',
    default: 'TMM',
  },
  filter_by_expr: {
    ...shared,
    engines: both,
    type: 'onOff',
    help: 'leave out genes with low counts by filterByExpr',
    default: true,
  },
  block: {
    ...shared,
    engines: ['limma-voom', 'limma-trend'],
    type: 'text',
    placeholder: 'VAR',
    help: 'variable of donors, plates or litters with random effects (duplicateCorrelation)',
  },
  sample_weights: {
    ...shared,
    engines: ['limma-voom', 'limma-trend'],
    type: 'switch',
    help: 'samples count by how well they agree with the others',
    default: false,
  },
  prior_count: {
    ...shared,
    engines: [...edger, 'limma-trend'],
    type: 'number',
    min: 0,
    help: 'added to counts before logarithms',
    otherwise: '0.125 for fold changes of edgeR, 2 in limma-trend',
  },
  dispersion: {
    ...shared,
    engines: edger,
    type: 'number',
    above: 0,
    words: ['one-group'],
    placeholder: 'X|one-group',
    help: 'dispersion of all genes, known from elsewhere or estimated as if all samples were one group; needs no replicates in edger-lrt and edger-exact',
    otherwise: 'estimated',
  },
  estimate_dispersions: {
    ...shared,
    engines: ['edger-ql'],
    type: 'switch',
    help: 'estimate dispersions along abundance (estimateDisp) before the fit',
    default: false,
  },
} as const satisfies Record<string, Option>;
