import * as math from '../../stats/math/portable.ts';
import { roundFixed } from '../../text/printf-decimal.ts';
import type { ScoredType } from './context-coefficients.ts';

/** One end of a gene's 3' UTR: the region from the end before it to this one, and its share of transcripts. */
export interface IsoformRegion {
  readonly start: number;
  readonly end: number;
  /** Affected isoform ratio: percent of the gene's transcripts that hold this region. */
  readonly air: number;
}

const AU_REACH = 30;

/**
 * Local AU content (Grimson et al. 2007): A or U within 30 nt on both sides of the site, weighted by the inverse distance,
 * as a fraction of all weights that exist; three decimals. The base facing nt 8 or nt 1, where the site leaves it out, is
 * the first one outside and has weight 1/2.
 *
 * @param sequence 3' UTR in upper-case RNA letters
 * @param start first nt of the site, 1-based
 */
export function localAuContent(sequence: string, start: number, end: number, type: ScoredType): number {
  const firstUp = type === '8mer' || type === '7mer-m8' ? 1 : 2;
  const firstDown = type === '8mer' || type === '7mer-A1' ? 2 : 1;
  let au = 0;
  let all = 0;
  const add = (index: number, weight: number) => {
    if (sequence[index] === 'A' || sequence[index] === 'U') au += weight;
    all += weight;
  };
  for (let i = 0; i < AU_REACH && start - 2 - i >= 0; i++) add(start - 2 - i, 1 / (i + firstUp));
  const upstream = au;
  au = 0;
  for (let i = 0; i < AU_REACH && end + i < sequence.length; i++) add(end + i, 1 / (i + firstDown));
  return all === 0 ? 0 : roundFixed((upstream + au) / all, 3);
}

/** Share (0..1) of the gene's transcripts that hold a site; 1 without isoform data, at least 0.0001 outside of all regions. */
export function affectedIsoformRatio(isoforms: readonly IsoformRegion[], siteEnd: number): number {
  if (isoforms.length === 0) return 1;
  let nearest = Number.POSITIVE_INFINITY;
  let air = 100;
  for (const region of isoforms) {
    if (region.start <= siteEnd && siteEnd <= region.end) return region.air / 100;
    const distance = Math.min(Math.abs(region.end - siteEnd), Math.abs(region.start - siteEnd));
    if (distance < nearest) [nearest, air] = [distance, region.air];
  }
  return Math.max(0.0001, air / 100);
}

/** Mean over the isoforms that hold a site of a value of each, weighted by their AIR and rounded; 0 if there are none. */
export function meanOverIsoforms(
  isoforms: readonly IsoformRegion[],
  siteEnd: number,
  value: (isoformEnd: number) => number,
): number {
  let sum = 0;
  let weights = 0;
  for (const { end, air } of isoforms) {
    if (end < siteEnd) continue;
    sum += value(end) * air;
    weights += air;
  }
  return weights === 0 ? 0 : roundFixed(sum / weights, 0);
}

/** Distance of a site to the nearer end of an isoform's 3' UTR. */
export function endDistance(start: number, end: number, isoformEnd: number): number {
  return Math.min(start - 1, isoformEnd - end);
}

/** Isoform regions of the reference species on the scale of another species' 3' UTR. */
export function scaleIsoforms(
  isoforms: readonly IsoformRegion[],
  referenceLength: number,
  length: number,
): IsoformRegion[] {
  const factor = referenceLength / length;
  const byEnd = new Map<number, IsoformRegion>();
  for (const { start, end, air } of isoforms) {
    const scaledEnd = roundFixed(end / factor, 0);
    const scaledStart = start > 1 ? roundFixed(start / factor, 0) : 1;
    byEnd.set(scaledEnd, { start: scaledStart, end: scaledEnd, air });
  }
  return [...byEnd.values()].sort((a, b) => a.end - b.end);
}

/** log10, as a ratio of natural logarithms; 0 for 0. */
export function log10OrZero(value: number): number {
  return value === 0 ? 0 : math.log(value) / math.log(10);
}

const WINDOW = 23;

/**
 * The stretch of a 3' UTR that TargetScan aligns with a miRNA, 5'->3': 15 nt upstream of the site to the base that faces
 * nt 1, filled with N at the 5' end (to 24 letters where it is short) and at the UTR's end; each N there turns two of the
 * first ones into spaces.
 */
export function alignmentWindow(sequence: string, start: number, end: number, type: ScoredType): string {
  const from = Math.max(0, start - 16);
  const to = type === '8mer' ? end : end + 1;
  let window = sequence.slice(from, to);
  if (window.length < WINDOW) window = 'N'.repeat(WINDOW + 1 - window.length) + window;
  for (let missing = to - sequence.length; missing > 0; missing--) window = `${window}N`.replace(/^NN/, '  ');
  return window;
}
