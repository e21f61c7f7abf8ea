import type { RankingPriors } from './ranking-priors.ts';

/**
 * Fitted by test/bench/fit-ranking-priors.ts; do not edit. From over-expression experiments (GSE124530, HeLa; without miR-9-5p), with
 * conserved sites of TargetScan and about 1,000 real 3' UTRs for sites that are not conserved, whose context++ scores have
 * accessibility. No validated targets were used. `siteless`, `replication`, and the weights and deviations of the priors
 * (`...Genes`, `...Sd`, `failure`), are choices.
 */
export const fittedPriors: RankingPriors = {
  siteStrength: {
    notConserved: {
      '8mer': 0.394,
      '7mer-m8': 0.154,
      '7mer-A1': 0.154,
      '6mer': 0.0615,
    },
    conserved: {
      '8mer': 0.881,
      '7mer-m8': 0.608,
      '7mer-A1': 0.608,
      '6mer': 0.0615,
    },
    unknown: {
      '8mer': 0.614,
      '7mer-m8': 0.245,
      '7mer-A1': 0.245,
      '6mer': 0.0711,
    },
  },
  codingShare: {
    '8mer': 0.361,
    '7mer-m8': 0.375,
    '7mer-A1': 0.304,
    '6mer': 0.472,
  },
  listedStrength: [0.799, 1.21, 1.67],
  unlisted: 0.0573,
  siteless: 0.005,
  context: {
    mean: {
      '8mer': -0.191,
      '7mer-m8': -0.103,
      '7mer-A1': -0.0756,
      '6mer': -0.0189,
    },
    sd: {
      '8mer': 0.135,
      '7mer-m8': 0.0811,
      '7mer-A1': 0.0661,
      '6mer': 0.0247,
    },
    slope: 0.487,
  },
  replication: 0.4,
  targetWeights: [0.617, 0.104, 0.0701, 0.0943, 0.0724, 0.0216, 0.0111, 0.00608, 0.00199, 0.00199],
  targetGenes: 15,
  tilt: 0.938,
  tiltSd: 0.3,
  backgroundWeights: [0.186, 0.197, 0.235, 0.199, 0.0914, 0.0464, 0.0244, 0.0127, 0.00199, 0.00199, 0.00199, 0.00199],
  backgroundGenes: 50,
  sharedBackgroundGenes: 200,
  offsetSd: 1,
  slopeSd: 0.1,
  failure: 0.2,
};
