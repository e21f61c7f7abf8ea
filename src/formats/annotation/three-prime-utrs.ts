import { Fault } from '../../fault.ts';
import { fileName } from '../../text/file-names.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { streamFasta } from '../sequences/fasta.ts';
import type { UtrRecord, UtrSet } from '../sequences/utr-record.ts';
import type { GeneModels, Interval, Transcript } from './gene-models.ts';

/** Where a 3' UTR lies in the genome. */
export interface UtrRegion {
  readonly seqname: string;
  readonly strand: string;
  /** Its parts in the direction of the gene, 1-based, both ends included. */
  readonly blocks: readonly Interval[];
}

/** 3' UTRs with their places, by the id of the record. */
export interface CutUtrSet extends UtrSet {
  readonly regions: ReadonlyMap<string, UtrRegion>;
}

const COMPLEMENT = complementTable('ACGTUMRWSYKVHDBN', 'TGCAAKYWSRMBDHVN');

/**
 * Cuts the 3' UTRs of all coding transcripts out of a genome (FASTA, read one sequence at a time): the exons joined in the
 * direction of the gene, from the base after the stop codon to the end.
 *
 * Where the stop codon ends: where a `stop_codon` feature says so; else, if the coding part ends with a stop codon (GFF3
 * counts it in), at its end; else, if a stop codon follows (as in GTF), three bases on; else at the end of the coding part,
 * which is noted. Records carry gene id, transcript id and gene name, in the order of the annotation.
 */
export async function cutThreePrimeUtrs(genome: InputFile, models: GeneModels): Promise<CutUtrSet> {
  const pending = transcriptsBySequence(models);
  const cut = new Map<string, Uint8Array>();
  const regions = new Map<string, UtrRegion>();
  const seen: string[] = [];
  let withoutStop = 0;
  for await (const { id, sequence } of streamFasta(genome)) {
    if (seen.length < 3) seen.push(id);
    const name = aliases(id).find((alias) => pending.has(alias));
    if (name === undefined) continue;
    for (const transcript of pending.get(name)!) {
      const utr = cutOne(transcript, sequence, genome.name, models.file);
      if (!utr.hasStop) withoutStop++;
      if (utr.sequence.length === 0) continue;
      cut.set(transcript.id, utr.sequence.slice());
      const { seqname, strand } = transcript;
      regions.set(transcript.id, { seqname, strand, blocks: utr.blocks });
    }
    pending.delete(name);
  }
  if (cut.size === 0) throw nothingCut(genome.name, models, seen);
  const notes = [
    `3' UTRs of ${cut.size} transcripts were cut from ${fileName(genome.name)} by ${fileName(models.file)}`,
  ];
  const lost = [...pending.values()].reduce((sum, list) => sum + list.length, 0);
  if (lost > 0)
    notes.push(
      `${lost} coding transcripts lie on sequences that the genome lacks (${[...pending.keys()].slice(0, 3).join(', ')})`,
    );
  if (withoutStop > 0)
    notes.push(`${withoutStop} transcripts end without a stop codon: their UTR was cut after the coding part`);
  return { file: genome.name, records: recordsOf(models, cut), notes, regions };
}

/** Ensembl calls a chromosome `1`, UCSC `chr1`; the mitochondrial one `MT` and `chrM`. */
function aliases(id: string): string[] {
  const other = id.startsWith('chr') ? id.slice(3) : `chr${id}`;
  return [id, other, ...(id === 'MT' ? ['chrM'] : id === 'chrM' ? ['MT'] : [])];
}

function transcriptsBySequence(models: GeneModels): Map<string, Transcript[]> {
  const bySequence = new Map<string, Transcript[]>();
  for (const transcript of models.transcripts.values()) {
    if (transcript.coding.length === 0) continue;
    const list = bySequence.get(transcript.seqname);
    if (list === undefined) bySequence.set(transcript.seqname, [transcript]);
    else list.push(transcript);
  }
  return bySequence;
}

function recordsOf(models: GeneModels, cut: ReadonlyMap<string, Uint8Array>): UtrRecord[] {
  const records: UtrRecord[] = [];
  for (const { id, geneId } of models.transcripts.values()) {
    const sequence = cut.get(id);
    if (sequence === undefined) continue;
    const name = models.genes.get(geneId)?.name;
    records.push({ id, keys: name === undefined ? [geneId, id] : [geneId, id, name], sequence });
  }
  return records;
}

/** The 3' UTR of one transcript on its sequence; `hasStop` if a stop codon ends the coding part. */
function cutOne(
  transcript: Transcript,
  sequence: Uint8Array,
  genome: string,
  annotation: string,
): { readonly sequence: Uint8Array; readonly blocks: readonly Interval[]; readonly hasStop: boolean } {
  const forward = transcript.strand !== '-';
  const exons = [...transcript.exons].sort((a, b) => (forward ? a[0] - b[0] : b[0] - a[0]));
  if (exons.length === 0) exons.push(...transcript.coding);
  const end = Math.max(...exons.map((exon) => exon[1]));
  if (end > sequence.length) throw outside(transcript, end, sequence.length, genome, annotation);
  const codingEnd = forward
    ? Math.max(...transcript.coding.map((part) => part[1]))
    : Math.min(...transcript.coding.map((part) => part[0]));
  const spliced = splice(sequence, exons, forward);
  let from = 0;
  for (const [start, stop] of exons) {
    if (forward) from += Math.max(0, Math.min(stop, codingEnd) - start + 1);
    else from += Math.max(0, stop - Math.max(start, codingEnd) + 1);
  }
  const cutFrom = (start: number, hasStop: boolean) => ({
    sequence: spliced.subarray(start),
    blocks: blocksFrom(exons, start, forward),
    hasStop,
  });
  if (transcript.hasStopCodon || isStop(spliced, from - 3)) return cutFrom(from, true);
  return isStop(spliced, from) ? cutFrom(from + 3, true) : cutFrom(from, false);
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

function isStop(spliced: Uint8Array, at: number): boolean {
  if (at < 0 || at + 3 > spliced.length) return false;
  return /^T(AA|AG|GA)$/i.test(String.fromCharCode(spliced[at]!, spliced[at + 1]!, spliced[at + 2]!));
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

function nothingCut(genome: string, models: GeneModels, seen: readonly string[]): Fault {
  const names = [...new Set([...models.transcripts.values()].map((transcript) => transcript.seqname))].slice(0, 3);
  const coding = [...models.transcripts.values()].some((transcript) => transcript.coding.length > 0);
  return new Fault({
    code: coding ? 'UTR_NO_SHARED_SEQUENCE' : 'UTR_NO_CODING',
    message: coding
      ? "genome and annotation share no sequence with a 3' UTR"
      : 'the annotation has no coding transcripts',
    file: coding ? genome : models.file,
    found: coding ? seen.join(', ') : undefined,
    expected: coding ? `sequences as in ${models.file}: ${names.join(', ')}` : 'features CDS and exon',
    hint: 'Use genome and annotation of the same source and assembly.',
  });
}
