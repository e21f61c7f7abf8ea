import type { UtrRegions } from '../../artifacts/gene-tables.ts';
import { type ChosenUtr, chooseUtr } from '../../formats/annotation/choose-transcript.ts';
import type { CutUtrSet } from '../../formats/annotation/three-prime-utrs.ts';
import { addTo, NO_STOP_CODON } from '../../formats/annotation/transcript-choice.ts';
import { utrName } from '../../formats/sequences/utr-header.ts';
import type { UtrRecord } from '../../formats/sequences/utr-record.ts';

/** The table of where 3' UTRs lie that were cut out of a genome, in their order. */
export function regionValues({ regions }: CutUtrSet, records: readonly UtrRecord[]): UtrRegions {
  const places = records.map(({ id }) => regions.get(id)!);
  return {
    utrIds: records.map(utrName),
    seqnames: places.map(({ seqname }) => seqname),
    strands: places.map(({ strand }) => strand),
    blocks: places.map(({ blocks }) => blocks.map(([start, end]) => `${start}-${end}`).join(',')),
  };
}

/** The 3' UTR that stands for each gene where nothing is known of how abundant its transcripts are, in the order of the genes. */
export function chooseOfGenes({ records }: CutUtrSet, rule: 'canonical' | 'longest'): readonly ChosenUtr[] {
  const genes = new Map<string, UtrRecord[]>();
  for (const record of records) addTo(genes, geneOf(record), record);
  return [...genes.values()].map((ofGene) => chooseUtr(ofGene, rule, undefined));
}

/** Shorter ones hold no site of a miRNA's seed. */
const SHORTEST = 8;
/** The signal of the cleavage 10 to 30 bases on (Beaudoing et al. 2000, doi 10.1101/gr.10.7.1001): its two frequent words. */
const SIGNAL = /A[AT]TAAA/i;
const SIGNAL_WITHIN = 50;

/**
 * What a person should know of 3' UTRs before using them, a line each: genes and transcripts, by what one stands for its gene,
 * lengths (nt), and whether they look as such: stop codons before them, signals of polyadenylation at their ends.
 */
export function summarizeUtrs(set: CutUtrSet, chosen: readonly ChosenUtr[]): string[] {
  const records = chosen.map(({ record }) => record);
  const lengths = records.map(({ sequence }) => sequence.length).sort((a, b) => a - b);
  const quantile = (share: number) => lengths[Math.min(lengths.length - 1, Math.floor(share * lengths.length))]!;
  const short = lengths.filter((length) => length < SHORTEST).length;
  const stops = set.records.filter(({ tags = [] }) => !tags.includes(NO_STOP_CODON)).length;
  const signals = records.filter(({ sequence }) => SIGNAL.test(textOf(sequence.subarray(-SIGNAL_WITHIN)))).length;
  const unsure = records.filter(({ sequence }) => /[^ACGTU]/i.test(textOf(sequence))).length;
  const reasons = new Map<string, ChosenUtr[]>();
  for (const choice of chosen) addTo(reasons, choice.by, choice);
  const ordered = [...reasons].sort(([, a], [, b]) => b.length - a.length);
  return [
    `${set.records.length} 3' UTRs of ${records.length} genes`,
    `the 3' UTRs that stand for their genes, and why: ${ordered.map(([by, of]) => `${of.length} ${by}`).join(', ')}`,
    `length of these: median ${quantile(0.5)} nt (quartiles ${quantile(0.25)} and ${quantile(0.75)}), ${short} below ${SHORTEST} nt`,
    `check: ${percent(stops, set.records.length)} follow a stop codon`,
    `check: ${percent(signals, records.length)} have a signal of polyadenylation (AATAAA, ATTAAA) in the last ${SIGNAL_WITHIN} nt; by chance it would be ${percent(chanceOfSignal, 1)}`,
    `check: ${unsure} hold letters other than A, C, G and T`,
  ];
}

/** One of two words of six letters at 45 places. */
const chanceOfSignal = 1 - (1 - 2 / 4 ** 6) ** (SIGNAL_WITHIN - 5);

function geneOf({ keys, id }: UtrRecord): string {
  return keys[0] || id;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}
