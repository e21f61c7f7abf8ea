/** What the cells of a column are: text, a double, or a whole number that is never missing. */
export type ColumnKind = 'text' | 'number' | 'integer';

/** A column of one of our tables, described once for writers, readers and the users' dictionary. */
export interface ColumnSpec {
  /** In the header of the file. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** For users: what a cell says, without a full stop. */
  readonly meaning: string;
  readonly unit?: string;
  /** What NA means in this column; absent where no cell is ever missing. */
  readonly missing?: string;
  /** The words that a text may be. */
  readonly words?: readonly string[];
  /** The column may be left out as a whole; the text says when. */
  readonly absent?: string;
}

export type ColumnSpecs = Readonly<Record<string, ColumnSpec>>;

type CellsOf<Kind extends ColumnKind> = Kind extends 'text'
  ? readonly string[]
  : Kind extends 'number'
    ? Float64Array
    : Int32Array;

type RequiredKeys<Specs extends ColumnSpecs> = {
  [Key in keyof Specs]: Specs[Key] extends { readonly absent: string } ? never : Key;
}[keyof Specs];

/** The columns of a table in memory, all of one length, by the keys of its description. */
export type TableValues<Specs extends ColumnSpecs> = {
  readonly [Key in RequiredKeys<Specs>]: CellsOf<Specs[Key]['kind']>;
} & {
  readonly [Key in Exclude<keyof Specs, RequiredKeys<Specs>>]?: CellsOf<Specs[Key]['kind']> | undefined;
};
