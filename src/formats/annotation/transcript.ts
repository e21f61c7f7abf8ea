/** 1-based, both ends included. */
export type Interval = readonly [start: number, end: number];

export interface Gene {
  readonly id: string;
  readonly name?: string | undefined;
  readonly biotype?: string | undefined;
  /** NCBI Gene id, where the file tells it (`Dbxref=GeneID:`). */
  readonly entrez?: string | undefined;
  /** Further names: sequence names of WormBase, locus tags, ids with their prefix. */
  readonly aliases?: readonly string[] | undefined;
}

export interface Transcript {
  readonly id: string;
  readonly geneId: string;
  readonly biotype?: string | undefined;
  /** Marks of the annotation, such as `MANE_Select`, with `_` for spaces. */
  readonly tags: readonly string[];
  readonly seqname: string;
  readonly strand: string;
  /** Some of its parts lie on the other strand: no one sequence can be spliced of them. */
  readonly hasBothStrands: boolean;
  readonly exons: readonly Interval[];
  /** Coding parts, the annotated stop codon included. */
  readonly coding: readonly Interval[];
  /** Features that say they are a 3' UTR. */
  readonly threePrimeUtrs: readonly Interval[];
  /** Features of 5' UTRs, and of UTRs that do not say which. */
  readonly otherUtrs: readonly Interval[];
  /** A `stop_codon` feature says where the stop codon is. */
  readonly hasStopCodon: boolean;
}

/** Whether an annotation says where a transcript is translated: only such have 3' UTRs. */
export function isCoding({ coding, threePrimeUtrs }: Pick<Transcript, 'coding' | 'threePrimeUtrs'>): boolean {
  return coding.length > 0 || threePrimeUtrs.length > 0;
}

/** What the lines of an annotation come to. */
export interface CollectedModels {
  readonly genes: ReadonlyMap<string, Gene>;
  readonly transcripts: ReadonlyMap<string, Transcript>;
  /** Coding transcripts with the id of one that is known, on another sequence (pseudoautosomal, alternate loci): not among these. */
  readonly copies: readonly string[];
  /** The chromosomes that accessions stand for, where the file says so (NCBI). */
  readonly chromosomeOf: ReadonlyMap<string, string>;
}
