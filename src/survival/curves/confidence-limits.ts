import * as math from '../../stats/math/portable.ts';

/** How the limits of a survival curve are transformed; R's `conf.type`. */
export type LimitsType = 'log' | 'log-log' | 'plain' | 'logit' | 'arcsin';

export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Pointwise confidence limits of a survival probability, as R's `survfit`.
 *
 * `survival` S in [0, 1]; `logError`: standard error of ln S; `z`: the normal quantile. NaN where the transform has no
 * value: log at S = 0, the others but plain also at S = 1. Accuracy: 1e-13. Source: O. Borgan, K. Liestol, Scand. J. Stat. 17
 * (1990) 35 (log-log, arcsin); J. D. Kalbfleisch, R. L. Prentice, The Statistical Analysis of Failure Time Data (1980), 1.3.
 */
export function survivalLimits(survival: number, logError: number, z: number, type: LimitsType): Limits {
  const s = survival;
  switch (type) {
    case 'plain': {
      const half = z * s * logError;
      return { lower: Math.max(0, s - half), upper: Math.min(1, s + half) };
    }
    case 'log': {
      if (s === 0) return none;
      return { lower: math.exp(math.log(s) - z * logError), upper: Math.min(1, math.exp(math.log(s) + z * logError)) };
    }
    case 'log-log': {
      if (s === 0 || s === 1) return none;
      const center = math.log(-math.log(s));
      const half = (z * logError) / math.log(s);
      return { lower: math.exp(-math.exp(center - half)), upper: math.exp(-math.exp(center + half)) };
    }
    case 'logit': {
      if (s === 0 || s === 1) return none;
      const center = math.log(s / (1 - s));
      const half = z * logError * (1 + s / (1 - s));
      return { lower: 1 - 1 / (1 + math.exp(center - half)), upper: 1 - 1 / (1 + math.exp(center + half)) };
    }
    case 'arcsin': {
      if (s === 0 || s === 1) return none;
      const center = math.asin(Math.sqrt(s));
      const half = 0.5 * z * logError * Math.sqrt(s / (1 - s));
      return {
        lower: math.sin(Math.max(0, center - half)) ** 2,
        upper: math.sin(Math.min(Math.PI / 2, center + half)) ** 2,
      };
    }
  }
}

const none: Limits = { lower: Number.NaN, upper: Number.NaN };
