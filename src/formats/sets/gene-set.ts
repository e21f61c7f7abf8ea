/** A named set of genes, as a file or a collection lists it. */
export interface GeneSet {
  readonly name: string;
  /** What the file says of it, such as a title or an address; may be empty. */
  readonly description: string;
  /** Each once, in the order of the file. */
  readonly genes: readonly string[];
}
