import type { ScoredType } from '../mirna/context/context-coefficients.ts';

/** How sites and lengths foretell repression, see `siteWeight`: natural logarithms of weights, and slopes of theirs. */
export interface RepressionModel {
  readonly utr: Readonly<Record<ScoredType, number>>;
  readonly coding: Readonly<Record<ScoredType, number>>;
  /** Power of the length of 3' UTR and coding sequence together. */
  readonly messageLength: number;
  /** Further power of the length of the 3' UTR, for sites in it. */
  readonly utrLength: number;
  /** Slopes for sites in the 3' UTR. */
  readonly localAu: number;
  readonly pairing: number;
  /** Power of the distance to the nearer end of the 3' UTR. */
  readonly endDistance: number;
}

/**
 * Fitted by test/bench/fit-repression-model.ts; do not edit. To fold changes after transfections: six miRNAs in HEK293FT cells
 * with sites in coding sequences (McGeary et al. 2019, doi:10.1126/science.aav1741), and about 1,000 real 3' UTRs in HeLa
 * (the same, and GSE124530) and HCT116 cells (Linsley et al. 2007, doi:10.1128/MCB.02005-06).
 */
export const repressionModel: RepressionModel = {
  utr: {
    '8mer': -1.59,
    '7mer-m8': -2.1,
    '7mer-A1': -2.38,
    '6mer': -3.25,
  },
  coding: {
    '8mer': -2.61,
    '7mer-m8': -3.08,
    '7mer-A1': -3.57,
    '6mer': -4,
  },
  messageLength: -0.478,
  utrLength: -0.117,
  localAu: 2.3,
  pairing: 0.2,
  endDistance: -0.0846,
};
