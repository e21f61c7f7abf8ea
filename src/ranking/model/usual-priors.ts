import type { RankingPriors } from './ranking-priors.ts';

/**
 * What sites, effects and noise are usually like: round numbers, chosen by hand and fitted to no table, so that no
 * experiment that judges a ranking has taught it. Priors fitted to 22 over-expression experiments ordered genes no better
 * for families that were left out, and chose too boldly where repression is weak. Mean and spread of context scores are
 * those of TargetScan's program over real 3' UTRs, with accessibility; no change of a gene enters them.
 */
export const usualPriors: RankingPriors = {
  siteStrength: {
    conserved: { '8mer': 1, '7mer-m8': 0.7, '7mer-A1': 0.7, '6mer': 0.1 },
    notConserved: { '8mer': 0.4, '7mer-m8': 0.15, '7mer-A1': 0.15, '6mer': 0.06 },
    unknown: { '8mer': 0.7, '7mer-m8': 0.3, '7mer-A1': 0.3, '6mer': 0.06 },
  },
  // What the expected change gives a coding site beside one of its type in the 3' UTR, rounded (docs/statistics.md).
  codingShare: { '8mer': 0.36, '7mer-m8': 0.37, '7mer-A1': 0.3, '6mer': 0.47 },
  listedStrength: [0.85, 1.35, 1.5],
  unlisted: 0.05,
  siteless: 0.005,
  context: {
    mean: { '8mer': -0.19, '7mer-m8': -0.1, '7mer-A1': -0.08, '6mer': -0.02 },
    sd: { '8mer': 0.14, '7mer-m8': 0.08, '7mer-A1': 0.07, '6mer': 0.025 },
    slope: 0.4,
  },
  replication: 0.4,
  targetWeights: [0.3, 0.2, 0.15, 0.1, 0.08, 0.07, 0.05, 0.03, 0.015, 0.005],
  targetGenes: 15,
  tilt: 0.3,
  tiltSd: 0.3,
  backgroundWeights: [0.1, 0.1, 0.13, 0.2, 0.2, 0.15, 0.06, 0.03, 0.015, 0.008, 0.004, 0.003],
  backgroundGenes: 50,
  sharedBackgroundGenes: 200,
  offsetSd: 1,
  slopeSd: 0.1,
  failure: 0.2,
};
