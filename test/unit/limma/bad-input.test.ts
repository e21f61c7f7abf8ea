import { describe, expect, it } from 'vitest';
import { factorBlockCorrelation } from '../../../src/engines/limma/block-correlation.ts';
import { type LimmaVoomOptions, limmaTrend, limmaVoom, voomLmFit } from '../../../src/engines/limma/limma.ts';
import { squeezeVariances } from '../../../src/engines/moderation/squeeze-variances.ts';
import { Fault } from '../../../src/fault.ts';
import { type SimulatedInput, simulateCounts } from './simulate.ts';

function faultOf(run: () => unknown): Fault {
  try {
    run();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('no fault was raised');
}

const input = simulateCounts(100);
const voomFault = (options: Partial<LimmaVoomOptions>, study: SimulatedInput = input) =>
  faultOf(() => limmaVoom(study, { design: '~ condition', ...options })).code;

describe('limma refuses', () => {
  it.each([
    ['more coefficients than samples', { design: '~ own' }, 'DESIGN_NO_REPLICATES'],
    ['columns that others determine', { design: '~ donor + batch' }, 'DESIGN_CONFOUNDED'],
    [
      'contrasts of levels that are not there',
      { contrast: { kind: 'levels', variable: 'condition', target: 'c', reference: 'a' } },
      'CONTRAST_LEVEL_ABSENT',
    ],
    [
      'contrasts of coefficients that are not there',
      { contrast: { kind: 'coefficient', name: 'batch_y_vs_x' } },
      'CONTRAST_COEFFICIENT_ABSENT',
    ],
    ['numeric contrasts of the wrong length', { contrast: { kind: 'numeric', weights: [1] } }, 'CONTRAST_WEIGHTS'],
    ['blocks that the sheet does not know', { block: 'litter' }, 'DESIGN_VARIABLE_ABSENT'],
    ['blocks beside sample weights', { block: 'donor', sampleWeights: true }, 'LIMMA_BLOCK_AND_WEIGHTS'],
    ['a span of nothing', { span: 0 }, 'VOOM_SPAN'],
    [
      'several contrasts of which one follows from the others',
      {
        contrast: [
          { kind: 'numeric', weights: [0, 1] },
          { kind: 'numeric', weights: [0, 2] },
        ],
      },
      'CONTRASTS_DEPENDENT',
    ],
    [
      'a threshold for several contrasts',
      {
        contrast: [
          { kind: 'numeric', weights: [0, 1] },
          { kind: 'numeric', weights: [1, 0] },
        ],
        treat: 1,
      },
      'TREAT_ONE_CONTRAST',
    ],
    ['a negative threshold', { treat: -1 }, 'TREAT_THRESHOLD'],
    ['factors that are not positive', { normalizationFactors: new Float64Array(8) }, 'NORMALIZATION_FACTORS'],
  ] as [string, Partial<LimmaVoomOptions>, string][])('%s', (_, options, code) => {
    expect(voomFault(options)).toBe(code);
  });

  it('a sheet with one block', () => {
    const one = { ...input, samples: { ...input.samples, plate: Array(8).fill('p1') } };
    expect(voomFault({ block: 'plate' }, one)).toBe('BLOCK_ONE_LEVEL');
  });

  it('blocks too many to compare samples within them', () => {
    const pairs = { ...input, samples: { ...input.samples, litter: ['l1', 'l1', 'l2', 'l3', 'l4', 'l5', 'l6', 'l7'] } };
    expect(voomFault({ block: 'litter' }, pairs)).toBe('BLOCK_CORRELATION_UNKNOWN');
  });

  it('a library without reads', () => {
    const empty = simulateCounts(100, (counts) => {
      for (const row of counts) row[2] = 0;
    });
    expect(voomFault({}, empty)).toBe('LIBRARY_EMPTY');
  });

  it('tables of which no gene passes the filter', () => {
    const low = simulateCounts(100, (counts) => {
      counts.forEach((row, gene) => {
        counts[gene] = row.map((_, j) => (gene + j) % 2);
      });
    });
    expect(voomFault({}, low)).toBe('GENES_ALL_FILTERED');
  });

  it('blocks and sample weights in voomLmFit', () => {
    for (const options of [{ block: 'donor' }, { sampleWeights: true }]) {
      expect(faultOf(() => voomLmFit(input, { design: '~ condition', ...options })).code).toBe('LIMMA_OPTION_UNSUITED');
    }
  });

  it('correlations that no samples can have', () => {
    const fault = faultOf(() => factorBlockCorrelation({ blocks: Int32Array.of(0, 0, 0, 1), correlation: -0.6 }));
    expect(fault.code).toBe('BLOCK_CORRELATION_IMPOSSIBLE');
    expect(factorBlockCorrelation({ blocks: Int32Array.of(0, 0, 0, 1), correlation: -0.4 })[0]).toBe(1);
  });

  it('variances of which none has degrees of freedom', () => {
    const variances = new Float64Array(5);
    for (const isRobust of [false, true]) {
      for (const estimator of ['moments', 'likelihood'] as const) {
        const fault = faultOf(() =>
          squeezeVariances({ variances, residualDf: new Float64Array(5) }, { isRobust, estimator }),
        );
        expect(fault.code).toBe('VARIANCES_NO_PRIOR');
      }
    }
  });
});

describe('limma answers', () => {
  const few = (genes: number): SimulatedInput => {
    const { counts, geneIds, ...rest } = simulateCounts(30);
    return { ...rest, counts: counts.slice(0, genes), geneIds: geneIds.slice(0, genes) };
  };

  it('two genes, which borrow nothing from each other', () => {
    for (const run of [limmaVoom, limmaTrend, voomLmFit]) {
      for (const robust of [false, true]) {
        const { results, comparison } = run(few(2), {
          design: '~ condition',
          filterByExpr: false,
          norm: 'none',
          robust,
        });
        expect([...comparison.variances.priorDf]).toEqual([0, 0]);
        expect(comparison.variances.posterior).toEqual(comparison.sigma.map((s) => s * s));
        expect(results.pvalue.every((p) => p > 0 && p <= 1)).toBe(true);
        expect(results.logOdds.every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('but not one gene, whose counts are the library sizes that they are compared with', () => {
    for (const run of [limmaVoom, limmaTrend, voomLmFit]) {
      expect(faultOf(() => run(few(1), { design: '~ condition', filterByExpr: false })).code).toBe('GENES_ONE');
    }
  });

  it('three genes', () => {
    const { results } = limmaVoom(few(3), { design: '~ condition', filterByExpr: false });
    expect(results.pvalue.every((p) => p > 0 && p <= 1)).toBe(true);
  });

  it('genes without any count, when they are not filtered out', () => {
    const zeros = simulateCounts(100, (counts) => {
      for (let gene = 0; gene < 10; gene++) counts[gene] = Array(8).fill(0);
    });
    for (const run of [limmaVoom, limmaTrend, voomLmFit]) {
      const { results } = run(zeros, { design: '~ condition', filterByExpr: false });
      expect(results.pvalue.every((p) => p >= 0 && p <= 1)).toBe(true);
    }
  });

  it('a group of zeros, of which voomLmFit takes no variance', () => {
    const half = simulateCounts(100, (counts) => {
      for (let gene = 0; gene < 20; gene++) counts[gene]!.fill(0, 0, 4);
    });
    const { comparison, study } = voomLmFit(half, { design: '~ condition' });
    const dfOf = (gene: number) => comparison.residualDf[study.prepared.kept.indexOf(gene)];
    expect([0, 5, 40].map(dfOf)).toEqual([3, 3, 6]);
  });

  it('tells why a gene has no numbers', () => {
    const low = simulateCounts(100, (counts) => {
      counts[7] = [1, 0, 0, 0, 0, 0, 0, 1];
    });
    const { results } = limmaVoom(low, { design: '~ condition' });
    expect(results.leftOut[7]).toBe('low counts');
    expect(results.pvalue[7]).toBeNaN();
    expect(results.leftOut[0]).toBeUndefined();
  });
});
