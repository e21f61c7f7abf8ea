/** A table whose layout is known and whose cells are to be read. */
export interface ScanInput {
  /** Ends with a line feed. */
  readonly bytes: Uint8Array;
  readonly file: string;
  /** First byte of the first row. */
  readonly from: number;
  readonly delimiter: number;
  /** One of `ROLE` for each field of a row. */
  readonly roles: Uint8Array;
  /** Numbers with a fraction: refuse them, or round them half to even as R does. */
  readonly fractions: 'refuse' | 'round';
}
