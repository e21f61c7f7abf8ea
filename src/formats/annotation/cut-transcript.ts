import { Fault } from '../../fault.ts';
import { findUtrStart, isStopCodon } from '../sequences/utr-start.ts';
import type { Interval, Transcript } from './transcript.ts';

const COMPLEMENT = complementTable('ACGTUMRWSYKVHDBN', 'TGCAAKYWSRMBDHVN');

/**
 * The 3' UTR of a coding transcript on its sequence of the genome, with its blocks in the direction of the gene, and the coding
 * part before it with its stop codon; `hasStop` if a stop codon ends the coding part. Empty where the transcript ends there. A
 * transcript that reaches beyond the sequence is a {@link Fault}.
 */
export function cutTranscript(
  transcript: Transcript,
  sequence: Uint8Array,
  genome: string,
  annotation: string,
): {
  readonly sequence: Uint8Array;
  readonly coding: Uint8Array;
  readonly blocks: readonly Interval[];
  readonly hasStop: boolean;
} {
  const { coding, threePrimeUtrs, strand, hasStopCodon } = transcript;
  const forward = strand !== '-';
  const parts = coding.length === 0 ? threePrimeUtrs : wholeTranscript(transcript);
  const exons = joinIntervals(parts);
  if (!forward) exons.reverse();
  const end = Math.max(...exons.map((exon) => exon[1]));
  if (end > sequence.length) throw outside(transcript, end, sequence.length, genome, annotation);
  const spliced = splice(sequence, exons, forward);
  if (coding.length === 0) return { sequence: spliced, coding: new Uint8Array(), blocks: exons, hasStop: true };
  const first = Math.min(...coding.map((part) => part[0]));
  const last = Math.max(...coding.map((part) => part[1]));
  const [codingStart, codingEnd] = forward ? [first, last] : [last, first];
  const from = basesThrough(exons, codingEnd, forward);
  const { start, hasStop } = hasStopCodon
    ? { start: from, hasStop: isStopCodon(spliced, from - 3) }
    : findUtrStart(spliced, from);
  return {
    sequence: spliced.subarray(start),
    coding: spliced.subarray(basesThrough(exons, codingStart, forward) - 1, start),
    blocks: blocksFrom(exons, start, forward),
    hasStop,
  };
}

/** Bases of exons from where the transcript begins to a place of the genome, which is counted in. */
function basesThrough(exons: readonly Interval[], place: number, forward: boolean): number {
  let bases = 0;
  for (const [start, stop] of exons) {
    if (forward) bases += Math.max(0, Math.min(stop, place) - start + 1);
    else bases += Math.max(0, stop - Math.max(start, place) + 1);
  }
  return bases;
}

/**
 * How long (nt) the 3' UTR of a coding transcript will be as far as its coordinates tell: without the genome it is not known
 * whether the coding part holds its stop codon; GTF leaves it out, GFF3 does not.
 */
export function expectUtrLength(transcript: Transcript, format: 'gtf' | 'gff3'): number {
  const { coding, threePrimeUtrs, strand, hasStopCodon } = transcript;
  const size = (parts: readonly Interval[]) =>
    parts.reduce((sum, [start, end]) => sum + Math.max(0, end - start + 1), 0);
  if (coding.length === 0) return size(joinIntervals(threePrimeUtrs));
  const parts = joinIntervals(wholeTranscript(transcript));
  const first = Math.min(...coding.map((part) => part[0]));
  const last = Math.max(...coding.map((part) => part[1]));
  const behind = parts.map(
    ([start, end]): Interval => (strand === '-' ? [start, Math.min(end, first - 1)] : [Math.max(start, last + 1), end]),
  );
  return Math.max(0, size(behind) - (hasStopCodon || format === 'gff3' ? 0 : 3));
}

function wholeTranscript({ exons, coding, threePrimeUtrs, otherUtrs }: Transcript): Interval[] {
  return [...exons, ...coding, ...threePrimeUtrs, ...otherUtrs];
}

/** Intervals in ascending order, those that touch or overlap as one. */
function joinIntervals(parts: readonly Interval[]): Interval[] {
  const joined: [number, number][] = [];
  for (const [start, end] of [...parts].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1] + 1) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** What is left of exons, in the direction of the gene, without their first `skip` bases. */
function blocksFrom(exons: readonly Interval[], skip: number, forward: boolean): Interval[] {
  const blocks: Interval[] = [];
  let left = skip;
  for (const [start, end] of exons) {
    const size = end - start + 1;
    if (left < size) blocks.push(forward ? [start + left, end] : [start, end - left]);
    left = Math.max(0, left - size);
  }
  return blocks;
}

/** The exons joined, in the order given; reversed and complemented for the reverse strand. */
function splice(sequence: Uint8Array, exons: readonly Interval[], forward: boolean): Uint8Array {
  const spliced = new Uint8Array(exons.reduce((sum, [start, end]) => sum + end - start + 1, 0));
  let filled = 0;
  for (const [start, end] of exons) {
    if (forward) {
      spliced.set(sequence.subarray(start - 1, end), filled);
      filled += end - start + 1;
    } else {
      for (let p = end - 1; p >= start - 1; p--) spliced[filled++] = COMPLEMENT[sequence[p]!]!;
    }
  }
  return spliced;
}

function complementTable(from: string, to: string): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (let i = 0; i < from.length; i++) {
    table[from.charCodeAt(i)] = to.charCodeAt(i);
    table[from.toLowerCase().charCodeAt(i)] = to.toLowerCase().charCodeAt(i);
  }
  return table;
}

function outside(transcript: Transcript, end: number, length: number, genome: string, annotation: string): Fault {
  return new Fault({
    code: 'UTR_OUTSIDE_GENOME',
    message: `transcript '${transcript.id}' lies outside the genome`,
    file: annotation,
    found: `${transcript.seqname} up to ${end}`,
    expected: `at most ${length}, the length of the sequence in ${genome}`,
    hint: 'Use the genome of the assembly that the annotation was made for.',
  });
}
