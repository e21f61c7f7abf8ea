import { beforeAll, describe, expect, it } from 'vitest';
import { analyzeByEngine } from '../../../src/analyses/analyze-by-engine.ts';
import type { EngineRequest } from '../../../src/analyses/engine-request.ts';
import { consensusTable } from '../../../src/artifacts/consensus-table.ts';
import {
  type Consensus,
  consensusValues,
  type EngineName,
  type EngineOpinion,
  findConsensus,
  opinionOf,
} from '../../../src/index.ts';

const ALPHA = 0.1;

/** Counts about a mean with the dispersion 0.05 of every ordinary gene, the same on every run. */
function drawCounts(genes: number): number[][] {
  let state = 11;
  const uniform = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return (state + 0.5) / 2147483648;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return Array.from({ length: genes }, (_, gene) => {
    const mean = 30 * 2 ** (6 * uniform());
    const change = gene % 10 === 0 ? 2 : 1;
    return Array.from({ length: 8 }, (_column, sample) => {
      const expected = mean * (sample < 4 ? 1 : change);
      return Math.max(0, Math.round(expected * Math.exp(normal() * Math.sqrt(0.05 + 1 / expected))));
    });
  });
}

/** Each built to have one thing that engines differ in. */
const built = {
  steady: [400, 410, 395, 405, 402, 398, 407, 396],
  changed: [100, 105, 98, 101, 420, 400, 410, 396],
  low: [8, 9, 7, 8, 0, 0, 0, 0],
  outlier: [400, 390, 410, 4000, 50, 52, 48, 51],
  unstable: [900, 60, 2400, 150, 3500, 4100, 9000, 800],
};

async function ask(engine: 'deseq2' | 'edger-ql' | 'limma-voom', counts: number[][], ids: string[]) {
  const sampleIds = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3', 'b4'];
  const input = {
    counts: Int32Array.from(counts.flat()),
    geneIds: ids,
    sampleIds,
    samples: { group: sampleIds.map((id) => id[0]!) },
  };
  const options = {
    design: '~ group',
    contrast: { kind: 'levels', variable: 'group', target: 'b', reference: 'a' },
    alpha: ALPHA,
  };
  const { results, summary, deseq2 } = await analyzeByEngine(input, { engine, options } as EngineRequest);
  const fit = deseq2?.fit;
  return opinionOf(engine, results, summary, fit && { ...fit.columns, maxCooks: fit.cooks.maxCooks });
}

describe('three engines on a table with genes built to part them', () => {
  const counts = [...Object.values(built), ...drawCounts(400)];
  const ids = [...Object.keys(built), ...Array.from({ length: 400 }, (_, gene) => `g${gene}`)];
  const meanCounts = Float64Array.from(counts, (row) => row.reduce((a, b) => a + b) / row.length);
  let found: Consensus;
  const causeKinds = (id: string) => found.causes.get(ids.indexOf(id))?.map(({ kind }) => kind);
  const agreement = (id: string) => found.agreement[ids.indexOf(id)];

  beforeAll(async () => {
    const engines = ['deseq2', 'edger-ql', 'limma-voom'] as const;
    const opinions = await Promise.all(engines.map((engine) => ask(engine, counts, ids)));
    found = findConsensus({ opinions, alpha: ALPHA, meanCounts });
  });

  it('agree on a gene that does not change, and on one that clearly does', () => {
    expect([agreement('steady'), causeKinds('steady')]).toEqual(['none', undefined]);
    expect([agreement('changed'), causeKinds('changed')]).toEqual(['all', undefined]);
  });

  it('differ in one of few counts, which edgeR and limma leave out', () => {
    expect(agreement('low')).toBe('some');
    expect(causeKinds('low')).toEqual(expect.arrayContaining(['filtered', 'low_count']));
    expect(found.causes.get(ids.indexOf('low'))![0]).toMatchObject({ engines: ['edger-ql', 'limma-voom'] });
  });

  it('differ in one with an outlier, which DESeq2 gives no p-value', () => {
    expect([agreement('outlier'), causeKinds('outlier')]).toEqual(['some', expect.arrayContaining(['outlier'])]);
    expect(causeKinds('outlier')).not.toContain('filtered');
  });

  it('differ in one that varies far more than genes of its mean', () => {
    expect(agreement('unstable')).toBe('some');
    expect(causeKinds('unstable')).toContain('dispersion_far_from_trend');
  });

  it('keep their own numbers in the table, which reads back to the last bit', () => {
    const values = consensusValues(found);
    const column = (name: string) => [...(values.more!.get(name) as Float64Array)];
    for (const { engine, results } of found.opinions) {
      expect(column(`${engine}:padj`)).toEqual([...results.padj]);
      expect(column(`${engine}:lfcSE`)).toEqual([...results.lfcSE]);
    }
    expect(consensusTable.parseTyped(consensusTable.formatTyped(values), 'c')).toEqual(values);
    expect(values.calledBy[1]).toBe('deseq2:up;edger-ql:up;limma-voom:up');
    expect([values.up[1], values.down[1], values.tested[1]]).toEqual([3, 0, 3]);
    expect(values.calledBy[2]).toBe('deseq2:down');
    expect(values.causes[2]).toMatch(/^filtered:edger-ql;filtered:limma-voom;low_count/);
  });
});

/** An engine that says just this of genes g0, g1... */
function says(engine: EngineName, padj: readonly number[], more: Partial<EngineOpinion> & { lfc?: number[] } = {}) {
  const numbers = Float64Array.from(padj);
  const results = {
    geneIds: padj.map((_, gene) => `g${gene}`),
    baseMean: numbers.map(() => 100),
    log2FoldChange: Float64Array.from(more.lfc ?? padj.map(() => 1)),
    lfcSE: numbers.map(() => 0.3),
    pvalue: numbers.map((p) => (Number.isNaN(p) ? 0.001 : p / 2)),
    logPvalue: numbers.map((p) => Math.log(p / 2)),
    padj: numbers,
  };
  return { engine, results, evidence: more.evidence } satisfies EngineOpinion;
}
const compare = (opinions: EngineOpinion[], mean = 100) =>
  findConsensus({ opinions, alpha: ALPHA, meanCounts: Float64Array.from(opinions[0]!.results.padj, () => mean) });
const kinds = ({ causes }: Consensus, gene = 0) => causes.get(gene)?.map(({ kind }) => kind);

describe('a cause is stated where it was looked at and found', () => {
  it('near the rate: all within a factor of two of it, on both sides', () => {
    expect(kinds(compare([says('edger-ql', [0.08]), says('limma-voom', [0.13])]))).toEqual(['near_the_rate']);
    expect(kinds(compare([says('edger-ql', [0.04]), says('limma-voom', [0.13])]))).toEqual([]);
    expect(kinds(compare([says('edger-ql', [0.08]), says('limma-voom', [0.21])]))).toEqual([]);
  });

  it('none, in words, where nothing tells', () => {
    const values = consensusValues(compare([says('edger-ql', [0.001, 0.5]), says('limma-voom', [0.5, 0.6])]));
    expect([...values.causes, ...values.why]).toEqual(['none_found', 'NA', 'no single cause found', 'NA']);
  });

  it('independent filtering: a p-value without an adjusted one', () => {
    const deseq2 = says('deseq2', [Number.NaN], { evidence: { filterThreshold: 5 } });
    const found = compare([deseq2, says('limma-voom', [0.001])], 3);
    expect(kinds(found)).toEqual(['filtered', 'low_count']);
    expect(consensusValues(found).causes).toEqual(['filtered:deseq2;low_count']);
    expect(kinds(compare([{ ...deseq2, evidence: {} }, says('limma-voom', [0.001])]))).toEqual([]);
  });

  it('outliers and dispersions not at all without DESeq2', () => {
    expect(compare([says('edger-ql', [0.5]), says('limma-voom', [0.5])]).lookedAt).toEqual([
      'filtered',
      'low_count',
      'near_the_rate',
    ]);
  });

  it('both directions are opposed, not agreed', () => {
    const found = compare([says('edger-ql', [0.01]), says('limma-voom', [0.01], { lfc: [-1] })]);
    expect([found.agreement, kinds(found)]).toEqual([['opposed'], []]);
  });
});

it('one engine, other genes, or an engine twice is refused', () => {
  const code = (value: string) => expect.objectContaining({ code: value });
  expect(() => compare([says('deseq2', [0.1])])).toThrow(code('CONSENSUS_ENGINES'));
  expect(() => compare([says('deseq2', [0.1]), says('edger-ql', [0.1, 0.2])])).toThrow(code('CONSENSUS_GENES'));
  expect(() => compare([says('deseq2', [0.1]), says('deseq2', [0.1])])).toThrow(code('CONSENSUS_GENES'));
});
