import { describe, expect, it } from 'vitest';
import { engineCallsFigure } from '../../../src/report/figures/engine-calls.ts';
import { engineChangesFigure, enginePairs } from '../../../src/report/figures/engine-changes.ts';
import { renderSvg } from '../../../src/report/figures/render-svg.ts';
import type { ConsensusResults } from '../../../src/report/report-data.ts';
import { consensusSection } from '../../../src/report/sections/consensus-section.ts';
import { contrast, report as reportData } from './small-report.ts';

const GENES = 48;
/** Of gene k the k-th place, 0 and no call after that. */
const engine = (id: 'deseq2' | 'edger-ql' | 'limma-voom', name: string, called: readonly (-1 | 0 | 1)[]) => {
  const calls = Int8Array.from({ length: GENES }, (_, gene) => called[gene] ?? 0);
  return {
    engine: id,
    name,
    log2FoldChange: Float64Array.from(calls, (call, gene) => (gene === 47 ? Number.NaN : 2 * call)),
    lfcSE: Float64Array.from(calls, () => 0.2),
    pvalue: Float64Array.from(calls, (call) => (call === 0 ? 0.5 : 1e-4)),
    padj: Float64Array.from(calls, (call) => (call === 0 ? 0.9 : 1e-3)),
    calls,
  };
};
const at = <T>(first: readonly T[], rest: T) => Array.from({ length: GENES }, (_, gene) => first[gene] ?? rest);

const consensus: ConsensusResults = {
  engines: [
    engine('deseq2', 'DESeq2', [1, -1, -1, -1, 0, 1]),
    engine('edger-ql', 'edgeR QL', [1, -1, -1, 0, 1, -1]),
    engine('limma-voom', 'limma-voom', [1, -1, 0, 0, 0, 0]),
  ],
  agreement: at<ConsensusResults['agreement'][number]>(['all', 'all', 'some', 'some', 'some', 'opposed'], 'none'),
  causes: at(['NA', 'NA', 'outlier', 'filtered:limma-voom;low_count', 'none_found', 'low_count'], 'NA'),
  why: at(['NA', 'NA', 'w2', 'w3', 'no single cause found', 'w5'], 'NA'),
};

describe('the figure of calls', () => {
  it('counts each gene in the column of the engines that call it, by direction', () => {
    const { table, finding } = engineCallsFigure(contrast, consensus);
    expect(Object.fromEntries([...table].map(([name, cells]) => [name, [...cells]]))).toEqual({
      engines: ['deseq2;edger-ql', 'deseq2;edger-ql;limma-voom', 'deseq2', 'edger-ql'],
      genes: [2, 2, 1, 1],
      down: [1, 1, 1, 0],
      up: [0, 1, 0, 1],
      opposed: [1, 0, 0, 0],
    });
    expect(finding).toBe(
      'Of 6 called genes 2 are called by all engines; by one engine alone: 1 by DESeq2 and 1 by edgeR QL.',
    );
  });

  it('is drawn where no engine calls a gene, too', () => {
    const none = {
      ...consensus,
      engines: consensus.engines.slice(0, 2).map((one) => ({ ...one, calls: one.calls.map(() => 0) })),
    };
    const figure = engineCallsFigure(contrast, { ...none, agreement: at([], 'none' as const) });
    expect(figure.finding).toBe('No engine calls a gene.');
    expect(renderSvg(figure)).toContain('edgeR QL');
  });
});

it('fold changes of each pair leave out what one of them did not test, and mark who calls', () => {
  const pairs = enginePairs(consensus);
  expect(pairs.map(([a, b]) => `${a.name}/${b.name}`)).toEqual([
    'DESeq2/edgeR QL',
    'DESeq2/limma-voom',
    'edgeR QL/limma-voom',
  ]);
  const { table, finding } = engineChangesFigure(contrast, pairs[0]!);
  expect(table.get('gene')).toHaveLength(GENES - 1);
  expect(table.get('called')!.slice(0, 7)).toEqual([
    'by both',
    'by both',
    'by both',
    'only by DESeq2',
    'only by edgeR QL',
    'in opposed directions',
    'called by neither',
  ]);
  expect(finding).toMatch(/both call 3; 1 gene in opposed directions; DESeq2 alone calls 1, edgeR QL alone 1/);
});

describe('the section', () => {
  const view = (one: typeof contrast) => ({ data: reportData, contrast: one, figure: () => undefined });

  it('is absent with one engine', () => {
    expect(consensusSection.render(view(contrast))).toBeUndefined();
    expect(consensusSection.figures!(reportData, contrast)).toEqual([]);
  });

  it('says how many genes all call, and counts each cause', () => {
    const { text } = consensusSection.render(view({ ...contrast, consensus }))!;
    expect(text).toContain('all call 2 (33 %) in the same direction, and some of them 3. 1 gene is called in opposed');
    const rows = [...text.matchAll(/<tr><th scope="row">([^<]+)<\/th><td class="number">(\d+)</g)].map(([, a, b]) => [
      a,
      b,
    ]);
    expect(rows).toEqual([
      ['mean count below 10', '2'],
      ['left out by limma-voom for low counts', '1'],
      ['a count is an outlier by Cook&#39;s distance', '1'],
      ['no single cause found', '1'],
    ]);
  });
});
