import { describe, expect, test } from 'vitest';
import { describeMethods, type MethodParameters } from '../../../src/report/describe-methods.ts';

const defaults: MethodParameters = {
  engines: ['deseq2'],
  design: '~ batch + condition',
  sizeFactors: 'ratio',
  test: 'wald',
  reduced: null,
  fitType: 'parametric',
  alpha: 0.05,
  lfcThreshold: 0,
  alternative: 'greaterAbs',
  shrink: 'none',
  useT: false,
  cooks: 'on',
  minReplicates: 7,
  pAdjust: 'BH',
  given: { sizeFactors: false, normalizationFactors: false, controlGenes: false, filter: false },
  independentFiltering: true,
  robust: false,
  treat: 0,
  norm: 'TMM',
  filterByExpr: true,
  block: null,
  sampleWeights: false,
  priorCount: null,
  dispersion: null,
  estimateDispersions: false,
  effect: 'overexpression',
  mirna: 'hsa-miR-9-5p',
  ranking: { fdr: 0.1, ranker: 'posterior' },
  cutFromGenome: false,
  transcript: 'abundant',
  conservation: false,
  seedFamilies: 198,
};
const textOf = (changed: Partial<MethodParameters>) =>
  describeMethods({ ...defaults, ...changed }).paragraphs.join('\n');

describe('the methods say what was really done', () => {
  test.each([
    ['the design', {}, '~ batch + condition'],
    ['the test', { test: 'lrt', reduced: '~ batch' }, 'likelihood ratio tests against the design ~ batch'],
    ['a threshold', { lfcThreshold: 1 }, 'absolute log2 fold change above 1'],
    ['a one-sided threshold', { lfcThreshold: 0.5, alternative: 'less' }, 'log2 fold change below -0.5'],
    ['shrinkage', { shrink: 'apeglm' }, 'shrunken (apeglm'],
    ['the direction', { effect: 'inhibition' }, 'genes that go up and have a site'],
    ['the rate of candidates', { ranking: { fdr: 0.2, ranker: 'posterior' } }, 'at a false discovery rate of 0.2'],
    ['another order', { ranking: { fdr: 0.1, ranker: 'signed-p' } }, 'ordered by the ranker signed-p'],
    ['the longest transcript', { transcript: 'longest' }, 'that with the longest 3′ UTR stood for it'],
    ['the canonical transcript', { transcript: 'canonical' }, 'that which the annotation prefers (MANE Select'],
    ['a genome', { cutFromGenome: true }, 'cut from the genome'],
    ['conservation', { conservation: true }, 'Friedman et al. 2009'],
    ['the seeds', {}, '198 seed families'],
    ["Student's t", { useT: true }, "Wald tests by Student's t"],
    ['replaced outliers', { minReplicates: 3 }, 'replaced in groups of 3 samples or more; in smaller groups'],
    ['flagged outliers', { minReplicates: 'off', cooks: 2 }, "Cook's distance cost the gene its p-value (above 2)"],
    ['an adjustment', { pAdjust: 'none' }, 'were not adjusted for multiple testing'],
    ['another adjustment', { pAdjust: 'holm' }, 'by the method of Holm'],
    ['given factors', { given: { ...defaults.given, sizeFactors: true } }, 'Size factors were used as given'],
    ['control genes', { given: { ...defaults.given, controlGenes: true } }, 'from control genes'],
    ['another filter', { given: { ...defaults.given, filter: true } }, 'filtering on a given statistic'],
  ] as const)('%s', (_, changed, words) => {
    expect(textOf(changed)).toContain(words);
  });

  test.each([
    ['outliers', { cooks: 'off', minReplicates: 'off' }, 'Cook'],
    ['filtering', { independentFiltering: false }, 'filtering'],
    ['targets', { mirna: undefined }, 'Canonical sites'],
    ['the model', { ranking: { fdr: 0.1, ranker: 'signed-p' } }, 'Efron 2008'],
    ['seeds', { seedFamilies: undefined }, 'seed families'],
  ] as const)('and not what was left out: %s', (_, changed, words) => {
    expect(textOf({})).toContain(words);
    expect(textOf(changed)).not.toContain(words);
  });
});

describe('the methods of edgeR and limma', () => {
  test.each([
    [
      { engines: ['edger-ql'] },
      ['edgeR (version 4', 'filterByExpr', 'TMM', 'quasi-likelihood F-tests', 'most abundant'],
    ],
    [{ engines: ['edger-ql'], estimateDispersions: true }, ['estimateDisp']],
    [{ engines: ['edger-ql-legacy'], norm: 'RLE' }, ['version 3', 'Anders & Huber 2010', 'Lund et al. 2012']],
    [{ engines: ['edger-lrt'], dispersion: 0.16 }, ['a stated dispersion of 0.16', 'likelihood ratio tests']],
    [{ engines: ['edger-exact'], dispersion: 'one-group' }, ['taken as one group', 'exact tests']],
    [{ engines: ['limma-voom'], block: 'donor', treat: 0.3 }, ['voom', 'the same donor', 'above 0.3']],
    [{ engines: ['limma-voom'], sampleWeights: true }, ['Ritchie et al. 2006']],
    [{ engines: ['limma-trend'], priorCount: 3, filterByExpr: false }, ['prior count 3', 'limma-trend']],
    [{ engines: ['voomlmfit'], robust: true, norm: 'upperquartile' }, ['voomLmFit', 'Phipson', 'Bullard']],
    [{ engines: ['edger-ql', 'limma-voom'] }, ['also tested by limma-voom']],
  ] as const)('%j', (changed, words) => {
    const text = textOf(changed);
    for (const word of words) expect(text).toContain(word);
    expect(text).not.toContain('DESeq2');
  });

  test('stand beside those of DESeq2 by name only', () => {
    const { paragraphs, citations } = describeMethods({ ...defaults, engines: ['deseq2', 'edger-lrt'] });
    expect(paragraphs.join('\n')).toContain(
      "also tested by edgeR's likelihood ratio tests; genes were ranked by DESeq2 alone",
    );
    expect(citations.map(({ label }) => label)).not.toContain('Robinson, McCarthy & Smyth 2010');
  });
});

test('every citation in the text is among the references, and the other way round', () => {
  for (const changed of [
    {},
    { mirna: undefined },
    { shrink: 'apeglm' },
    { conservation: true, cutFromGenome: true },
    { seedFamilies: undefined },
    { ranking: { fdr: 0.1, ranker: 'rra' } },
    { pAdjust: 'BY' },
    { pAdjust: 'holm' },
    { shrink: 'ashr' },
    { given: { ...defaults.given, sizeFactors: true } },
    { engines: ['edger-ql'], norm: 'RLE', robust: true },
    { engines: ['edger-ql-legacy'], treat: 1 },
    { engines: ['edger-lrt'], norm: 'upperquartile' },
    { engines: ['edger-exact'] },
    { engines: ['limma-voom', 'deseq2'], block: 'donor' },
    { engines: ['limma-trend'], sampleWeights: true },
    { engines: ['voomlmfit'], mirna: undefined },
  ] as const) {
    const { citations } = describeMethods({ ...defaults, ...changed });
    const text = textOf(changed);
    for (const { label } of citations) {
      const [, authors, year] = /^(.*) (\d{4})$/.exec(label) as unknown as [string, string, string];
      expect(text).toMatch(new RegExp(`${authors} \\(?${year}`));
    }
    expect(new Set(citations).size).toBe(citations.length);
    expect(
      text.match(/\b(19|20)\d\d\b/g)?.filter((year) => !citations.some(({ label }) => label.endsWith(year))),
    ).toEqual([]);
  }
});

test('the methods name the tests of gene sets that were made, and cite no others', () => {
  const setTests = { camera: true, fry: false, ora: true, gsea: false, causes: true };
  const { paragraphs, citations } = describeMethods({ ...defaults, setTests });
  const text = paragraphs.at(-1);
  expect(text).toMatch(/^Gene sets were tested by camera.* and for more significant genes/);
  expect(text).toContain('downstream');
  expect(text).not.toContain('fry');
  const cited = citations.map(({ label }) => label);
  expect(cited).toContain('Wu & Smyth 2012');
  expect(cited).not.toContain('Wu et al. 2010');
  expect(textOf({})).not.toContain('Gene sets');
});
