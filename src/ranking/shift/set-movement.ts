import { normalLogUpperQuantile } from '../../stats/distributions/normal.ts';
import * as math from '../../stats/math/portable.ts';
import type { Effect } from '../changes/effect.ts';

/** How genes with a site moved, as far as it is known. */
export interface MovedSet {
  /** Of the sites: `any`, or `SEVEN_OR_EIGHT`. */
  readonly type?: string | undefined;
  readonly genes: number;
  readonly genesWithout: number;
  readonly medianShift: number;
  readonly ciLow?: number | undefined;
  readonly ciHigh?: number | undefined;
  /** One-sided, small where genes move as targets should. */
  readonly rankSumP?: number | undefined;
  readonly matched?: Omit<MovedSet, 'type' | 'genesWithout' | 'matched'> | undefined;
}

/** Whether the experiment worked, and which way. */
export interface SetMovement {
  /** `against`: genes with sites move the wrong way. */
  readonly outcome: 'worked' | 'silent' | 'against';
  readonly heading: string;
  /** A whole sentence with the shift and its 95 % interval. */
  readonly text: string;
}

/** The genes with a site of 7 or 8 nt among all with a site. */
export const SEVEN_OR_EIGHT = '7 or 8 nt';

/** A smaller set says nothing about the experiment. */
const ENOUGH_GENES = 10;
/** One percent of the standard normal: deflated z from which a movement is called, on either side. */
const CLEAR = 2.33;
/** Variance of the rank sum of a set without effect, beyond that of random sets, a gene of the set. */
const FAMILY_VARIANCE = 0.01;

/**
 * The set that tells whether an experiment worked: genes with a site of 7 or 8 nt, where enough have one, as every second 3' UTR
 * has a 6mer, which hardly acts; else all with a site, or the first of the sets.
 */
export function tellingSet<Moved extends MovedSet>(sets: readonly Moved[]): Moved | undefined {
  const of = (wanted: string) => sets.find(({ type }) => type === wanted);
  const strong = of(SEVEN_OR_EIGHT);
  return strong !== undefined && strong.genes >= ENOUGH_GENES ? strong : (of('any') ?? sets[0]);
}

/**
 * Whether genes with a site moved as a set, on both sides, by the rank-sum test against genes alike (or, where there are
 * none, against all without a site).
 *
 * Genes of a family share regulators and samples: the z of families that were not perturbed spreads more than chance, the
 * more so the larger they are, about 1 + .01 a gene in variance over experiments with other miRNAs (GSE124530). z is deflated
 * by that before it is judged.
 */
export function judgeMovement(set: MovedSet | undefined, { effect }: { readonly effect: Effect }): SetMovement {
  if (set === undefined || set.genes < ENOUGH_GENES || set.genesWithout === 0) {
    return { outcome: 'silent', heading: 'No verdict.', text: 'Too few tested genes have a site.' };
  }
  const { matched } = set;
  const isMatched =
    matched !== undefined && matched.genes >= ENOUGH_GENES && !Number.isNaN(matched.rankSumP ?? Number.NaN);
  const { genes, medianShift, ciLow, ciHigh, rankSumP = Number.NaN } = isMatched ? matched : set;
  const z = normalLogUpperQuantile(math.log(rankSumP)) / Math.sqrt(1 + FAMILY_VARIANCE * genes);
  const [towards, away] = effect === 'overexpression' ? (['fall', 'rise'] as const) : (['rise', 'fall'] as const);
  const site = set.type === SEVEN_OR_EIGHT ? 'a site of 7 or 8 nt' : 'a site';
  const others = isMatched ? 'alike genes without one' : 'genes without one';
  const interval =
    ciLow === undefined || ciHigh === undefined || Number.isNaN(ciLow + ciHigh)
      ? ''
      : ` [${ciLow.toFixed(2)}, ${ciHigh.toFixed(2)}]`;
  const p = `p ${rankSumP > 0.5 ? `${shortP(1 - rankSumP)} for the other direction` : shortP(rankSumP)}`;
  const moves = (verb: string): string =>
    `The ${genes} genes with ${site} ${verb} by ${Math.abs(medianShift).toFixed(2)} log2${interval} against ${others} (${p}).`;
  // The medians must say so as well: a few far genes are no movement of the set.
  const moved = medianShift < 0 ? 'fall' : 'rise';
  if (z > CLEAR && moved === towards) {
    return { outcome: 'worked', heading: `Genes with sites ${towards}, as they should.`, text: moves(towards) };
  }
  if (z < -CLEAR && moved === away) {
    const question =
      effect === 'overexpression'
        ? 'are target and reference swapped, or is this an inhibitor?'
        : 'are target and reference swapped, or is this an over-expression?';
    return {
      outcome: 'against',
      heading: `Genes with sites ${away}: the wrong way.`,
      text: `${moves(away)} The wrong way: ${question}`,
    };
  }
  return {
    outcome: 'silent',
    heading: 'No shift of genes with sites can be seen.',
    text: `The shift of the ${genes} genes with ${site} against ${others} is ${medianShift.toFixed(2)} log2${interval} (${p}), no more than sets without effect show. Take the candidates with caution.`,
  };
}

function shortP(p: number): string {
  return p >= 0.001 ? String(Number(p.toPrecision(2))) : p.toExponential(1);
}
