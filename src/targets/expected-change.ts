import type { ScoredType } from '../mirna/context/context-coefficients.ts';
import * as math from '../stats/math/portable.ts';
import { type RepressionModel, repressionModel } from './repression-model.ts';

/** What the weight of a site depends on beside its type; features that are not known count as average. */
export interface WeighedSite {
  readonly type: ScoredType;
  readonly region: 'utr' | 'coding';
  /** Local AU content, see `localAuContent`. */
  readonly localAu?: number | undefined;
  /** Score of the pairing of the miRNA's 3' region, see `threePrimePairing`. */
  readonly pairing?: number | undefined;
  /** nt to the nearer end of the 3' UTR. */
  readonly endDistance?: number | undefined;
}

/** Lengths of the parts of a message, nt. */
export interface MessageLengths {
  readonly utr: number;
  /** Undefined where the coding sequence is not known: it counts as one of average length. */
  readonly coding: number | undefined;
}

/** Lengths and features of an average site, at which weights are those of the type. */
const AVERAGE = { message: 2500, utr: 1000, coding: 1300, localAu: 0.55, pairing: 2, endDistance: 150 };

/**
 * How much a site speeds up the loss of its message, over the loss without sites: the weight of its type and region times
 * powers of the lengths, and in 3' UTRs exponentials of its context. Weights of the sites of a message add up.
 *
 * Long messages are repressed less by the same site, whatever makes them long; for UTR sites this is one power of the length
 * of 3' UTR and coding sequence together, and a smaller one of the 3' UTR alone.
 */
export function siteWeight(
  { type, region, localAu, pairing, endDistance }: WeighedSite,
  { utr, coding = AVERAGE.coding }: MessageLengths,
  model: RepressionModel = repressionModel,
): number {
  let log = model[region][type] + model.messageLength * math.log((utr + coding) / AVERAGE.message);
  if (region === 'utr') {
    log += model.utrLength * math.log(Math.max(1, utr) / AVERAGE.utr);
    if (localAu !== undefined) log += model.localAu * (localAu - AVERAGE.localAu);
    if (pairing !== undefined) log += model.pairing * (pairing - AVERAGE.pairing);
    if (endDistance !== undefined) log += model.endDistance * math.log(Math.max(1, endDistance) / AVERAGE.endDistance);
  }
  return math.exp(log);
}

/** Expected log2 fold change of a message by its sites: -log2(1 + sum of their weights); 0 without sites. */
export function expectedChange(weights: Iterable<number>): number {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return sum === 0 ? 0 : -math.log1p(sum) / Math.LN2;
}
