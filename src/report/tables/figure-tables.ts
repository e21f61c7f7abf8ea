import { formatTable } from '../../formats/delimited/format-table.ts';
import type { Column } from '../../formats/delimited/read-table.ts';
import { encodeBase64 } from '../../text/base64.ts';
import type { DrawnFigure, GeneTable } from '../figures/figure.ts';
import { type PackableColumn, packColumns } from '../packed-columns.ts';
import type { PageBlock } from './page-block.ts';

/** Where the page has the data of a figure. */
export interface TableInPage {
  /** Element `block-<name>`: the file itself, or columns of all genes of a contrast, `DRAWN` among them. */
  readonly block: string;
  readonly genes?: {
    readonly contrast: string;
    /** In the order of the file. */
    readonly columns: readonly GeneColumnInPage[];
  };
}

export interface GeneColumnInPage {
  /** In the file, and in the block. */
  readonly name: string;
  /** The column of the contrast's genes that it is, where it is none of the block. */
  readonly ofGenes?: string;
  readonly isText: boolean;
}

export interface FigureTables {
  readonly blocks: readonly PageBlock[];
  readonly tables: Readonly<Record<string, TableInPage>>;
}

/** Column of a block: 1 where the gene is in the table. */
export const DRAWN = 'drawn';
/** Characters for the data of all figures, whatever else the page has; the largest that do not fit are in the files beside it. */
const MOST_TEXT = 640_000;
const LEAST_TEXT = 150_000;
/** Significant digits of numbers of all genes. */
const DIGITS = 3;

/**
 * The data of the figures for the page: as their files have them, but those of all genes as columns beside the ones that the
 * page has anyway, with three digits. Small ones go first; equal ones are there once.
 *
 * @param room characters that the page has left for them
 */
export function figureTables(
  figures: readonly DrawnFigure[],
  genes: ReadonlyMap<string, number>,
  gzip: (bytes: Uint8Array) => Uint8Array,
  room: number,
): FigureTables {
  const most = Math.max(LEAST_TEXT, Math.min(MOST_TEXT, room));
  const packed = figures.map((figure) => {
    const { name, table, geneTable } = figure;
    const bytes = geneTable ? ownColumns(figure, geneTable, genes.get(geneTable.contrast) ?? 0) : formatTable(table);
    return { name, text: encodeBase64(gzip(bytes)), genes: geneTable && genesOf(figure, geneTable) };
  });
  const names = new Map<string, string>();
  const tables: [string, TableInPage][] = [];
  let size = 0;
  for (const { name, text, genes: ofGenes } of packed.sort((a, b) => a.text.length - b.text.length)) {
    if (!names.has(text)) {
      if (size + text.length > most) continue;
      size += text.length;
      names.set(text, `table-${name}`);
    }
    tables.push([name, { block: names.get(text)!, ...(ofGenes ? { genes: ofGenes } : {}) }]);
  }
  return {
    blocks: [...names].map(([text, name]) => ({ name, text })),
    tables: Object.fromEntries(tables),
  };
}

function genesOf({ table }: DrawnFigure, { contrast, from }: GeneTable): TableInPage['genes'] {
  const columns = [...table].map(([name, values]) => ({
    name,
    isText: Array.isArray(values),
    ...(from[name] === undefined ? {} : { ofGenes: from[name] }),
  }));
  return { contrast, columns };
}

/** The columns that the genes of the contrast do not have, a row a gene of all. */
function ownColumns({ table }: DrawnFigure, { rows, from }: GeneTable, genes: number): Uint8Array {
  const drawn = new Uint8Array(genes);
  for (const row of rows) drawn[row] = 1;
  const columns = [...table].filter(([name]) => from[name] === undefined);
  return packColumns([
    { name: DRAWN, integers: drawn },
    ...columns.map(([name, values]) => spread(name, values, rows, genes)),
  ]);
}

function spread(name: string, values: Column, rows: ArrayLike<number>, genes: number): PackableColumn {
  if (Array.isArray(values)) {
    const text = new Array<string>(genes).fill('');
    values.forEach((value, k) => {
      text[rows[k]!] = value;
    });
    return { name, text };
  }
  const numbers = new Float64Array(genes).fill(Number.NaN);
  for (let k = 0; k < values.length; k++) numbers[rows[k]!] = values[k] as number;
  return { name, numbers, digits: DIGITS };
}
