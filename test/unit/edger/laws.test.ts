import { describe, expect, it } from 'vitest';
import {
  type EdgerAnalysis,
  type EdgerOptions,
  edgerExact,
  edgerLRT,
  edgerQL,
  edgerQLLegacy,
} from '../../../src/engines/edger/edger.ts';
import { errorsOf } from '../../golden/deseq2/errors.ts';
import { loadOracle } from '../../golden/edger/oracle.ts';

const oracle = loadOracle('contrasts4');
const samples = oracle.sampleIds.length;
const genes = 400;
const counts = oracle.counts.slice(0, genes * samples);
const groups = oracle.samples.group!;
const levels = (target: string, reference: string) =>
  ({ kind: 'levels', variable: 'group', target, reference }) as const;
const contrast = levels('B', 'A');

type Engine = (input: Parameters<typeof edgerQL>[0], options: EdgerOptions) => EdgerAnalysis;
const engines: [string, Engine][] = [
  ['edgeR 4 QL', edgerQL],
  [
    'edgeR 4 QL after estimateDisp',
    (input, options) => edgerQL(input, { ...options, estimateDispersions: options.dispersion === undefined }),
  ],
  ['edgeR 3 QL', edgerQLLegacy],
  ['LRT', edgerLRT],
  ['exact', edgerExact],
];

function analyze(engine: Engine, options: Partial<EdgerOptions> = {}, matrix = counts, labels = groups) {
  const sampleIds = labels.map((_, j) => `s${j}`);
  const input = { counts: matrix, sampleIds, samples: { group: labels } };
  return engine(input, { design: '~ group', contrast, ...options }).results;
}

/** Exact to rounding, but for the stop of a search: edgeR 4's one dispersion is found to 1e-5 in its fourth root. */
const tolerance = (name: string) => (name === 'edgeR 4 QL' ? 1e-3 : 1e-6);

describe.each(engines)('laws that any differential expression must obey: %s', (name, engine) => {
  const plain = analyze(engine);

  it('gives every gene an answer or a reason', () => {
    expect(plain.pvalue.length).toBe(genes);
    plain.pvalue.forEach((p, gene) => {
      expect(Number.isNaN(p)).toBe(plain.leftOut[gene] !== undefined);
    });
    expect(plain.leftOut.filter((reason) => reason === 'low counts').length).toBeGreaterThan(0);
  });

  it('the order of genes does not matter', () => {
    const order = Array.from({ length: genes }, (_, gene) => (gene * 7) % genes);
    const shuffled = Int32Array.from(
      order.flatMap((gene) => [...counts.subarray(gene * samples, (gene + 1) * samples)]),
    );
    const mixed = analyze(engine, {}, shuffled);
    const back = new Float64Array(genes);
    order.forEach((gene, place) => {
      back[gene] = mixed.pvalue[place]!;
    });
    expect(errorsOf(back, plain.pvalue).worst).toBeLessThan(tolerance(name));
  });

  it('the order of samples does not matter', () => {
    const order = [7, 0, 11, 3, 5, 1, 9, 6, 2, 10, 4, 8];
    const mixed = Int32Array.from(counts, (_, i) => counts[i - (i % samples) + order[i % samples]!]!);
    const other = analyze(
      engine,
      {},
      mixed,
      order.map((j) => groups[j]!),
    );
    expect(errorsOf(other.log2FoldChange, plain.log2FoldChange, 1e-2).worst).toBeLessThan(tolerance(name));
    expect(errorsOf(other.pvalue, plain.pvalue).worst).toBeLessThan(tolerance(name));
  });

  it('new names of the groups do not matter', () => {
    const renamed = groups.map((group) => ({ A: 'z', B: 'y', C: 'x', D: 'w' })[group]!);
    const other = analyze(engine, { contrast: levels('y', 'z') }, counts, renamed);
    expect(errorsOf(other.log2FoldChange, plain.log2FoldChange, 1e-2).worst).toBeLessThan(tolerance(name));
    expect(errorsOf(other.pvalue, plain.pvalue).worst).toBeLessThan(tolerance(name));
  });

  it('the opposite contrast turns the fold changes round and leaves the p-values', () => {
    const turned = analyze(engine, { contrast: levels('A', 'B') });
    const negated = turned.log2FoldChange.map((value) => -value);
    expect(errorsOf(negated, plain.log2FoldChange, 1e-2).worst).toBeLessThan(1e-8);
    expect(errorsOf(turned.pvalue, plain.pvalue).worst).toBeLessThan(1e-6);
  });

  it('a coefficient and the contrast of its levels are one question', () => {
    const coefficient = analyze(engine, { contrast: { kind: 'coefficient', name: 'group_B_vs_A' } });
    expect(coefficient.pvalue).toEqual(plain.pvalue);
    const cells = analyze(engine, { design: '~ 0 + group' });
    expect(errorsOf(cells.pvalue, plain.pvalue).worst).toBeLessThan(tolerance(name));
  });

  it('a larger prior count draws fold changes toward 0 and leaves the p-values', () => {
    const drawn = analyze(engine, { priorCount: 5 });
    expect(drawn.pvalue).toEqual(plain.pvalue);
    const size = (values: Float64Array) =>
      values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : Math.abs(value)), 0);
    expect(size(drawn.log2FoldChange)).toBeLessThan(size(plain.log2FoldChange));
  });

  if (name === 'exact') return;

  it('a threshold near 0 is the plain test, and a higher one is harder to pass', () => {
    const thresholds = [1e-7, 0.2, 0.5, 1].map((treat) => analyze(engine, { treat }).pvalue);
    expect(errorsOf(thresholds[0]!, plain.pvalue).worst).toBeLessThan(1e-4);
    for (let k = 1; k < thresholds.length; k++) {
      thresholds[k]!.forEach((p, gene) => {
        if (!Number.isNaN(p)) expect(p).toBeGreaterThanOrEqual(thresholds[k - 1]![gene]! * (1 - 1e-3)); // the mean over the interval is rounded off at its ends
      });
    }
  });

  it('contrasts tested together do not depend on which of them span the hypothesis', () => {
    const pairs = [
      [levels('B', 'A'), levels('C', 'A')],
      [levels('C', 'B'), levels('A', 'C')],
    ].map((contrasts) => analyze(engine, { contrast: contrasts }));
    expect(pairs[0]!.foldChanges.map(({ label }) => label)).toEqual(['group B vs A', 'group C vs A']);
    expect(errorsOf(pairs[1]!.pvalue, pairs[0]!.pvalue).worst).toBeLessThan(1e-6);
  });

  it('log p-values go on where p-values end', () => {
    const strong = counts.slice();
    for (let j = 0; j < samples; j++) strong[j] = groups[j] === 'A' ? 4 : 400_000_000 + j;
    const results = analyze(engine, { norm: 'none', dispersion: 0.001 }, strong);
    expect(results.logPvalue[0]).toBeLessThan(name === 'LRT' ? -750 : -30);
    results.pvalue.forEach((p, gene) => {
      if (p > 1e-280) expect(Math.abs(Math.exp(results.logPvalue[gene]!) / p - 1)).toBeLessThan(1e-11);
    });
  });
});

describe('a stated dispersion', () => {
  it('of 1e-8 gives the likelihood ratio test of Poisson counts', () => {
    const dispersion = 1e-8;
    const { results, study } = edgerLRT(
      { counts, sampleIds: oracle.sampleIds, samples: { group: groups } },
      { design: '~ group', contrast, dispersion, norm: 'none' },
    );
    // Of one gene by hand: groups A and B, with the sums of their counts and of their libraries.
    const gene = study.prepared.kept[5]!;
    const [k, n] = [new Map<string, number>(), new Map<string, number>()];
    groups.forEach((group, j) => {
      k.set(group, (k.get(group) ?? 0) + counts[gene * samples + j]!);
      n.set(group, (n.get(group) ?? 0) + study.prepared.librarySizes[j]!);
    });
    const [a, b] = ['A', 'B'].map((group) => ({ k: k.get(group)!, n: n.get(group)! }));
    const rate = (a!.k + b!.k) / (a!.n + b!.n);
    const byHand = 2 * [a!, b!].reduce((sum, part) => sum + part.k * Math.log(part.k / (part.n * rate)), 0);
    expect(Math.abs(results.statistic!.values[gene]! / byHand - 1)).toBeLessThan(1e-4);
  });
});
