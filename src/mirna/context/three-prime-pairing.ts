import type { ScoredType } from './context-coefficients.ts';

/** The best pairing of a miRNA's 3' region, and where one strand skips bases to reach it. */
export interface ThreePrimePairing {
  readonly score: number;
  /** Bases skipped between the seed and the pairing, on the miRNA if the gap is in the UTR's line, else on the UTR. */
  readonly offset: number;
  readonly gap: 'utr' | 'mirna';
}

/** Bases of the UTR window that lie under the site and its surroundings: the pairing is scored from here on. */
const SITE_SPAN = 8;

/** First nt (0-based) of the miRNA that is scored: the base facing nt 8 of a 7mer-A1 site is unpaired and counts. */
function firstScoredNt(type: ScoredType): number {
  return type === '7mer-A1' ? 7 : 8;
}

/**
 * Score of the pairing between the miRNA's 3' region and the UTR upstream of the site (Grimson et al. 2007,
 * doi:10.1016/j.molcel.2007.06.017): runs of at least two Watson-Crick pairs count 1 for each pair of nt 13-16 and 0.5 for
 * others; the best run, less 0.5 for each nt of offset beyond two. Of equal scores the smaller offset wins, then the gap on
 * the miRNA.
 *
 * @param utr the UTR 3'->5' from the base that faces nt 1 (7mer-A1: from the base before it), upper case RNA
 * @param mirna the miRNA 5'->3'
 */
export function threePrimePairing(utr: string, mirna: string, type: ScoredType): ThreePrimePairing {
  const upstream = utr.slice(SITE_SPAN);
  const tail = mirna.slice(firstScoredNt(type));
  let best: ThreePrimePairing | undefined;
  for (let offset = 0; offset < Math.max(upstream.length, tail.length); offset++) {
    for (const gap of ['mirna', 'utr'] as const) {
      const runs = pairedRuns(upstream, tail, offset, gap, type);
      const score = Math.max(0, ...runs.map((run) => run.score)) - Math.max(0, (offset - 2) / 2);
      if (!best || score > best.score) best = { score, offset, gap };
    }
  }
  return best ?? { score: 0, offset: 0, gap: 'mirna' };
}

interface PairedRun {
  /** Positions from the first scored base on, after the gap. */
  readonly start: number;
  readonly length: number;
  readonly score: number;
}

/** The runs of at least two pairs at an offset. */
function pairedRuns(
  upstream: string,
  tail: string,
  offset: number,
  gap: ThreePrimePairing['gap'],
  type: ScoredType,
): PairedRun[] {
  const skipTail = gap === 'utr' ? offset : 0;
  const skipUpstream = gap === 'utr' ? 0 : offset;
  const end = Math.min(upstream.length - skipUpstream, tail.length - skipTail);
  const runs: PairedRun[] = [];
  for (let i = 0; i < end; i++) {
    const start = i;
    let score = 0;
    for (; i < end && isWatsonCrick(upstream[i + skipUpstream]!, tail[i + skipTail]!); i++) {
      const nt = i + skipTail + firstScoredNt(type) + 1;
      score += nt >= 13 && nt <= 16 ? 1 : 0.5;
    }
    if (i - start >= 2) runs.push({ start, length: i - start, score });
  }
  return runs;
}

function isWatsonCrick(a: string, b: string): boolean {
  return (a === 'A' && b === 'U') || (a === 'U' && b === 'A') || (a === 'C' && b === 'G') || (a === 'G' && b === 'C');
}

/** Three lines of equal length as TargetScan shows a site: UTR 5'->3', bars, miRNA 3'->5'. */
export interface PairingDrawing {
  readonly utr: string;
  readonly bars: string;
  readonly mirna: string;
}

/** Pairing of the 3' region is drawn from this score on. */
const SHOWN_FROM = 3;

/** Draws a site with its 3' pairing as TargetScan 7.0 does (for a 6mer its bars beyond the seed stand one column off). */
export function drawPairing(utr: string, mirna: string, type: ScoredType, pairing: ThreePrimePairing): PairingDrawing {
  const first = firstScoredNt(type);
  const overhang = type === '7mer-A1' ? 1 : 0;
  const seedPairs = type === '8mer' || type === '7mer-m8' ? 7 : 6;
  const { offset, gap, score } = pairing;
  const skipped = '-'.repeat(offset);
  const runs = pairedRuns(utr.slice(SITE_SPAN), mirna.slice(first), offset, gap, type);
  const best = Math.max(0, ...runs.map((run) => run.score));
  let bars = ' '.repeat(overhang + 1);
  for (let i = 1; i <= seedPairs; i++) bars += isWatsonCrick(utr[i + overhang] ?? 'N', mirna[i]!) ? '|' : 'E';
  bars += ' '.repeat(offset);
  const seedEnd = bars.length;
  for (const run of runs) {
    if (run.score === best) bars = bars.padEnd(seedEnd + run.start) + '|'.repeat(run.length);
  }
  const lines = [
    utr.slice(0, SITE_SPAN) + (gap === 'utr' ? skipped : '') + utr.slice(SITE_SPAN),
    bars,
    ' '.repeat(overhang) + mirna.slice(0, first) + (gap === 'mirna' ? skipped : '') + mirna.slice(first),
  ];
  const width = Math.max(...lines.map((line) => line.length));
  const [top, middle, bottom] = lines.map((line) => [...line.padEnd(width)].reverse().join('')) as [
    string,
    string,
    string,
  ];
  return score < SHOWN_FROM ? withoutWeakPairing(top, middle, bottom) : { utr: top, bars: middle, mirna: bottom };
}

/** Leaves out up to two blocks of bars before the seed's, and with them the gap. */
function withoutWeakPairing(utr: string, bars: string, mirna: string): PairingDrawing {
  const weak = /(\S+\s+\S+)\s+\S+/.exec(bars) ?? /(\S+)\s+\S+/.exec(bars);
  const block = weak?.[1];
  if (block === undefined || block.length > 20) return { utr, bars, mirna };
  const closed = (line: string) => line.replaceAll('-', '').padStart(line.length);
  return { utr: closed(utr), bars: bars.replace(block, ' '.repeat(block.length)), mirna: closed(mirna) };
}
