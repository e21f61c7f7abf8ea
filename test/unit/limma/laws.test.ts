import { describe, expect, it } from 'vitest';
import { fitContrasts } from '../../../src/engines/limma/fit-contrasts.ts';
import { fitLinearModels } from '../../../src/engines/limma/fit-linear-models.ts';
import {
  type LimmaAnalysis,
  type LimmaOptions,
  limmaTrend,
  limmaVoom,
  voomLmFit,
} from '../../../src/engines/limma/limma.ts';
import { testCoefficientsJointly } from '../../../src/engines/limma/moderated-f.ts';
import { moderate, testCoefficient } from '../../../src/engines/limma/moderated-t.ts';
import { testAgainstThreshold } from '../../../src/engines/limma/moderated-treat.ts';
import { voomExpression } from '../../../src/engines/limma/voom.ts';
import { createRandom } from '../../../src/stats/random/seeded-random.ts';
import { type SimulatedInput, simulateCounts } from './simulate.ts';

const input = simulateCounts();
const design = '~ batch + condition';
const engines: [string, (study: SimulatedInput, options: LimmaOptions) => LimmaAnalysis, Partial<LimmaOptions>][] = [
  ['limma-voom', limmaVoom, {}],
  ['limma-voom robust', limmaVoom, { robust: true }],
  ['limma-voom with blocks', limmaVoom, { block: 'donor' }],
  ['limma-voom above a threshold', limmaVoom, { treat: 0.3 }],
  ['limma-trend', limmaTrend, {}],
  ['limma-trend robust', limmaTrend, { robust: true }],
  ['limma-trend with sample weights', limmaTrend, { sampleWeights: true }],
  ['voomLmFit', voomLmFit, {}],
];

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-8): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    if (Number.isNaN(expected[i]!)) expect(actual[i]).toBeNaN();
    else
      expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected[i]!)));
  }
}

describe.each(engines)('%s', (_, run, extra) => {
  const options = { design: extra.block === undefined ? design : '~ condition', ...extra };
  const { results } = run(input, options);

  it('finds the genes that were changed', () => {
    const found = [...results.padj.keys()].filter((gene) => results.padj[gene]! < 0.05);
    expect(found.length).toBeGreaterThan(12);
    expect(found.filter((gene) => gene >= 30).length).toBeLessThan(5);
    expect(found.every((gene) => gene >= 30 || results.log2FoldChange[gene]! > 0)).toBe(true);
  });

  it('turns signs and nothing else with the reference level', () => {
    const turned = run(input, { ...options, references: { condition: 'b' } }).results;
    expectClose(
      turned.log2FoldChange,
      results.log2FoldChange.map((lfc) => -lfc),
    );
    expectClose(
      turned.statistic.values,
      results.statistic.values.map((t) => -t),
    );
    expectClose(turned.logPvalue, results.logPvalue);
    expectClose(turned.logOdds, results.logOdds);
  });

  it('does not depend on the order of the samples', () => {
    const order = [3, 6, 0, 7, 2, 5, 1, 4];
    const pick = <T>(values: readonly T[]) => order.map((j) => values[j]!);
    const shuffled = {
      ...input,
      counts: input.counts.map(pick),
      sampleIds: pick(input.sampleIds),
      samples: Object.fromEntries(Object.entries(input.samples).map(([name, column]) => [name, pick(column)])),
    };
    const same = run(shuffled, options).results;
    expectClose(same.log2FoldChange, results.log2FoldChange);
    expectClose(same.logPvalue, results.logPvalue, 1e-7);
  });

  it('does not depend on the order of the genes', () => {
    const order = Int32Array.from(input.geneIds.keys());
    createRandom(9).shuffle(order);
    const pick = <T>(values: ArrayLike<T>) => Array.from(order, (gene) => values[gene]!);
    const same = run({ ...input, counts: pick(input.counts), geneIds: pick(input.geneIds) }, options).results;
    expectClose(same.log2FoldChange, pick(results.log2FoldChange));
    expectClose(same.logPvalue, pick(results.logPvalue), 1e-7);
    expect(same.leftOut).toEqual(pick(results.leftOut));
  });
});

describe('moderated tests', () => {
  const { models } = limmaVoom(input, { design });
  const p = models.columns;
  const unit = Array.from({ length: p }, (_, k) => Number(k === p - 1));
  const fit = moderate(fitContrasts(models, [unit]));
  const plain = testCoefficient(fit);

  it('of a coefficient are those of the contrast that picks it', () => {
    expectClose(testCoefficient(moderate(models), p - 1).statistic, plain.statistic, 1e-14);
  });

  it('F of one coefficient is t squared', () => {
    const joint = testCoefficientsJointly(fit);
    expectClose(
      joint.statistic,
      plain.statistic.map((t) => t * t),
      1e-12,
    );
    expectClose(joint.pvalue, plain.pvalue, 1e-12);
  });

  it('F does not depend on how its contrasts are written', () => {
    const [a, b] = [Array.from({ length: p }, (_, k) => Number(k === 1)), unit];
    const sum = a.map((value, k) => value + b[k]!);
    // Without weights contrasts are exact.
    const unweighted = limmaTrend(input, { design }).models;
    const first = testCoefficientsJointly(moderate(fitContrasts(unweighted, [a, b])));
    const second = testCoefficientsJointly(moderate(fitContrasts(unweighted, [sum, b])));
    const third = testCoefficientsJointly(moderate(fitContrasts(unweighted, [a, b, sum])));
    expectClose(second.statistic, first.statistic, 1e-10);
    expectClose(third.statistic, first.statistic, 1e-10);
    expect(third.df).toBe(2);
  });

  it('against a threshold of 0 are the plain ones', () => {
    const treat = testAgainstThreshold(fit, 0);
    expectClose(treat.statistic, plain.statistic, 1e-14);
    expectClose(treat.pvalue, plain.pvalue, 1e-12);
    expectClose(treat.logPvalue, plain.logPvalue, 1e-12);
  });

  it('get less sure as the threshold grows', () => {
    const logs = [0, 0.2, 0.6].map((threshold) => testAgainstThreshold(fit, threshold).logPvalue);
    for (let gene = 0; gene < fit.genes; gene++) {
      expect(logs[1]![gene]).toBeGreaterThan(logs[0]![gene]!);
      expect(logs[2]![gene]).toBeGreaterThan(logs[1]![gene]!);
    }
  });
});

describe('blocks', () => {
  it('of one sample each change nothing, and it is said', () => {
    const none = limmaVoom(input, { design });
    const own = limmaVoom(input, { design, block: 'own' });
    expectClose(own.results.logPvalue, none.results.logPvalue, 1e-12);
    expect(own.blockCorrelation).toBe(0);
    expect(own.notes.map(({ code }) => code)).toContain('BLOCK_NO_CORRELATION');
  });

  it('that the design tells change nothing, and it is said', () => {
    const none = limmaTrend(input, { design: '~ donor + condition' });
    const told = limmaTrend(input, { design: '~ donor + condition', block: 'donor' });
    expectClose(told.results.logPvalue, none.results.logPvalue, 1e-12);
    expect(told.notes.map(({ code }) => code)).toContain('BLOCK_NO_CORRELATION');
  });

  it('that are alike make differences within them surer', () => {
    const blocked = limmaVoom(input, { design: '~ condition', block: 'donor' });
    const none = limmaVoom(input, { design: '~ condition' });
    expect(blocked.blockCorrelation).toBeGreaterThan(0.2);
    const called = ({ results }: LimmaAnalysis) => results.padj.filter((q) => q < 0.05).length;
    expect(called(blocked)).toBeGreaterThan(called(none));
  });

  it('that are less alike than others are noted', () => {
    // Within each pair one sample is high where the other is low.
    const opposed = simulateCounts(200, (counts) => {
      for (const row of counts) {
        const factor = row[0]! % 2 === 0 ? 2 : 0.5;
        for (let j = 0; j < 8; j++)
          row[j] = Math.round(200 * (j < 4 === j % 2 < 1 ? factor : 1 / factor) * (0.9 + 0.02 * (row[j]! % 10)));
      }
    });
    const { blockCorrelation, notes } = limmaTrend(opposed, { design: '~ condition', block: 'donor' });
    expect(blockCorrelation).toBeLessThan(0);
    expect(notes.map(({ code }) => code)).toContain('BLOCK_CORRELATION_NEGATIVE');
  });
});

describe('linear models', () => {
  const counts = { genes: 300, samples: 8, counts: Int32Array.from(input.counts.flat()) };
  const sizes = new Float64Array(8).fill(1e5);
  const expression = voomExpression(counts, sizes);
  const model = {
    samples: 8,
    columns: 3,
    values: Float64Array.from({ length: 24 }, (_, at) => [1, Math.floor(at / 3) % 2, Number(at >= 12)][at % 3]!),
  };

  it('with equal weights are those without', () => {
    const plain = fitLinearModels(expression, model);
    const weighted = fitLinearModels(expression, model, { weights: new Float64Array(2400).fill(1) });
    expectClose(weighted.coefficients, plain.coefficients, 1e-12);
    expectClose(weighted.sigma, plain.sigma, 1e-12);
    expectClose(weighted.unscaledErrors, plain.unscaledErrors, 1e-12);
  });

  it('with a correlation of 0, or the same in all samples, have the coefficients of those without', () => {
    const plain = fitLinearModels(expression, model);
    const blocks = Int32Array.of(0, 1, 2, 3, 0, 1, 2, 3);
    const none = fitLinearModels(expression, model, { block: { blocks, correlation: 0 } });
    expectClose(none.coefficients, plain.coefficients, 1e-12);
    expectClose(none.sigma, plain.sigma, 1e-12);
    const together = { blocks: new Int32Array(8), correlation: 0.5 };
    const shared = fitLinearModels(expression, model, { block: together });
    expectClose(shared.coefficients, plain.coefficients, 1e-10);
    // What all samples share leaves (1 - rho) of the variance.
    expectClose(
      shared.sigma,
      plain.sigma.map((s) => s / Math.sqrt(0.5)),
      1e-10,
    );
  });

  it('do not change where weights are scaled, but for sigma', () => {
    const weights = Float64Array.from({ length: 2400 }, (_, at) => 1 + (at % 7));
    const one = fitLinearModels(expression, model, { weights });
    const four = fitLinearModels(expression, model, { weights: weights.map((w) => 4 * w) });
    expectClose(four.coefficients, one.coefficients, 1e-12);
    expectClose(
      four.sigma,
      one.sigma.map((s) => 2 * s),
      1e-12,
    );
    expectClose(
      four.unscaledErrors,
      one.unscaledErrors.map((u) => u / 2),
      1e-12,
    );
  });
});
