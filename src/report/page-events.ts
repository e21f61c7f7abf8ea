/** What the scripts of the page share. Each script stands alone; they speak by these events and read from `seedrank`. */

/** A gene was chosen, or none: event `seedrank:gene` on the document. All parts but its author follow. */
export interface GeneChosen {
  /** The view that is shown: a contrast, or all of them. */
  readonly contrast: string;
  /** Row of the result table. */
  readonly row: number | undefined;
  readonly from: PagePart;
}

/** The set of genes that is shown: event `seedrank:filter` on the document. */
export interface GenesFiltered {
  readonly contrast: string;
  /** Rows of the result table; undefined for all. */
  readonly rows: Int32Array | undefined;
  readonly from: PagePart;
}

/** `view`: another contrast is shown; `address`: the state came from the address of the page. */
export type PagePart = 'table' | 'figure' | 'search' | 'targets' | 'sets' | 'list' | 'view' | 'address';

/** What a reader has set, which holds in all views and stands in the address of the page. */
export interface PageState {
  /** Id of a contrast, or `:all`. */
  readonly view: string;
  /** The chosen gene as a row of the first contrast's table, like all rows here. */
  readonly gene: number | undefined;
  /** Selected genes, ascending: by an area of a plot, or by a list. */
  readonly selected: Int32Array | undefined;
  readonly selectedBy: 'area' | 'list';
  /** Of the table. */
  readonly search: string;
  /** Of the columns of the table, as they were typed. */
  readonly filters: ReadonlyMap<string, string>;
  readonly sort: { readonly column: string; readonly descending: boolean } | undefined;
}

/** The global `seedrank`: the script `page-data` sets it before others run, `page-state` adds what a reader has set. */
export interface PageData {
  /** The genes of a view, all rows of its result table in their order; undefined where the page does not hold them. */
  genes(contrast: string): Promise<PageColumns | undefined>;
  /** Any other block of columns, by the name it was packed under. */
  block(name: string): Promise<PageColumns | undefined>;
  state(): PageState;
  /** Sets parts of the state; all that depends on them follows. */
  set(changes: Partial<PageState>, from: PagePart): void;
  chooseGene(chosen: GeneChosen): void;
  /** Selects genes in a view; undefined: none. */
  filterGenes(filtered: GenesFiltered): void;
  /** Rows that pass selection, search and filters in a view; undefined for all. */
  shownRows(view: string): Promise<Int32Array | undefined>;
  /** Filters that cannot be read, by column, in a view. */
  problems(view: string): ReadonlyMap<string, string>;
  /** Rows of a view as those of the first contrast, and back. */
  toPage(view: string, rows: ArrayLike<number>): Promise<Int32Array>;
  toView(view: string, rows: ArrayLike<number>): Promise<Int32Array>;
  onGene(listener: (chosen: GeneChosen) => void): void;
  onFilter(listener: (filtered: GenesFiltered) => void): void;
  onState(listener: (change: StateChange) => void): void;
}

export interface StateChange {
  readonly state: PageState;
  readonly before: PageState;
  readonly from: PagePart;
}

/** Unpacked columns. A column that is asked for must be there. */
export interface PageColumns {
  readonly rows: number;
  has(name: string): boolean;
  /** NaN where missing. */
  numbers(name: string): Float64Array;
  /** log10 of a column of positive numbers, finite also where the number itself underflows. */
  log10(name: string): Float64Array;
  text(name: string): readonly string[];
}
