/// <reference lib="dom.iterable" />
/** The full table, alive: sorts, filters by column, searches, chooses columns, exports what it shows. Runs in the page. */
import type { PageColumns, PageData } from '../page-events.ts';
import type { TableColumn } from '../tables/table-columns.ts';
import type { Cells, TableCells } from './table-cells.ts';

declare const seedrank: PageData;
declare const tableCells: TableCells;
declare const Tabulator: new (element: HTMLElement, options: object) => Grid;

const { asCsv, asTsv, formatCell, groupDigits, testOf, words } = tableCells;

/** What is used of Tabulator. */
interface Grid {
  on(event: string, listener: (...details: never[]) => void): void;
  getRows(range: 'active'): readonly GridRow[];
  getRow(index: number): GridRow | false;
  getHeaderFilters(): readonly unknown[];
  clearHeaderFilter(): void;
  setHeaderFilterValue(column: string, value: string): void;
  setFilter(test: (gene: Gene) => boolean): void;
  clearFilter(headers: boolean): void;
  showColumn(name: string): void;
  hideColumn(name: string): void;
  redraw(): void;
  scrollToRow(row: GridRow, position: 'center' | 'nearest', ifVisible: boolean): Promise<void>;
}

interface GridRow {
  getData(): Gene;
  getElement(): HTMLElement;
}

/** A row of the table: its place in the columns; cells are read from these when they are asked for. */
interface Gene {
  readonly row: number;
  readonly [column: string]: number | string;
}

for (const frame of document.querySelectorAll<HTMLElement>('[data-gene-table]')) {
  const contrast = frame.dataset.geneTable ?? '';
  if (document.getElementById(`block-genes-${contrast}`) === null) {
    frame.remove();
    continue;
  }
  // At once, not when the table is drawn: nothing moves then.
  document.querySelector<HTMLElement>(`[data-still-table="${contrast}"]`)?.classList.add('is-live');
  frame.hidden = false;
  const watcher = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watcher.disconnect();
      void enliven(frame, contrast);
    },
    { rootMargin: '600px' },
  );
  watcher.observe(frame);
}

async function enliven(frame: HTMLElement, contrast: string): Promise<void> {
  const page = await seedrank.genes(contrast);
  if (page === undefined) return;
  const columns = (JSON.parse(frame.dataset.columns ?? '[]') as TableColumn[]).filter(({ name }) => page.has(name));
  const cells = new Map(columns.map((column) => [column.name, cellsOf(page, column)]));
  const first = columns.some(({ name }) => name === 'rank') ? 'rank' : 'pvalue';
  const genes = geneRows(page.rows, cells, cells.get(first) as Float64Array);
  const shown = new Set(columns.filter((column) => column.shown).map(({ name }) => name));
  const find = <E extends HTMLElement>(part: string) => frame.querySelector(`[data-part="${part}"]`) as E;
  const [count, search, lassoed] = [
    find<HTMLOutputElement>('count'),
    find<HTMLInputElement>('search'),
    find<HTMLButtonElement>('lassoed'),
  ];
  const card = find('card');
  let chosen: number | undefined;
  /** Only these, as another part of the page asked. */
  let only: ReadonlySet<number> | undefined;

  const grid = new Tabulator(find('grid'), {
    data: genes,
    index: 'row',
    height: 'min(38rem, 80vh)',
    layout: 'fitColumns',
    nestedFieldSeparator: false,
    placeholder: 'No gene passes the filters.',
    initialSort: [{ column: first, dir: 'asc' }],
    columns: columns.map((column) => gridColumn(column, shown.has(column.name), page)),
    rowFormatter: (row: GridRow) => markRow(row, row.getData().row === chosen),
  });

  function say(rows: readonly GridRow[]): void {
    const all = rows.length === genes.length;
    count.textContent = `${groupDigits(rows.length)} of ${groupDigits(genes.length)} genes`;
    seedrank.filterGenes({
      contrast,
      rows: all ? undefined : Int32Array.from(rows, (row) => row.getData().row),
      from: 'table',
    });
  }
  grid.on('dataFiltered', (_: never, rows: readonly GridRow[]) => {
    // Headers are filtered once before anything is, while the table is built.
    if (rows.length > 0 || built) say(rows);
  });
  let built = false;
  grid.on('tableBuilt', () => {
    built = true;
    giveRoles(find('grid'));
    say(grid.getRows('active'));
  });

  function refilter(): void {
    const wanted = search.value.trim().toLowerCase();
    lassoed.hidden = only === undefined;
    lassoed.textContent = `${groupDigits(only?.size ?? 0)} genes from the plot ✕`;
    if (wanted === '' && only === undefined) grid.clearFilter(false);
    else grid.setFilter((gene) => (only?.has(gene.row) ?? true) && says(gene.row, wanted));
  }
  const texts = columns.filter(({ kind }) => kind === 'text' || kind === 'choice').map(({ name }) => page.text(name));
  const says = (row: number, wanted: string) => texts.some((text) => text[row]?.toLowerCase().includes(wanted));
  search.addEventListener('input', refilter);
  lassoed.addEventListener('click', () => {
    only = undefined;
    refilter();
  });
  find('reset').addEventListener('click', () => {
    only = undefined;
    search.value = '';
    grid.clearHeaderFilter();
    refilter();
  });

  for (const box of find('chooser').querySelectorAll<HTMLInputElement>('input[type=checkbox]')) {
    box.checked = shown.has(box.value);
    box.disabled = !cells.has(box.value);
    box.addEventListener('change', () => {
      if (box.checked) {
        shown.add(box.value);
        grid.showColumn(box.value);
      } else {
        shown.delete(box.value);
        // A filter that cannot be seen would puzzle.
        grid.setHeaderFilterValue(box.value, '');
        grid.hideColumn(box.value);
      }
      grid.redraw();
    });
  }
  for (const form of ['csv', 'tsv'] as const) {
    find(form).addEventListener('click', () => {
      const rows = grid.getRows('active').map((row) => row.getData().row);
      const picked = columns.filter(({ name }) => shown.has(name));
      save(`${contrast}.${form}`, form === 'csv' ? asCsv(rows, picked, cells) : asTsv(rows, picked, cells));
    });
  }

  function choose(row: number | undefined): void {
    const [before, after] = [chosen, row].map((one) => (one === undefined ? false : grid.getRow(one)));
    chosen = row;
    if (before) markRow(before, false);
    if (after) markRow(after, true);
    card.replaceChildren(...(row === undefined ? [] : cardOf(row)));
  }
  const cardOf = (row: number): (Node | string)[] => {
    const name = document.createElement('b');
    name.textContent = nameOf(page, row);
    return [name, ` ${page.has('why') ? page.text('why')[row] : ''}`];
  };
  grid.on('rowClick', (_: never, row: GridRow) => {
    choose(row.getData().row);
    seedrank.chooseGene({ contrast, row: chosen, from: 'table' });
  });
  find('grid').addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || !(event.target as HTMLElement).matches('.tabulator-tableholder')) return;
    const rows = grid.getRows('active');
    const at = rows.findIndex((row) => row.getData().row === chosen);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    if (next === undefined) return;
    event.preventDefault();
    choose(next.getData().row);
    void grid.scrollToRow(next, 'nearest', false);
    seedrank.chooseGene({ contrast, row: chosen, from: 'table' });
  });
  seedrank.onGene(({ contrast: where, row, from }) => {
    if (where !== contrast || from === 'table') return;
    choose(row);
    const found = row === undefined ? false : grid.getRow(row);
    if (found && grid.getRows('active').includes(found)) void grid.scrollToRow(found, 'center', false);
    else if (row !== undefined) card.append(' (not among the genes shown: the filters leave it out)');
  });
  seedrank.onFilter(({ contrast: where, rows, from }) => {
    if (where !== contrast || from === 'table') return;
    only = rows === undefined ? undefined : new Set(rows);
    refilter();
  });
}

/** A grid has rows or groups of them as children: the library has a frame that scrolls in between, without a role. */
function giveRoles(grid: HTMLElement): void {
  grid.removeAttribute('aria-owns');
  grid.querySelector('.tabulator-tableholder')?.setAttribute('role', 'rowgroup');
  grid.querySelector('.tabulator-table')?.setAttribute('role', 'presentation');
}

/** Numbers as they are compared: those of a p column by their logarithm. */
function cellsOf(page: PageColumns, { name, kind }: TableColumn): Cells {
  if (kind === 'text' || kind === 'choice') return page.text(name);
  return kind === 'p' ? page.log10(name) : page.numbers(name);
}

/** Rows in ascending order of the keys, missing ones last. */
function geneRows(rows: number, cells: ReadonlyMap<string, Cells>, keys: Float64Array): Gene[] {
  const prototype = {};
  for (const [name, column] of cells) {
    Object.defineProperty(prototype, name, {
      get(this: Gene) {
        return column[this.row];
      },
      // The library writes back what it has read.
      set() {},
    });
  }
  const order = Array.from({ length: rows }, (_, row) => row).sort((a, b) => compare(keys[a], keys[b]) || a - b);
  return order.map((row) => Object.assign(Object.create(prototype) as object, { row }) as unknown as Gene);
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  const [x, y] = [a as number, b as number];
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  return x < y ? -1 : Number(x > y);
}

const collator = new Intl.Collator('en', { numeric: true });
const isMissing = (value: unknown) => value === '' || Number.isNaN(value);

function gridColumn(column: TableColumn, visible: boolean, page: PageColumns): object {
  const { name, label, hint, kind } = column;
  const isText = kind === 'text' || kind === 'choice';
  const wide = name === 'why' ? 360 : name === 'site_positions' ? 220 : undefined;
  return {
    title: label,
    field: name,
    visible,
    headerTooltip: hint,
    minWidth: wide ?? Math.max(isText ? 116 : 84, 34 + 8 * label.length),
    widthGrow: wide ? 3 : 1,
    resizable: 'header',
    hozAlign: isText ? 'left' : 'right',
    headerHozAlign: isText ? 'left' : 'right',
    // A button, so that the header is reached and pressed from the keyboard.
    titleFormatter: () => sortButton(label),
    sorter: (a: unknown, b: unknown, _a: unknown, _b: unknown, _column: unknown, dir: string) => {
      // Missing cells stay last both ways; the table turns the order around by exchanging a and b.
      if (isMissing(a) !== isMissing(b)) return isMissing(a) === (dir === 'asc') ? 1 : -1;
      return compare(a, b);
    },
    formatter: (cell: { getValue(): number | string }) => formatCell(cell.getValue(), column),
    headerFilter: kind === 'choice' ? choiceFilter(new Set(page.text(name)), label) : typedFilter(column),
    headerFilterLiveFilter: false,
    headerFilterFunc: (wanted: string, value: number | string) => testOf(wanted, column)(value),
  };
}

function sortButton(label: string): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  return button;
}

type FilterEditor = (
  cell: { getValue(): string | undefined },
  onRendered: unknown,
  success: (value: string) => void,
) => HTMLElement;

/** Filters when the typing pauses, however the text came in. */
function typedFilter({ label, kind }: TableColumn): FilterEditor {
  return (cell, _rendered, success) => {
    const input = document.createElement('input');
    input.type = 'search';
    input.spellcheck = false;
    input.autocomplete = 'off';
    input.placeholder = PLACEHOLDERS[kind];
    input.setAttribute('aria-label', `Filter ${label}`);
    input.value = cell.getValue() ?? '';
    let waiting = 0;
    input.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => success(input.value), 250);
    });
    return input;
  };
}

const PLACEHOLDERS = {
  text: 'contains',
  choice: '',
  integer: '≥ 1',
  number: '> or <',
  signed: '> or <',
  p: '< 0.05',
} as const satisfies Record<TableColumn['kind'], string>;

/** A native choice among the values of the column. */
function choiceFilter(values: ReadonlySet<string>, label: string): FilterEditor {
  return (cell, _rendered, success) => {
    const select = document.createElement('select');
    select.setAttribute('aria-label', `Filter ${label}`);
    select.add(new Option('all', ''));
    for (const value of values) if (value !== '') select.add(new Option(words(value), value));
    select.value = cell.getValue() ?? '';
    select.addEventListener('change', () => success(select.value));
    return select;
  };
}

function markRow(row: GridRow, isChosen: boolean): void {
  const element = row.getElement();
  element.classList.toggle('chosen', isChosen);
  element.setAttribute('aria-selected', String(isChosen));
}

function nameOf(page: PageColumns, row: number): string {
  return (page.has('symbol') && page.text('symbol')[row]) || (page.text('id')[row] as string);
}

function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
