/** What the scripts of the page share. Each script stands alone; they speak by these events and read from `seedrank`. */

/** A gene was chosen, or none: event `seedrank:gene` on the document. All parts but its author follow. */
export interface GeneChosen {
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

export type PagePart = 'table' | 'figure' | 'search' | 'targets' | 'sets';

/** The global `seedrank` that the script `page-data` sets before others run. */
export interface PageData {
  /** The genes of a contrast, all rows of its result table in their order; undefined where the page does not hold them. */
  genes(contrast: string): Promise<PageColumns | undefined>;
  /** Any other block of columns, by the name it was packed under. */
  block(name: string): Promise<PageColumns | undefined>;
  chooseGene(chosen: GeneChosen): void;
  filterGenes(filtered: GenesFiltered): void;
  onGene(listener: (chosen: GeneChosen) => void): void;
  onFilter(listener: (filtered: GenesFiltered) => void): void;
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
