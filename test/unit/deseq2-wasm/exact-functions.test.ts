import { describe, expect, it } from 'vitest';
import {
  LOG_COUNTS,
  LOG_COUNTS_AT,
  LOG_FACTORIAL_AT,
  LOG_FACTORIALS,
} from '../../../src/engines/deseq2/kernel/kernel-layout.ts';
import { inThisThread } from '../../../src/engines/deseq2/kernel/wasm/deseq2-execution.ts';
import { normalUpperTail } from '../../../src/stats/distributions/normal.ts';
import { expExact } from '../../../src/stats/math/exact-exp.ts';
import { logExact } from '../../../src/stats/math/exact-log.ts';
import { exp, log } from '../../../src/stats/math/portable.ts';
import { lgamma } from '../../../src/stats/special/lgamma.ts';
import { seededRandom } from '../mirna/random.ts';

describe('elementary functions of the kernel', () => {
  const { arena, exports } = inThisThread();
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

  it("has tables of R's log k! and log k", () => {
    const { buffer } = arena.memory;
    const tableAt = (slot: number, length: number) =>
      Array.from(new Float64Array(buffer, new Uint32Array(buffer)[slot / 4], length));
    const upTo = (length: number) => Array.from({ length }, (_, k) => k);
    expect(tableAt(LOG_FACTORIAL_AT, LOG_FACTORIALS)).toEqual(upTo(LOG_FACTORIALS).map((k) => lgamma(k + 1)));
    expect(tableAt(LOG_COUNTS_AT, LOG_COUNTS)).toEqual(upTo(LOG_COUNTS).map(logExact));
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

  it('has the bits of the portable logarithm, exponential and tail of the normal distribution', () => {
    const sizes = arguments_(() => Math.exp(1400 * (random() - 0.5)));
    const edges = [0, -0, 1, -1, 5e-324, 1e-310, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
    const differing = (twin: (x: number) => number, own: (x: number) => number, values: readonly number[]) =>
      values.filter((x) => !Object.is(twin(x), own(x)));
    const nearOne = arguments_(() => 1 + 0.2 * (random() - 0.5));
    expect(differing(exports.log, log, [...sizes, ...nearOne, ...edges])).toEqual([]);
    const exponents = arguments_(() => 1500 * (random() - 0.5));
    expect(differing(exports.exp, exp, [...exponents, ...nearOne, ...edges, 709.9, -745.2, 709.5])).toEqual([]);
    const quantiles = arguments_(() => 12 * (random() - 0.5));
    expect(differing(exports.normalUpperTail, normalUpperTail, [...quantiles, ...edges, 38, 39, -39])).toEqual([]);
  });
});
