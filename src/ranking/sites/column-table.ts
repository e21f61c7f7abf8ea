/** A table of named columns, of any make. */
export interface ColumnTable {
  readonly file: string;
  readonly rows: number;
  readonly columns: ReadonlyMap<string, readonly string[] | Float64Array>;
}
