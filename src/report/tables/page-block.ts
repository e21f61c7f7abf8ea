/** Columns in the page: an element `block-<name>` each. */
export interface PageBlock {
  readonly name: string;
  /** base64 of gzip. */
  readonly text: string;
}
