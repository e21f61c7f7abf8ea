import type { RankingPriors } from './ranking-priors.ts';

/**
 * Fitted by test/bench/fit-ranking-priors.ts; do not edit. From over-expression experiments (GSE124530, HeLa; without miR-9-5p), with
 * conserved sites of TargetScan and about 1,000 real 3' UTRs for sites that are not conserved; `replication` from nine
 * pairs of laboratories. No validated targets were used. `siteless`, and the weights and deviations of the priors
 * (`...Genes`, `...Sd`, `failure`), are choices.
 */
export const fittedPriors: RankingPriors = {
  siteStrength: {
    notConserved: {
      '8mer': 0.417,
      '7mer-m8': 0.167,
      '7mer-A1': 0.167,
      '6mer': 0.0825,
    },
    conserved: {
      '8mer': 1,
      '7mer-m8': 0.609,
      '7mer-A1': 0.609,
      '6mer': 0.0825,
    },
    unknown: {
      '8mer': 0.659,
      '7mer-m8': 0.28,
      '7mer-A1': 0.28,
      '6mer': 0.0825,
    },
  },
  listedStrength: [0.861, 1.3, 1.79],
  unlisted: 0.0668,
  siteless: 0.005,
  context: {
    mean: {
      '8mer': -0.134,
      '7mer-m8': -0.0478,
      '7mer-A1': -0.0458,
      '6mer': -0.0105,
    },
    sd: {
      '8mer': 0.115,
      '7mer-m8': 0.049,
      '7mer-A1': 0.0515,
      '6mer': 0.0187,
    },
    slope: 0.375,
  },
  replication: 0.716,
  targetWeights: [0.589, 0.107, 0.0717, 0.101, 0.082, 0.0256, 0.0132, 0.00738, 0.00199, 0.00199],
  targetGenes: 15,
  tilt: 0.764,
  tiltSd: 0.3,
  backgroundWeights: [0.162, 0.2, 0.265, 0.201, 0.0795, 0.0469, 0.0264, 0.0111, 0.00199, 0.00199, 0.00199, 0.00199],
  backgroundGenes: 50,
  sharedBackgroundGenes: 200,
  offsetSd: 1,
  slopeSd: 0.1,
  failure: 0.2,
};
