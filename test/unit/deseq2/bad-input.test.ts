import { describe, expect, it } from 'vitest';
import type { Deseq2Input } from '../../../src/engines/check-input.ts';
import { type Deseq2Options, deseq2 } from '../../../src/engines/deseq2/deseq2.ts';
import type { Dependencies } from '../../../src/engines/deseq2/kernel/dependencies.ts';
import { Fault } from '../../../src/fault.ts';

/** Negative binomial counts of 200 genes in 6 samples from a fixed generator. */
function simulate(change: (counts: number[][]) => void = () => {}): Deseq2Input {
  let state = 11;
  const random = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state + 0.5) / 0x80000000;
  };
  const counts = Array.from({ length: 200 }, () => {
    const mean = 10 * 2 ** (8 * random());
    return Array.from({ length: 6 }, () => {
      const scatter = (-Math.log(random()) - Math.log(random()) - Math.log(random()) - Math.log(random())) / 4;
      return Math.round(mean * scatter);
    });
  });
  change(counts);
  return {
    counts,
    geneIds: counts.map((_, gene) => `g${gene + 1}`),
    sampleIds: ['s1', 's2', 's3', 's4', 's5', 's6'],
    samples: { condition: ['A', 'A', 'A', 'B', 'B', 'B'], batch: ['x', 'y', 'x', 'y', 'x', 'y'] },
  };
}

/** A change of every count, told from the count, the gene and the sample. */
function each(value: (count: number, gene: number, sample: number) => number): (counts: number[][]) => void {
  return (counts) => {
    for (const [gene, row] of counts.entries()) counts[gene] = row.map((count, j) => value(count, gene, j));
  };
}

async function faultOf(
  input: Deseq2Input,
  options: Partial<Deseq2Options> = {},
  dependencies?: Dependencies,
): Promise<Fault> {
  const asked = { design: '~ condition', ...options };
  const outcome = await deseq2(input, asked, dependencies).catch((error: unknown) => error);
  if (outcome instanceof Fault) return outcome;
  throw outcome instanceof Error ? outcome : new Error('no fault was raised');
}

const everything = ({ message, details: { found, expected, hint } }: Fault) =>
  [message, found, expected, hint].join('\n');

describe('counts that cannot be analyzed', () => {
  const cases: [string, (counts: number[][]) => void, string, RegExp][] = [
    [
      'a count that is not whole',
      each((count, g, j) => (g === 4 && j === 2 ? 1.5 : count)),
      'COUNTS_NOT_WHOLE',
      /gene g5 in sample s3[\s\S]*1\.5/,
    ],
    [
      'a negative count',
      each((count, g, j) => (g === 4 && j === 2 ? -1 : count)),
      'COUNTS_NEGATIVE',
      /gene g5 in sample s3/,
    ],
    [
      'a missing count',
      each((count, g, j) => (g === 4 && j === 2 ? Number.NaN : count)),
      'COUNTS_MISSING',
      /gene g5 in sample s3/,
    ],
    [
      'a count above 2^31',
      each((count, g, j) => (g === 4 && j === 2 ? 3e9 : count)),
      'COUNTS_TOO_LARGE',
      /gene g5 in sample s3[\s\S]*3000000000/,
    ],
    [
      'a row that is too short',
      (counts) => {
        counts[4]!.pop();
      },
      'COUNTS_RAGGED_ROW',
      /Row 5[\s\S]*5 counts[\s\S]*6 counts/,
    ],
    ['nothing but zeros', each(() => 0), 'COUNTS_ALL_ZERO', /All counts are 0/],
    ['equal samples', each((_, g) => g), 'COUNTS_CONSTANT', /all 6 samples/],
    [
      'samples that differ in depth alone',
      each((_, g, j) => (g + 5) * (j + 1) * 10),
      'DISPERSION_NO_TREND',
      /replicates/,
    ],
    [
      'a zero in every gene',
      each((count, g, j) => (j === g % 6 ? 0 : count)),
      'SIZE_FACTORS_NO_COMMON_GENE',
      /poscounts/,
    ],
    ['an empty sample', each((count, _, j) => (j === 3 ? 0 : count)), 'SIZE_FACTORS_NO_COMMON_GENE', /sample s4/],
  ];
  it.each(cases)('%s', async (_, change, code, words) => {
    const fault = await faultOf(simulate(change));
    expect(fault.code).toBe(code);
    expect(everything(fault)).toMatch(words);
  });

  it('an empty sample with poscounts, which ratio would have told before', async () => {
    const empty = simulate(each((count, _, j) => (j === 3 ? 0 : count)));
    const fault = await faultOf(empty, { sizeFactorType: 'poscounts' });
    expect(fault.code).toBe('SIZE_FACTOR_UNDEFINED');
    expect(fault.message).toContain('s4');
  });
});

describe('designs, tests and options that cannot be used', () => {
  const without = (...samples: number[]): Deseq2Input => {
    const { counts, sampleIds, samples: table } = simulate();
    const keep = <T>(values: readonly T[]) => values.filter((_, j) => !samples.includes(j));
    return {
      counts: (counts as number[][]).map(keep),
      sampleIds: keep(sampleIds),
      samples: { condition: keep(table.condition!), batch: keep(table.batch!) },
    };
  };
  const cases: [string, Deseq2Input, Partial<Deseq2Options>, string, RegExp][] = [
    [
      'no replicates at all',
      without(1, 2, 4, 5),
      {},
      'DESIGN_NO_REPLICATES',
      /2 samples, 2 coefficients[\s\S]*replicates/,
    ],
    ['a test without its null hypothesis', simulate(), { test: 'lrt' }, 'LRT_REDUCED_MISSING', /~ 1/],
    ['a null hypothesis without its test', simulate(), { reduced: '~ 1' }, 'LRT_REDUCED_UNUSED', /lrt/],
    [
      'a reduced design with another variable',
      simulate(),
      { test: 'lrt', reduced: '~ batch' },
      'LRT_NOT_NESTED',
      /batch/,
    ],
    [
      'a reduced design that is the full one',
      simulate(),
      { test: 'lrt', reduced: '~ condition' },
      'LRT_NOT_NESTED',
      /2 coefficients/,
    ],
    [
      'a reduced design that the full one does not contain',
      simulate(),
      { design: '~ condition + batch', test: 'lrt', reduced: '~ 0 + condition:batch' },
      'LRT_NOT_NESTED',
      /4 coefficients against 3/,
    ],
    [
      'a level without samples in the contrast',
      simulate(),
      { contrast: { kind: 'levels', variable: 'condition', target: 'C', reference: 'A' } },
      'CONTRAST_LEVEL_ABSENT',
      /C[\s\S]*A, B/,
    ],
    ['control genes that are not there', simulate(), { controlGenes: ['ERCC-00002'] }, 'CONTROL_GENES', /ERCC-00002/],
    ['size factors that are not positive', simulate(), { sizeFactors: [1, 1, 0, 1, 1, 1] }, 'SIZE_FACTORS_GIVEN', /s3/],
    [
      'two normalizations',
      simulate(),
      { sizeFactors: [1, 1, 1, 1, 1, 1], averageLengths: new Float64Array(1200).fill(1) },
      'NORMALIZATION_AMBIGUOUS',
      /sizeFactors, averageLengths/,
    ],
    ['an alternative without a threshold', simulate(), { alternative: 'lessAbs' }, 'RESULTS_OPTIONS', /lessAbs/],
    ['an alpha of 5', simulate(), { alpha: 5 }, 'RESULTS_OPTIONS', /alpha/],
    ['replacement in pairs', simulate(), { minReplicatesForReplace: 2 }, 'REPLACE_TOO_FEW', /at least 3/],
    [
      'normal shrinkage without an intercept',
      simulate(),
      { design: '~ 0 + condition', shrink: 'normal' },
      'SHRINK_NORMAL_DESIGN',
      /apeglm/,
    ],
    [
      'shrinkage of a comparison that is no coefficient',
      simulate(),
      { contrast: { kind: 'numeric', weights: [1, 1] }, shrink: 'apeglm' },
      'SHRINK_NOT_A_COEFFICIENT',
      /reference/,
    ],
  ];
  it.each(cases)('%s', async (_, input, options, code, words) => {
    // Nothing may be fitted before all that was asked for is known to be answerable.
    const createKernel = () => Promise.reject(new Error('the work began'));
    const fault = await faultOf(input, options, { createKernel });
    expect(fault.code).toBe(code);
    expect(everything(fault)).toMatch(words);
  });

  it('repeated samples and columns of another length', async () => {
    const input = simulate();
    const twice = { ...input, sampleIds: ['s1', 's2', 's3', 's4', 's5', 's1'] };
    expect((await faultOf(twice)).code).toBe('SAMPLES_REPEATED');
    const short = { ...input, samples: { condition: ['A', 'B'] } };
    expect((await faultOf(short)).code).toBe('SAMPLES_SHAPE');
  });
});

describe('what R remarks upon is noted and goes on', () => {
  it('repeated gene ids get a number', async () => {
    const input = simulate();
    const { fit } = await deseq2(
      { ...input, geneIds: input.geneIds!.with(2, 'g1').with(3, 'g1') },
      { design: '~ condition' },
    );
    expect(fit.geneIds.slice(0, 4)).toEqual(['g1', 'g2', 'g1.1', 'g1.2']);
    expect(fit.notes.map(({ code }) => code)).toContain('GENES_RENAMED');
  });

  it('a design of an intercept alone tests the mean', async () => {
    const { fit, results } = await deseq2(simulate(), { design: '~ 1' });
    expect(fit.notes.map(({ code }) => code)).toContain('DESIGN_INTERCEPT_ONLY');
    expect(results.label).toBe('Intercept');
  });

  it('genes without counts are missing everywhere', async () => {
    const { results } = await deseq2(simulate(each((count, g) => (g === 7 ? 0 : count))), { design: '~ condition' });
    expect(results.baseMean[7]).toBe(0);
    for (const column of ['log2FoldChange', 'lfcSE', 'stat', 'pvalue', 'padj', 'logPvalue'] as const) {
      expect(results[column][7]).toBeNaN();
    }
  });
});
