import { describe, expect, it } from 'vitest';
import { mixEffectsHere } from '../../../src/engines/deseq2/kernel/effect-mixture.ts';
import { inThisThread } from '../../../src/engines/deseq2/kernel/wasm/deseq2-execution.ts';
import { wasmMixture } from '../../../src/engines/deseq2/kernel/wasm/wasm-mixture.ts';
import { wasmTest } from '../../../src/engines/deseq2/kernel/wasm/wasm-test.ts';
import { waldTest } from '../../../src/engines/deseq2/results/wald.ts';
import { fitNormalMixture, mixtureGrid } from '../../../src/engines/deseq2/shrink/normal-mixture-prior.ts';
import { seededRandom } from '../mirna/random.ts';

describe('tests and the mixture of ashr in the kernel', () => {
  const random = seededRandom(2);
  const effects = Float64Array.from({ length: 1500 }, (_, i) => (random() - 0.5) * Math.exp(3 * random()) * (i % 3));
  const errors = Float64Array.from(effects, () => 0.02 + Math.exp(2 * random() - 2));

  it('tests with the bits of the twin, from no effect to where p underflows', () => {
    const lfc = Float64Array.of(...effects, 0, -0, 3, -30, 36, 38, 50, 1e9, Number.NaN, 1, 0, 1);
    const se = Float64Array.of(...errors, 1, 1, 1, 1, 1, 1, 1, 1, 1, Number.NaN, 0, 0);
    expect(wasmTest(inThisThread())(lfc, se)).toEqual(waldTest(lfc, se, {}));
  });

  it('fits and judges with the bits of the twin', () => {
    const grid = mixtureGrid(effects, errors);
    const [mixture, twin] = [wasmMixture(inThisThread()), mixEffectsHere].map((mix) => mix(effects, errors, grid));
    const prior = fitNormalMixture(twin!);
    expect(prior.proportions.filter((pi) => pi > 0).length).toBeGreaterThan(1);
    expect(fitNormalMixture(mixture!)).toEqual(prior);
    expect(mixture!.judge(prior.proportions)).toEqual(twin!.judge(prior.proportions));
  });

  it('sums products of any number of members in the order of the twin', () => {
    const grid = mixtureGrid(effects, errors);
    const mixtures = [wasmMixture(inThisThread()), mixEffectsHere].map((mix) => mix(effects, errors, grid));
    const even = new Float64Array(grid.length).fill(1 / grid.length);
    for (const members of [[0], [1, 2, 4], [0, 3, 5, 6], [0, 1, 2, 3, 4, 5, 7]]) {
      const [sums, twins] = mixtures.map((mixture) => {
        mixture.mix(even);
        return mixture.sumProducts(members);
      });
      expect(sums).toEqual(twins);
    }
  });
});
