/** Read counts of genes in samples. */
export interface CountTable {
  /** The file or folder it came from, for messages. */
  readonly file: string;
  /** One a row, each once, never empty. */
  readonly geneIds: readonly string[];
  /** One a column of `counts`, each once, never empty. */
  readonly sampleIds: readonly string[];
  /** `[genes x samples]`, row-major: gene g in sample s is `counts[g * samples + s]`; 0 to 2^31 - 1. */
  readonly counts: Int32Array;
  /**
   * `[genes x samples]`, row-major: the average length of the transcripts a gene's reads came from, in nucleotides, where
   * the source tells it (salmon, kallisto, RSEM); it becomes the offset of the gene in the sample.
   */
  readonly averageLengths?: Float64Array | undefined;
  /** Further columns of the file by name, one text a gene. */
  readonly annotation: ReadonlyMap<string, readonly string[]>;
  /** What was detected or assumed while reading, for the user to check. */
  readonly notes: readonly string[];
}
