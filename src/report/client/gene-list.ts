/** The table of genes on a narrow screen: a list of cards, a few at a time, in place of a grid. Runs before the table. */
import type { TableColumn } from '../tables/table-columns.ts';
import type { Cells, TableCells } from './table-cells.ts';

declare const tableCells: TableCells;

const AT_ONCE = 20;

export interface GeneList {
  /** Rows in the order of the list. */
  readonly rows: readonly number[];
  readonly columns: readonly TableColumn[];
  readonly cells: ReadonlyMap<string, Cells>;
  readonly chosen: number | undefined;
}

/** The global `geneList`. */
export interface GeneListDrawer {
  /** Draws the first rows, or as many as were drawn before; `choose` is called with the row that is pressed. */
  draw(list: HTMLElement, more: HTMLButtonElement, genes: GeneList, choose: (row: number) => void): void;
}

const drawn = new WeakMap<HTMLElement, number>();

const draw: GeneListDrawer['draw'] = (list, more, genes, choose) => {
  const wanted = drawn.get(list) ?? AT_ONCE;
  list.replaceChildren(...genes.rows.slice(0, wanted).map((row) => item(genes, row, choose)));
  more.hidden = genes.rows.length <= wanted;
  more.onclick = () => {
    drawn.set(list, wanted + AT_ONCE);
    draw(list, more, genes, choose);
  };
};

function item({ columns, cells, chosen }: GeneList, row: number, choose: (row: number) => void): HTMLElement {
  const element = document.createElement('li');
  element.classList.toggle('chosen', row === chosen);
  const text = (name: string) => String(cells.get(name)?.[row] ?? '');
  const name = document.createElement('button');
  name.type = 'button';
  name.textContent = text('symbol') || text('id');
  name.addEventListener('click', () => choose(row));
  const facts = document.createElement('dl');
  for (const column of columns) {
    const value = cells.get(column.name)?.[row];
    if (column.name === 'symbol' || value === undefined || tableCells.isMissing(value)) continue;
    if (column.name === 'id' && value === name.textContent) continue;
    const group = document.createElement('div');
    const term = document.createElement('dt');
    const definition = document.createElement('dd');
    term.textContent = column.label;
    term.title = column.hint;
    definition.append(tableCells.formatCell(value, column));
    group.append(term, definition);
    facts.append(group);
  }
  element.append(name, facts);
  return element;
}

const geneListInPage: GeneListDrawer = { draw };
Object.assign(globalThis, { geneList: geneListInPage });
