/** A file as readers see it: they neither know where it lies nor how it is compressed. */
export interface InputFile {
  /** How faults and notes call it, such as its path. */
  readonly name: string;
  /** The whole of it, decompressed. */
  bytes(): Promise<Uint8Array>;
  /** Its beginning, decompressed, of at most `size` bytes before decompression. */
  head(size: number): Promise<Uint8Array>;
  /** All of it in pieces of about 1 MiB, decompressed, for files that do not fit in memory. */
  stream(): AsyncIterable<Uint8Array>;
}

/** Files that the user named together. */
export interface FoundFiles {
  /** What the user wrote: a file, a folder or a pattern. */
  readonly name: string;
  /** They are all that lies in a folder, so that not all need to be of use. */
  readonly searched: boolean;
  readonly files: readonly InputFile[];
}
