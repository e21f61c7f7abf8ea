/** A 3' UTR with all names it goes by. */
export interface UtrRecord {
  /** The name of the record in its source. */
  readonly id: string;
  /** Gene id, transcript id, symbol: in the order of the source, the same in every record of it; '' where one lacks it. */
  readonly keys: readonly string[];
  /** The transcript that it is of, where that is known. */
  readonly transcript?: string | undefined;
  /** What the annotation says of the transcript and the choice among several heeds, such as `MANE_Select`. */
  readonly tags?: readonly string[] | undefined;
  /** Letters 5' to 3', without gaps, in the case of the source. */
  readonly sequence: Uint8Array;
}

export interface UtrSet {
  readonly file: string;
  readonly records: readonly UtrRecord[];
  /** What was assumed or left out. */
  readonly notes: readonly string[];
  /** What makes it doubtful that these are 3' UTRs. */
  readonly warnings: readonly string[];
}

/** The letters of an aligned sequence: no `-` or `.`; the same memory if there are none. */
export function withoutGaps(sequence: Uint8Array): Uint8Array {
  return sequence.includes(45) || sequence.includes(46)
    ? sequence.filter((byte) => byte !== 45 && byte !== 46)
    : sequence;
}
