import { Fault } from '../../fault.ts';
import { fileName } from '../../text/file-names.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { streamFasta } from '../sequences/fasta.ts';
import type { UtrRecord, UtrSet } from '../sequences/utr-record.ts';
import { cutTranscript, expectUtrLength } from './cut-transcript.ts';
import type { GeneModels } from './gene-models.ts';
import { sequenceFinder } from './sequence-names.ts';
import type { Interval, Transcript } from './transcript.ts';
import {
  addTo,
  decisiveTags,
  describeTally,
  NO_STOP_CODON,
  nameOf,
  sortCoding,
  type TranscriptTally,
} from './transcript-choice.ts';

/** Where a 3' UTR lies in the genome. */
export interface UtrRegion {
  /** The name of the sequence in the genome. */
  readonly seqname: string;
  readonly strand: string;
  /** Its parts in the direction of the gene, 1-based, both ends included. */
  readonly blocks: readonly Interval[];
}

/** 3' UTRs with their places, by the id of the record. */
export interface CutUtrSet extends UtrSet {
  readonly regions: ReadonlyMap<string, UtrRegion>;
  /** The coding parts with their stop codons, where they were asked for; empty of a transcript that tells its 3' UTR alone. */
  readonly coding: ReadonlyMap<string, Uint8Array>;
  readonly tally: TranscriptTally;
}

/** Share of transcripts from which on it is doubtful that genome and annotation belong together: a few per cent are usual. */
const MANY = 0.2;

/**
 * Cuts the 3' UTRs of all coding transcripts out of a genome (FASTA, read one sequence at a time): the exons joined in the
 * direction of the gene, from the base after the stop codon to the end. Where there are no exons, or they lack UTRs that the
 * file has as features, those are joined too.
 *
 * Where the stop codon ends: where a `stop_codon` feature says so; else, if the coding part ends with a stop codon (GFF3
 * counts it in), at its end; else, if a stop codon follows (as in GTF), three bases on; else at the end of the coding part,
 * which is noted. Of a transcript without coding parts the features of its 3' UTR are taken. Transcripts of which
 * `whyRefused` tells a reason are left out. Records carry gene id, transcript id and names of the gene, in the order of the
 * annotation.
 */
export async function cutThreePrimeUtrs(
  genome: InputFile,
  models: GeneModels,
  { withCoding = false }: { readonly withCoding?: boolean } = {},
): Promise<CutUtrSet> {
  const { usable, refused } = sortCoding(models);
  const coding = usable.length + [...refused.values()].reduce((sum, ids) => sum + ids.length, 0);
  if (coding === 0) throw nothingCoding(models);
  const pending = new Map<string, Transcript[]>();
  for (const transcript of usable) addTo(pending, transcript.seqname, transcript);
  const find = sequenceFinder(pending.keys(), models.chromosomeOf);
  const cut = new Map<string, { readonly sequence: Uint8Array; readonly hasStop: boolean }>();
  const regions = new Map<string, UtrRegion>();
  const coded = new Map<string, Uint8Array>();
  const seen: string[] = [];
  let withoutUtr = 0;
  for await (const { id, description, sequence } of streamFasta(genome)) {
    if (seen.length < 3) seen.push(id);
    const name = find(id, description);
    if (name === undefined) continue;
    for (const transcript of pending.get(name) ?? []) {
      const utr = cutTranscript(transcript, sequence, genome.name, models.file);
      if (utr.sequence.length === 0) {
        withoutUtr++;
        continue;
      }
      cut.set(transcript.id, { sequence: utr.sequence.slice(), hasStop: utr.hasStop });
      regions.set(transcript.id, { seqname: id, strand: transcript.strand, blocks: utr.blocks });
      if (withCoding) coded.set(transcript.id, utr.coding.slice());
    }
    pending.delete(name);
  }
  const lacking = [...pending.keys()];
  const away = [...pending.values()].flat();
  for (const transcript of away) {
    addTo(
      refused,
      `on sequences that the genome lacks (${lacking.slice(0, 3).join(', ')})`,
      nameOf(transcript, models),
    );
  }
  const tally = { coding, cut: cut.size, withoutUtr, refused };
  if (cut.size === 0) throw nothingCut(genome.name, models, seen, tally, lacking.length);
  const notes = [`cut from ${fileName(genome.name)} by ${fileName(models.file)}: ${describeTally(tally)}`];
  const withoutStop = [...cut.values()].filter(({ hasStop }) => !hasStop).length;
  const stops = `${withoutStop} of ${cut.size} transcripts with a 3' UTR have no stop codon where their coding part ends`;
  if (withoutStop > 0) notes.push(`${stops}: their UTR was cut after the coding part`);
  const warnings: string[] = [];
  if (withoutStop > MANY * cut.size)
    warnings.push(`${stops}: genome and annotation may be of different assemblies, and the 3' UTRs wrong`);
  if (away.length > MANY * coding) {
    warnings.push(
      `${away.length} of ${coding} coding transcripts lie on sequences that the genome lacks, such as ${lacking.slice(0, 3).join(', ')}; it has ${seen.join(', ')}`,
    );
  }
  return { file: genome.name, records: recordsOf(models, cut), notes, warnings, regions, coding: coded, tally };
}

/** What will be cut, as far as the annotation alone tells: the sequences are as long as the 3' UTRs, and empty of letters. */
export function expectThreePrimeUtrs(models: GeneModels): Omit<CutUtrSet, 'regions' | 'coding'> {
  const { usable, refused } = sortCoding(models);
  const coding = usable.length + [...refused.values()].reduce((sum, ids) => sum + ids.length, 0);
  if (coding === 0) throw nothingCoding(models);
  const expected = new Map<string, { readonly sequence: Uint8Array; readonly hasStop: boolean }>();
  for (const transcript of usable) {
    const length = expectUtrLength(transcript, models.format);
    if (length > 0) expected.set(transcript.id, { sequence: new Uint8Array(length), hasStop: true });
  }
  const tally = { coding, cut: expected.size, withoutUtr: usable.length - expected.size, refused };
  const notes = [`by ${fileName(models.file)}: ${describeTally(tally)}`];
  return { file: models.file, records: recordsOf(models, expected), notes, warnings: [], tally };
}

function recordsOf(
  models: GeneModels,
  cut: ReadonlyMap<string, { readonly sequence: Uint8Array; readonly hasStop: boolean }>,
): UtrRecord[] {
  const records: UtrRecord[] = [];
  for (const { id, geneId, tags } of models.transcripts.values()) {
    const found = cut.get(id);
    if (found === undefined) continue;
    const name = models.genes.get(geneId)?.name;
    const keys = name === undefined ? [geneId, id] : [geneId, id, name];
    const marks = decisiveTags(found.hasStop ? tags : [...tags, NO_STOP_CODON]);
    records.push({ id, keys, transcript: id, tags: marks, sequence: found.sequence });
  }
  return records;
}

function nothingCoding(models: GeneModels): Fault {
  return new Fault({
    code: 'UTR_NO_CODING',
    message: "the annotation says of no transcript where it is translated (no CDS), so that it has no 3' UTRs",
    file: models.file,
    found: `${models.transcripts.size} transcripts without coding parts`,
    expected: 'features CDS beside exon',
    hint: 'Give the reference annotation (Ensembl, GENCODE, RefSeq): StringTie puts transcripts together from reads, without CDS.',
  });
}

function nothingCut(
  genome: string,
  models: GeneModels,
  seen: readonly string[],
  tally: TranscriptTally,
  lacking: number,
): Fault {
  if (lacking === 0) {
    return new Fault({
      code: 'UTR_NONE_CUT',
      message: "no transcript of the annotation has a 3' UTR",
      file: models.file,
      found: describeTally(tally),
      expected: 'exons that go on behind the coding part (CDS)',
      hint: 'Give an annotation with UTRs: exons, or features such as three_prime_UTR.',
    });
  }
  const names = [...new Set([...models.transcripts.values()].map((transcript) => transcript.seqname))].slice(0, 3);
  const isAccession = names.some((name) => /^N[CTW]_\d/.test(name)) && models.chromosomeOf.size === 0;
  return new Fault({
    code: 'UTR_NO_SHARED_SEQUENCE',
    message: "genome and annotation share no sequence with a 3' UTR",
    file: genome,
    found: seen.join(', '),
    expected: `sequences as in ${models.file}: ${names.join(', ')}`,
    hint: isAccession
      ? "Give NCBI's GFF3, whose region lines name the chromosomes of accessions, or the genome of NCBI."
      : 'Use genome and annotation of the same source and assembly.',
  });
}
