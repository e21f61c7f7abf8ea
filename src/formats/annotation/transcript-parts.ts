import type { AnnotationLine } from './annotation-lines.ts';
import type { Interval, Transcript } from './transcript.ts';

const PARTS = /^(exon|cds|.*utr.*|.*untranslated.*|.*codon.*|selenocysteine|intron|region|chromosome|scaffold)$/i;
const THREE_PRIME = /^(three_prime_utr|three_prime_untranslated_region|3'?[-_ ]?utr|utr[-_ ]?3'?)$/i;
const ANY_UTR = /utr|untranslated/i;

/** Whether a feature may be a gene or a transcript, rather than a part of one or a sequence. */
export const isNoPart = (feature: string): boolean => !PARTS.test(feature);

/** The parts of a transcript while a file is read; they may come before, after and without the line of the transcript. */
export class TranscriptParts {
  readonly exons: Interval[] = [];
  readonly coding: Interval[] = [];
  readonly threePrimeUtrs: Interval[] = [];
  readonly otherUtrs: Interval[] = [];
  hasStopCodon = false;
  hasBothStrands = false;
  readonly seqname: string;
  strand: string;

  constructor({ seqname, strand }: Pick<AnnotationLine, 'seqname' | 'strand'>) {
    this.seqname = seqname;
    this.strand = strand;
  }

  /** Takes the strand of a line of the transcript, or of a part of it, into account. */
  checkStrand(strand: string): void {
    if (!isStrand(this.strand)) this.strand = strand;
    else if (isStrand(strand) && strand !== this.strand) this.hasBothStrands = true;
  }

  add({ feature, strand, start, end }: AnnotationLine): void {
    const kind = feature.toLowerCase();
    if (kind === 'exon') this.exons.push([start, end]);
    else if (kind === 'cds') this.coding.push([start, end]);
    else if (kind === 'stop_codon') {
      this.coding.push([start, end]);
      this.hasStopCodon = true;
    } else if (THREE_PRIME.test(kind)) this.threePrimeUtrs.push([start, end]);
    else if (ANY_UTR.test(kind)) this.otherUtrs.push([start, end]);
    else return;
    this.checkStrand(strand);
  }

  finish(names: Pick<Transcript, 'id' | 'geneId' | 'biotype' | 'tags'>): Transcript {
    const { id, geneId, biotype, tags } = names;
    const { seqname, strand, exons, coding, threePrimeUtrs, otherUtrs, hasStopCodon, hasBothStrands } = this;
    const parts = { exons, coding, threePrimeUtrs, otherUtrs, hasStopCodon, hasBothStrands };
    return { id, geneId, biotype, tags, seqname, strand, ...parts };
  }
}

function isStrand(strand: string): boolean {
  return strand === '+' || strand === '-';
}
