import type { TwoGroupPriors } from './two-group-model.ts';

/** Strength of one site by its type. */
export type StrengthByType = Readonly<Record<string, number>>;

/** What other experiments teach about sites, effects and noise. */
export interface RankingPriors extends TwoGroupPriors {
  /**
   * Strength of a site: 1 - exp(-strength) is the probability that it makes its gene a target. Conserved or not, and
   * where that is not known.
   */
  readonly siteStrength: {
    readonly conserved: StrengthByType;
    readonly notConserved: StrengthByType;
    readonly unknown: StrengthByType;
  };
  /** Strength of a site in the coding sequence, as a share of one of its type in the 3' UTR of which no more is known. */
  readonly codingShare: StrengthByType;
  /** Strength of 1, 2, 3 or more listed conserved sites of unknown types. */
  readonly listedStrength: readonly number[];
  /** Strength of a gene without a listed site, where sites that are not listed (not conserved) may be there. */
  readonly unlisted: number;
  /** Strength of a gene whose 3' UTR was searched and has no site. */
  readonly siteless: number;
  /** Context score of a site: mean and standard deviation by type, and what one standard deviation adds to ln strength. */
  readonly context: {
    readonly mean: StrengthByType;
    readonly sd: StrengthByType;
    readonly slope: number;
  };
  /** Share of the change of genes that are no targets which another laboratory finds again, over that of targets. */
  readonly replication: number;
}
