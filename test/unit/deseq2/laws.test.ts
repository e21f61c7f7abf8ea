import { describe, expect, it } from 'vitest';
import { type Deseq2Options, deseq2 } from '../../../src/engines/deseq2/deseq2.ts';
import { deseq2Results } from '../../../src/engines/deseq2/results/deseq2-results.ts';
import { errorsOf } from '../../golden/deseq2/errors.ts';
import { loadOracle } from '../../golden/deseq2/oracle.ts';

const oracle = loadOracle('two_group');
const samples = oracle.sampleIds.length;
const genes = 400;
const counts = oracle.counts.slice(0, genes * samples);
const condition = oracle.samples.columns.condition as string[];
const options: Deseq2Options = { design: '~ condition', references: { condition: 'control' } };

function analyze(matrix: Int32Array, groups: readonly string[], more: Partial<Deseq2Options> = {}) {
  const sampleIds = groups.map((_, j) => `s${j}`);
  return deseq2({ counts: matrix, sampleIds, samples: { condition: groups } }, { ...options, ...more });
}

describe('laws that any differential expression must obey', () => {
  it('the order of genes does not matter', async () => {
    const order = Array.from({ length: genes }, (_, gene) => (gene * 7) % genes);
    const shuffled = Int32Array.from(
      order.flatMap((gene) => [...counts.subarray(gene * samples, (gene + 1) * samples)]),
    );
    const [plain, mixed] = await Promise.all([analyze(counts, condition), analyze(shuffled, condition)]);
    const back = new Float64Array(genes);
    order.forEach((gene, place) => {
      back[gene] = mixed.results.padj[place]!;
    });
    expect(errorsOf(back, plain.results.padj).worst).toBeLessThan(1e-6);
  });

  it('the order of samples matters by rounding only', async () => {
    const order = [7, 0, 3, 5, 1, 6, 2, 4];
    const mixed = Int32Array.from(counts, (_, i) => counts[i - (i % samples) + order[i % samples]!]!);
    const plain = await analyze(counts, condition);
    const other = await analyze(
      mixed,
      order.map((j) => condition[j]!),
    );
    expect(errorsOf(other.results.log2FoldChange, plain.results.log2FoldChange, 1e-2).worst).toBeLessThan(1e-5);
    expect(errorsOf(other.results.pvalue, plain.results.pvalue).above(1e-4)).toBe(0);
  });

  it('swapping the reference turns the fold changes round', async () => {
    const plain = await analyze(counts, condition);
    const turned = await analyze(counts, condition, { references: { condition: 'mir9' } });
    const negated = turned.results.log2FoldChange.map((value) => -value);
    expect(errorsOf(negated, plain.results.log2FoldChange, 1).worst).toBeLessThan(1e-4);
    const contrast = { kind: 'levels', variable: 'condition', target: 'control', reference: 'mir9' } as const;
    const asked = deseq2Results(plain.fit, { contrast });
    expect(asked.log2FoldChange).toEqual(plain.results.log2FoldChange.map((value) => -value));
    expect(asked.pvalue).toEqual(plain.results.pvalue);
  });

  it('given size factors, a common factor moves the base means and hardly anything else', async () => {
    const sizeFactors = Array.from({ length: samples }, (_, j) => 0.5 + 0.2 * j);
    const plain = await analyze(counts, condition, { sizeFactors });
    const doubled = await analyze(counts, condition, { sizeFactors: sizeFactors.map((s) => 2 * s) });
    const twice = doubled.results.baseMean.map((mean) => 2 * mean);
    expect(errorsOf(twice, plain.results.baseMean).worst).toBeLessThan(1e-14);
    const isLarge = (_: number, gene: number) => plain.results.baseMean[gene]! > 50;
    const [a, b] = [doubled, plain].map(({ results }) => results.log2FoldChange.filter(isLarge));
    expect(errorsOf(a!, b!, 1).worst).toBeLessThan(1e-3);
  });

  it('log p-values go on where p-values end', async () => {
    const strong = counts.slice();
    for (let j = 0; j < samples; j++) strong[j] = condition[j] === 'control' ? 40 + j : 4_000_000 + j;
    const { results } = await analyze(strong, condition);
    expect(results.logPvalue[0]).toBeLessThan(-100);
    results.pvalue.forEach((p, gene) => {
      if (p > 1e-280) expect(Math.abs(Math.exp(results.logPvalue[gene]!) / p - 1)).toBeLessThan(1e-12);
    });
  });
});
