import type { Column } from '../formats/delimited/read-table.ts';

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
  /** Decimals of the text of a number; the values must have no more. By default the shortest text with the same bits. */
  readonly digits?: number;
  /** What NA means in this column; absent where no cell is ever missing. */
  readonly missing?: string;
  /** The words that a text may be. */
  readonly words?: readonly string[];
  /** The column may be left out as a whole; the text says when. */
  readonly absent?: string;
}

/** Columns whose names are known only when a table is made, such as one for each sample or contrast. */
export interface MoreColumns {
  /** Their name, for users: `CONTRAST:padj`. */
  readonly shown: string;
  readonly kind: ColumnKind;
  readonly meaning: string;
  readonly unit?: string;
  readonly missing?: string;
  /** Key of the column that they stand before; they end the table by default. */
  readonly before?: string;
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

/** The columns of `MoreColumns` in memory, by their names. */
export interface MoreValues {
  readonly more?: ReadonlyMap<string, Column> | undefined;
}
