import type { GammaSteps } from '../stats/gamma-glm.ts';
import { INFORMATIVE_DISPERSION } from './dispersion-trend.ts';
import type { TrendSums } from './gene-kernel.ts';
import type { KernelExecution } from './wasm-execution.ts';

/** The sums of the trend in WebAssembly, on the calling thread; the bits of the plain ones. */
export function wasmTrendSums({ arena, exports }: KernelExecution, genes: number): TrendSums {
  let reserved: { y: Float64Array; x: Float64Array; room: number } | undefined;
  const reserve = () => {
    const y = arena.float64(genes + 1); // one more, as pairs are read
    const x = arena.float64(genes + 1);
    reserved ??= { y, x, room: arena.reserve(3 * 8 * (genes + 1)) };
    return reserved;
  };
  return {
    gammaSteps(responses, values): GammaSteps {
      const { y, x, room } = reserved ?? reserve();
      const n = responses.length;
      y.set(responses);
      x.set(values);
      return {
        deviance: (intercept, slope) => exports.gammaDeviance(y.byteOffset, x.byteOffset, n, intercept, slope),
        line(intercept, slope) {
          exports.gammaLine(y.byteOffset, x.byteOffset, n, intercept, slope, room);
          return { intercept: exports.gammaIntercept(), slope: exports.gammaSlope() };
        },
      };
    },
    residualVariance(dispersions, trend) {
      const { room } = reserved ?? reserve();
      const [from, to] = [arena.place(dispersions), arena.place(trend)];
      return exports.residualDeviation(from, to, dispersions.length, INFORMATIVE_DISPERSION, room) ** 2;
    },
  };
}
