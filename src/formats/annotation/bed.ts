import type { UtrRegion } from './three-prime-utrs.ts';
import type { Interval } from './transcript.ts';

/** A stretch of a 3' UTR that a BED file shows. */
export interface BedFeature {
  /** Name of the 3' UTR. */
  readonly utr: string;
  /** In the 3' UTR, 1-based, both ends included. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** 0 to 1000: browsers shade by it. */
  readonly score: number;
  /** `213,94,0` */
  readonly color: string;
}

/**
 * Features of 3' UTRs as BED (12 columns; half-open, from 0). Where their places in the genome are known, in coordinates of
 * the genome, those across a splice junction in two blocks; else in coordinates of each 3' UTR, and a comment says so.
 * Source: https://genome.ucsc.edu/FAQ/FAQformat.html#format1
 */
export function formatBed(features: readonly BedFeature[], regions?: ReadonlyMap<string, UtrRegion>): string {
  const lines = features.map((feature) => {
    const region = regions?.get(feature.utr);
    if (regions !== undefined && region === undefined) return undefined;
    const { seqname, strand, blocks } = region ?? wholeUtr(feature);
    return bedLine(feature, clean(seqname), strand, mapInterval(blocks, strand, feature));
  });
  const known = lines.filter((line) => line !== undefined);
  const head =
    regions === undefined
      ? ["# positions within each 3' UTR, not in the genome: the 3' UTRs were given as sequences", ...known]
      : known;
  return head.length === 0 ? '' : `${head.join('\n')}\n`;
}

function wholeUtr({ utr, end }: BedFeature): UtrRegion {
  return { seqname: utr, strand: '+', blocks: [[1, end]] };
}

/**
 * The stretch `start`..`end` of joined blocks, given in the direction of the gene, in coordinates of what they lie on:
 * one interval a block it touches, in ascending order.
 */
export function mapInterval(
  blocks: readonly Interval[],
  strand: string,
  { start, end }: { readonly start: number; readonly end: number },
): Interval[] {
  const pieces: Interval[] = [];
  let before = 0;
  for (const [first, last] of blocks) {
    const size = last - first + 1;
    const from = Math.max(start - 1 - before, 0);
    const to = Math.min(end - before, size);
    if (from < to) pieces.push(strand === '-' ? [last - to + 1, last - from] : [first + from, first + to - 1]);
    before += size;
  }
  return pieces.sort((a, b) => a[0] - b[0]);
}

function bedLine(
  { name, score, color }: BedFeature,
  seqname: string,
  strand: string,
  pieces: readonly Interval[],
): string {
  const start = pieces[0]![0] - 1;
  const end = pieces.at(-1)![1];
  const sizes = pieces.map(([first, last]) => last - first + 1);
  const starts = pieces.map(([first]) => first - 1 - start);
  const shade = Math.max(0, Math.min(1000, Math.round(score)));
  const fields = [seqname, start, end, clean(name), shade, strand, start, end, color, pieces.length, sizes, starts];
  return fields.map((field) => (Array.isArray(field) ? field.join(',') : String(field))).join('\t');
}

/** Blanks would part columns for some readers, and a name may not begin like a comment. */
function clean(text: string): string {
  return text.replace(/\s+/g, '_').replace(/^#/, '_');
}
