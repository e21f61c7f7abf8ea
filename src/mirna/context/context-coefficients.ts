import type { SeedSiteType } from '../sites/site-types.ts';

/** Site types that the context++ model scores. */
export const scoredTypes = ['8mer', '7mer-m8', '7mer-A1', '6mer'] as const satisfies readonly SeedSiteType[];

export type ScoredType = (typeof scoredTypes)[number];

export function isScoredType(type: SeedSiteType): type is ScoredType {
  return (scoredTypes as readonly SeedSiteType[]).includes(type);
}

/** Features of the context++ model. */
export type ContextFeature =
  | 'threePrimePairing'
  | 'localAu'
  | 'minDistance'
  | 'srna1A'
  | 'srna1C'
  | 'srna1G'
  | 'srna8A'
  | 'srna8C'
  | 'srna8G'
  | 'site8A'
  | 'site8C'
  | 'site8G'
  | 'utrLength'
  | 'accessibility'
  | 'orfLength'
  | 'orf8mers'
  | 'offset6mers'
  | 'targetAbundance'
  | 'seedPairingStability'
  | 'pct';

/** Values by site type, in the order of `scoredTypes`. */
type ByType = readonly [number, number, number, number];

interface Coefficient {
  readonly weight: ByType;
  /** Range that is scaled to 0..1 (values outside are not clipped); undefined for features used as they are. */
  readonly min?: ByType;
  readonly max?: ByType;
}

/**
 * The context++ model: score = intercept + sum over features of weight x scaled value. Values of the `log` features are
 * log10 of a length, a distance or a probability.
 * Source: Agarwal, Bell, Nam, Bartel 2015 (doi:10.7554/eLife.05005), supplementary file 3.
 */
export const intercepts: ByType = [-0.589, -0.224, -0.195, -0.079];

const contextCoefficients: Readonly<Record<ContextFeature, Coefficient>> = {
  threePrimePairing: { weight: [-0.04, -0.055, -0.06, -0.024], min: [1, 1, 1, 1], max: [3.5, 3.5, 3.5, 3.5] },
  localAu: {
    weight: [-0.254, -0.177, -0.075, -0.04],
    min: [0.308, 0.277, 0.342, 0.295],
    max: [0.814, 0.782, 0.801, 0.772],
  },
  minDistance: {
    weight: [0.118, 0.056, 0.045, 0.036],
    min: [1.415, 1.491, 1.431, 1.477],
    max: [3.113, 3.096, 3.117, 3.106],
  },
  srna1A: { weight: [-0.018, 0.01, -0.025, -0.002] },
  srna1C: { weight: [-0.021, 0.014, -0.021, 0.004] },
  srna1G: { weight: [0.06, 0.062, 0.03, 0.018] },
  srna8A: { weight: [0.022, 0.004, -0.049, -0.015] },
  srna8C: { weight: [0.012, -0.031, 0.033, 0.016] },
  srna8G: { weight: [0.015, -0.008, -0.017, 0.006] },
  site8A: { weight: [0, 0, 0, -0.002] },
  site8C: { weight: [0, 0, 0.036, 0.015] },
  site8G: { weight: [0, 0, 0.015, 0.012] },
  utrLength: {
    weight: [0.31, 0.154, 0.129, 0.045],
    min: [2.392, 2.409, 2.413, 2.405],
    max: [3.637, 3.615, 3.63, 3.62],
  },
  accessibility: {
    weight: [-0.115, -0.134, -0.077, -0.028],
    min: [-4.356, -5.218, -4.23, -5.082],
    max: [-0.661, -0.725, -0.588, -0.666],
  },
  orfLength: {
    weight: [0.205, 0.1, 0.063, 0.029],
    min: [2.788, 2.773, 2.773, 2.775],
    max: [3.753, 3.729, 3.73, 3.731],
  },
  orf8mers: { weight: [-0.118, -0.044, -0.058, -0.06] },
  offset6mers: { weight: [-0.02, -0.011, -0.02, -0.01] },
  targetAbundance: {
    weight: [0.222, 0.139, 0.117, 0.058],
    min: [3.113, 3.067, 3.145, 3.113],
    max: [3.865, 3.887, 3.887, 3.887],
  },
  seedPairingStability: {
    weight: [0.21, 0.135, 0.095, 0.035],
    min: [-11.13, -11.13, -8.41, -8.57],
    max: [-5.52, -5.49, -3.33, -3.33],
  },
  pct: { weight: [-0.103, -0.048, -0.048, 0.005], min: [0, 0, 0, 0], max: [0.816, 0.364, 0.449, 0.193] },
};

/** Scores above these (weaker) are set to them. */
export const weakestScores: ByType = [-0.03, -0.02, -0.01, 0];

/** Weight x scaled value of a feature, not rounded. */
export function contribution(feature: ContextFeature, type: ScoredType, value: number): number {
  const { weight, min, max } = contextCoefficients[feature];
  const t = scoredTypes.indexOf(type);
  const scaled = min && max ? (value - min[t]!) / (max[t]! - min[t]!) : value;
  return weight[t]! * scaled;
}
