import { describe, expect, it } from 'vitest';
import { inThisThread } from '../../../src/deseq2/wasm-execution.ts';
import { expExact } from '../../../src/stats/exact-exp.ts';
import { logExact } from '../../../src/stats/exact-log.ts';
import { seededRandom } from '../mirna/random.ts';

describe('elementary functions of the kernel', () => {
  const { exports } = inThisThread();
  const random = seededRandom(1);
  const arguments_ = (draw: () => number) => Array.from({ length: 200_000 }, draw);

  it('has the bits of the exact logarithm, over all sizes and near 1', () => {
    const values = [
      ...arguments_(() => Math.exp(1400 * (random() - 0.5))),
      ...arguments_(() => 1 + 0.2 * (random() - 0.5)),
      ...arguments_(() => 1 + Math.exp(-40 * random())),
      1,
      0.9375,
      1.064697265625,
    ];
    expect(values.filter((x) => exports.logExact(x) !== logExact(x))).toEqual([]);
  });

  it('has the bits of the exact exponential where the kernel uses it', () => {
    const values = [
      ...arguments_(() => 200 * (random() - 0.5)),
      ...arguments_(() => random() - 0.5),
      0,
      -30,
      10,
      1e-20,
    ];
    expect(values.filter((x) => exports.expExact(x) !== expExact(x))).toEqual([]);
  });
});
