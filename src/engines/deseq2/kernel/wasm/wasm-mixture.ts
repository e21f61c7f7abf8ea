import { runStageNow, type Slots } from '../../../../wasm/kernel-host.ts';
import type { MixEffects } from '../effect-mixture.ts';
import * as at from '../kernel-layout.ts';
import { chunkGenes, type Deseq2Execution } from './deseq2-execution.ts';

/** Doubles of a cache line: components are summed by so many at once. */
const LINE = 8;
const BLOCK = 4;

/** `mixEffectsHere` on all threads of an execution. Accuracy: its bits, whatever the number of threads. */
export function wasmMixture(execution: Deseq2Execution): MixEffects {
  return (effects, errors, deviations) => mixEffects(execution, effects, errors, deviations);
}

function mixEffects(
  execution: Deseq2Execution,
  effects: Float64Array,
  errors: Float64Array,
  deviations: Float64Array,
): ReturnType<MixEffects> {
  const { arena, threads } = execution;
  const rows = effects.length;
  const components = deviations.length;
  const stride = roundUp(components, LINE);
  const pi = arena.float64(components);
  const logs = arena.float64(rows);
  const ratios = arena.float64(stride);
  const products = arena.float64(stride * stride);
  const indices = arena.int32(components);
  const scratch = at.PRODUCT_ROWS * stride * 8;
  const slots: Slots = [
    [at.GENES, rows],
    [at.CHUNK_GENES, chunkGenes(components)],
    [at.COMPONENTS, components],
    [at.STRIDE, stride],
    [at.SHARES, threads],
    [at.ESTIMATES_AT, arena.place(effects)],
    [at.ERRORS_AT, arena.place(errors)],
    [at.DEVIATIONS_AT, arena.place(deviations)],
    [at.PROPORTIONS_AT, pi.byteOffset],
    [at.LIKELIHOODS_AT, arena.reserve(rows * stride * 8)],
    [at.LARGEST_AT, logs.byteOffset],
    [at.LOGS_AT, logs.byteOffset],
    [at.INVERSES_AT, arena.reserve(rows * 8)],
    [at.RATIO_SUMS_AT, ratios.byteOffset],
    [at.PRODUCT_SUMS_AT, products.byteOffset],
    [at.MEMBERS_AT, indices.byteOffset],
    [at.SCRATCH_AT, arena.reserve(scratch * threads)],
    [at.SCRATCH_BYTES, scratch],
  ];
  const run = (stage: number, more: Slots = []) => runStageNow(execution, stage, [...slots, ...more]);
  run(at.STAGE_DENSITIES);
  const shift = sum(logs);
  return {
    rows,
    components,
    deviations,
    shift,
    mix(proportions) {
      pi.set(proportions);
      run(at.STAGE_MIX);
      return sum(logs);
    },
    sumRatios() {
      run(at.STAGE_RATIO_SUMS);
      return ratios.slice(0, components);
    },
    sumProducts(members) {
      const m = members.length;
      const width = roundUp(m, BLOCK);
      indices.set(members);
      products.fill(0);
      run(at.STAGE_PRODUCT_SUMS, [[at.MEMBERS, m]]);
      const sums = new Float64Array(m * m);
      for (let c = 0; c < m; c++) sums.set(products.subarray(c * width, c * width + c + 1), c * m);
      return sums;
    },
    judge(proportions) {
      pi.set(proportions);
      const [mean, deviation, falseSign] = [arena.float64(rows), arena.float64(rows), arena.float64(rows)];
      run(at.STAGE_JUDGE, [
        [at.MODES_AT, mean.byteOffset],
        [at.VARIANCES_AT, deviation.byteOffset],
        [at.FALSE_SIGNS_AT, falseSign.byteOffset],
      ]);
      return { mean, deviation, falseSign };
    },
  };
}

function roundUp(n: number, unit: number): number {
  return Math.ceil(n / unit) * unit;
}

/** In their order, as the twin adds them. */
function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
