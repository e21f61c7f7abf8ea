import type { TrendSums } from '../gene-kernel.ts';
import { HIGHEST_RESIDUAL, INFORMATIVE_DISPERSION, LOWEST_RESIDUAL, type TrendPoints } from '../trend-points.ts';
import type { Deseq2Execution } from './deseq2-execution.ts';

/** The sums of the trend in WebAssembly, on the calling thread; the bits of the plain ones. */
export function wasmTrendSums({ arena, exports }: Deseq2Execution, genes: number): TrendSums {
  const bytes = 8 * (genes + 1); // one more, as pairs are read
  let reserved = 0;
  const room = () => {
    if (reserved === 0) reserved = arena.reserve(5 * bytes);
    return reserved;
  };
  return {
    points(baseMean, dispersions): TrendPoints {
      const y = room();
      const x = y + bytes;
      const rest = x + bytes;
      const [means, values] = [arena.place(baseMean), arena.place(dispersions)];
      let n = 0;
      return {
        select(asymptDisp, extraPois) {
          const limits = [INFORMATIVE_DISPERSION, LOWEST_RESIDUAL, HIGHEST_RESIDUAL] as const;
          n = exports.selectPoints(means, values, baseMean.length, asymptDisp, extraPois, ...limits, y, x);
          return n;
        },
        steps: () => ({
          deviance: (intercept, slope) => exports.gammaDeviance(y, x, n, intercept, slope),
          line(intercept, slope) {
            exports.gammaLine(y, x, n, intercept, slope, rest);
            return { intercept: exports.gammaIntercept(), slope: exports.gammaSlope() };
          },
        }),
      };
    },
    residualVariance(dispersions, trend) {
      const [from, to] = [arena.place(dispersions), arena.place(trend)];
      return exports.residualDeviation(from, to, dispersions.length, INFORMATIVE_DISPERSION, room()) ** 2;
    },
  };
}
