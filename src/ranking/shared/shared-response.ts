import type { GeneResults } from '../../engines/gene-results.ts';
import { factorCholesky, solveCholesky } from '../../linalg/cholesky.ts';
import type { TakenOut } from '../changes/effect.ts';
import { type AlignedChanges, alignBackground, type BackgroundContrast, centerChanges } from './background-contrast.ts';
import { pullTogether, type ResponseMoments, responseMoments } from './response-moments.ts';
import { takeOut } from './take-out.ts';
import { trimStrangers } from './trim-strangers.ts';

/** How a contrast and one of another miRNA go together. */
export interface SharedWith {
  readonly name: string;
  /** Over genes without a site, weighted by precision. */
  readonly correlation: number;
  /** Genes that both tested, without a site of the ranked miRNA. */
  readonly genes: number;
  /** What is taken out for each unit of its change, where all contrasts tested the gene; 0 where it is not used. */
  readonly weight: number;
}

/** What a contrast shares with contrasts of other miRNAs. */
export interface SharedResponse {
  readonly contrasts: readonly SharedWith[];
  /** What is taken out of each unit of a change that all the others show. */
  readonly amount: number;
  /** Of that: how reliably the others show the response, 0 to 1, and the slope if they showed it without error. */
  readonly reliability: number;
  readonly slope: number;
  readonly errorCorrelation: number;
  /** Undefined where nothing is shared: the changes then stay as they are. */
  readonly takenOut: TakenOut | undefined;
}

/** Fewer genes without a site than this tell nothing. */
const FEWEST_GENES = 100;
/** A contrast that correlates less shares nothing; chance alone stays below four standard errors. */
const LEAST_CORRELATION = 0.1;
const CHANCE = 4;
/** Added to the variances of the others, as a share, so that contrasts that hardly differ can be told apart from none. */
const RIDGE = 0.003;
/** No correction makes a change known better than by this factor of its error. */
const LEAST_ERROR = 0.5;

/**
 * Takes out of the changes of a contrast what contrasts of other miRNAs show as well: the response to the transfection,
 * and the errors of controls that both are compared with.
 *
 * Of each gene the best linear prediction of its change from those of the others is taken away, with coefficients from
 * the second moments of genes without a site of the miRNA (`siteless`): what is not shared, and the noise of the others,
 * make them small by themselves, and more contrasts make them larger. Contrasts that do not go with this one are left
 * out, targets of the others too (`alignBackground`), and what one of three or more shows alone is trimmed
 * (`trimStrangers`). Errors follow: e'^2 = w' E w with w = (1, -coefficients), E the errors with their correlation.
 *
 * `siteless` [genes of the changes]: 1 where no site is known. The miRNAs of the background must be of other families:
 * their targets would be taken out otherwise.
 */
export function sharedResponse(
  changes: GeneResults,
  siteless: (geneId: string) => boolean,
  background: readonly BackgroundContrast[],
): SharedResponse {
  const without = Uint8Array.from(changes.geneIds, (id) => Number(siteless(id)));
  const own = centerChanges(changes, (row) => without[row] === 1);
  const genes = Uint32Array.from(without.keys()).filter((row) => without[row] === 1 && !Number.isNaN(own.change[row]!));
  const aligned = background.map((one) => alignBackground(one, changes.geneIds));
  const met = aligned.map((one) => correlate(own, one, genes));
  const used = [...aligned.keys()].filter((k) => isShared(met[k]!));
  const contrasts = background.map(({ name }, k) => ({ name, ...met[k]!, weight: 0 }));
  if (used.length === 0) {
    return { contrasts, amount: 0, reliability: 0, slope: 0, errorCorrelation: 0, takenOut: undefined };
  }
  const all = [own, ...trimStrangers(used.map((k) => aligned[k]!))];
  const found = responseMoments(all, genes);
  const weightsOf = predictor(pullTogether(found.moments, all.length), all.length);
  const { taken, errorFactor } = predict(all, weightsOf, found);
  const complete = weightsOf(used.map((_, k) => k + 1));
  const amount = complete.reduce((sum, weight) => sum + weight, 0);
  const reliability = reliabilityOf(found.moments, all.length);
  return {
    contrasts: contrasts.map((one, k) => ({ ...one, weight: complete[used.indexOf(k)] ?? 0 })),
    amount,
    reliability,
    slope: amount / reliability,
    errorCorrelation: found.errorCorrelation,
    takenOut: takeOut(changes, {
      taken,
      errorFactor,
      correlation: correlate(own, { change: taken, error: own.error }, genes).correlation,
    }),
  };
}

function isShared({ correlation, genes }: Pick<SharedWith, 'correlation' | 'genes'>): boolean {
  return genes >= FEWEST_GENES && correlation >= Math.max(LEAST_CORRELATION, CHANCE / Math.sqrt(genes));
}

/** Of two contrasts, changes clipped and weighted as for the moments. */
function correlate(own: AlignedChanges, other: AlignedChanges, genes: Uint32Array) {
  const both = genes.filter((row) => !Number.isNaN(other.change[row]!));
  if (both.length === 0) return { correlation: 0, genes: 0 };
  const [xx, xy, , yy] = responseMoments([own, other], both).moments as unknown as [number, number, number, number];
  const size = Math.sqrt(xx * yy);
  return { correlation: size > 0 ? xy / size : 0, genes: both.length };
}

/** Coefficients for the contrasts that are given by their places (1 and on), kept for each set of them. */
function predictor(moments: Float64Array, size: number): (places: readonly number[]) => Float64Array {
  const known = new Map<string, Float64Array>();
  return (places) => {
    const key = places.join();
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const n = places.length;
    const matrix = new Float64Array(n * n);
    for (let a = 0; a < n; a++) {
      for (let b = 0; b < n; b++)
        matrix[a * n + b] = moments[places[a]! * size + places[b]!]! * (a === b ? 1 + RIDGE : 1);
    }
    const weights = Float64Array.from(places, (place) => moments[place * size]!);
    // Moments over different genes may be of no one table: such contrasts are not used together.
    if (factorCholesky(matrix, n)) solveCholesky(matrix, n, weights);
    else weights.fill(0);
    known.set(key, weights);
    return weights;
  };
}

/** [genes] what is taken out, and what the errors of what is left are over those of the changes. */
function predict(
  [own, ...others]: readonly AlignedChanges[],
  weightsOf: (places: readonly number[]) => Float64Array,
  { errorCorrelation }: ResponseMoments,
) {
  const { error: ownError } = own!;
  const taken = new Float64Array(ownError.length);
  const errorFactor = new Float64Array(ownError.length).fill(1);
  for (let gene = 0; gene < taken.length; gene++) {
    const places = [...others.keys()].filter((k) => !Number.isNaN(others[k]!.change[gene]!)).map((k) => k + 1);
    if (places.length === 0 || Number.isNaN(ownError[gene]!)) continue;
    const weights = weightsOf(places);
    let sum = ownError[gene]!;
    let squares = sum * sum;
    places.forEach((place, k) => {
      const { change, error: e } = others[place - 1]!;
      taken[gene]! += weights[k]! * change[gene]!;
      sum -= weights[k]! * e[gene]!;
      squares += (weights[k]! * e[gene]!) ** 2;
    });
    const variance = errorCorrelation * sum * sum + (1 - errorCorrelation) * squares;
    errorFactor[gene] = Math.max(LEAST_ERROR, Math.sqrt(variance) / ownError[gene]!);
  }
  return { taken, errorFactor };
}

/** Of the mean of the others, from how they go with one another and with this contrast (Spearman and Brown). */
function reliabilityOf(moments: Float64Array, size: number): number {
  let [sum, pairs] = [0, 0];
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < a; b++) {
      sum += moments[a * size + b]! / Math.sqrt(moments[a * size + a]! * moments[b * size + b]!);
      pairs++;
    }
  }
  const r = Math.max(0, sum / pairs);
  return ((size - 1) * r) / (1 + (size - 2) * r);
}
