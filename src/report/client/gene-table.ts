/// <reference lib="dom.iterable" />
/** The full table, alive: sorts, filters by column, searches, chooses columns, exports what it shows. Runs in the page. */
import type { PageColumns, PageData } from '../page-events.ts';
import type { TableColumn } from '../tables/table-columns.ts';
import type { GeneListDrawer } from './gene-list.ts';
import { giveRoles, markRow } from './table/grid-roles.ts';
import type { Cells, TableCells } from './table-cells.ts';

declare const seedrank: PageData;
declare const geneList: GeneListDrawer;
declare const tableCells: TableCells;
declare const Tabulator: new (element: HTMLElement, options: object) => Grid;

const { asCsv, asTsv, cellsOf, compareCells, formatCell, groupDigits, isMissing, save, words } = tableCells;
/** As in the style sheet: a grid would scroll both ways inside a page that scrolls. */
const NARROW = '(max-width:44rem)';

/** What is used of Tabulator. */
interface Grid {
  on(event: string, listener: (...details: never[]) => void): void;
  getRows(range: 'active'): readonly GridRow[];
  getRow(index: number): GridRow | false;
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
  if (contrast !== ':all' && document.getElementById(`block-genes-${contrast}`) === null) {
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
  const has = (name: string) => cells.has(name);
  const usual = ['rank', 'pvalue'].find(has) ?? columns.find(({ kind }) => kind === 'p')?.name ?? 'id';
  const genes = geneRows(page.rows, cells, cells.get(usual) as Cells);
  const shown = new Set(columns.filter((column) => column.shown).map(({ name }) => name));
  const find = <E extends HTMLElement>(part: string) => frame.querySelector(`[data-part="${part}"]`) as E;
  const search = find<HTMLInputElement>('search');
  const sort = find<HTMLSelectElement>('sort');
  const card = find('card');
  const narrow = matchMedia(NARROW);
  const inputs = new Map<string, HTMLInputElement | HTMLSelectElement>();
  let chosen: number | undefined;
  /** Rows that pass the filters; undefined for all. */
  let passing: ReadonlySet<number> | undefined;
  let grid: Grid | undefined;

  const sortOf = () => {
    const { sort: wanted } = seedrank.state();
    return wanted !== undefined && has(wanted.column) ? wanted : { column: usual, descending: false };
  };
  /** Rows that pass, in the order of the table. */
  function rowsInOrder(): number[] {
    if (grid !== undefined && !narrow.matches) return grid.getRows('active').map((row) => row.getData().row);
    const { column, descending } = sortOf();
    const values = cells.get(column) as Cells;
    const rows = genes.map(({ row }) => row).filter((row) => passing?.has(row) ?? true);
    return rows.sort((a, b) => {
      const [x, y] = [values[a], values[b]];
      if (isMissing(x) || isMissing(y)) return Number(isMissing(x)) - Number(isMissing(y));
      return descending ? compareCells(y, x) : compareCells(x, y);
    });
  }

  function makeGrid(): Grid {
    const { column, descending } = sortOf();
    const made = new Tabulator(find('grid'), {
      data: genes,
      index: 'row',
      height: 'min(38rem, 80vh)',
      layout: 'fitColumns',
      nestedFieldSeparator: false,
      placeholder: 'No gene passes the filters.',
      initialSort: [{ column, dir: descending ? 'desc' : 'asc' }],
      columns: columns.map((one) => gridColumn(one, shown.has(one.name), page as PageColumns, inputs)),
      rowFormatter: (row: GridRow) => markRow(row, row.getData().row === chosen),
    });
    made.on('tableBuilt', () => {
      grid = made;
      giveRoles(find('grid'));
      applyFilter();
    });
    made.on('dataSorted', (sorters: readonly { readonly field: string; readonly dir: string }[]) => {
      const [first] = sorters;
      if (grid === undefined || first === undefined) return;
      const isUsual = first.field === usual && first.dir === 'asc';
      seedrank.set({ sort: isUsual ? undefined : { column: first.field, descending: first.dir === 'desc' } }, 'table');
    });
    made.on('rowClick', (_: never, row: GridRow) => pick(row.getData().row));
    return made;
  }

  function pick(row: number): void {
    choose(row);
    seedrank.chooseGene({ contrast, row, from: 'table' });
  }

  /** The rows that pass, in the grid or the list, and how many they are. */
  function applyFilter(): void {
    const { search: wanted } = seedrank.state();
    if (search.value !== wanted && document.activeElement !== search) search.value = wanted;
    find<HTMLOutputElement>('count').textContent =
      `${groupDigits(passing?.size ?? genes.length)} of ${groupDigits(genes.length)} genes`;
    sayFilters();
    if (narrow.matches) drawList();
    else if (passing === undefined) grid?.clearFilter(false);
    else grid?.setFilter((gene) => passing?.has(gene.row) ?? true);
  }

  function drawList(): void {
    const picked = columns.filter(({ name }) => shown.has(name));
    geneList.draw(
      find('list'),
      find<HTMLButtonElement>('more'),
      { rows: rowsInOrder(), columns: picked, cells, chosen },
      pick,
    );
  }

  /** Every filter in force with a way out of it, and those that cannot be read. */
  function sayFilters(): void {
    const { filters } = seedrank.state();
    const wrong = seedrank.problems(contrast);
    const active = [...filters].filter(([name]) => !wrong.has(name));
    const list = find('filters');
    list.hidden = active.length === 0;
    list.replaceChildren(
      ...active.map(([name, text]) => {
        const item = document.createElement('li');
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = `${columns.find((one) => one.name === name)?.label ?? name}: ${words(text)} ✕`;
        button.setAttribute('aria-label', `Remove the filter ${name} ${text}`);
        button.addEventListener('click', () => setFilter(name, ''));
        item.append(button);
        return item;
      }),
    );
    const problem = find('problem');
    problem.hidden = wrong.size === 0;
    problem.textContent = [...wrong.values()].join(' ');
    for (const [name, input] of inputs) {
      const value = filters.get(name) ?? '';
      if (input.value !== value && document.activeElement !== input) input.value = value;
      if (wrong.has(name)) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
    }
  }

  function fitWidth(): void {
    find('grid').hidden = narrow.matches;
    find('list').hidden = !narrow.matches;
    find('more').hidden = true;
    if (narrow.matches) drawList();
    else if (grid === undefined) makeGrid();
    else applyFilter();
  }

  search.addEventListener('input', () => seedrank.set({ search: search.value }, 'table'));
  for (const option of [...sort.options]) if (!has(option.value)) option.remove();
  sort.value = sortOf().column;
  sort.addEventListener('change', () => {
    const { kind } = columns.find(({ name }) => name === sort.value) as TableColumn;
    // The largest numbers first, but the smallest p-values and ranks.
    const descending = (kind === 'number' || kind === 'integer') && sort.value !== 'rank';
    seedrank.set({ sort: { column: sort.value, descending } }, 'table');
    drawList();
  });
  find('reset').addEventListener('click', () => {
    seedrank.set({ selected: undefined, search: '', filters: new Map() }, 'table');
    search.value = '';
    for (const input of inputs.values()) input.value = '';
  });

  for (const box of find('chooser').querySelectorAll<HTMLInputElement>('input[type=checkbox]')) {
    box.checked = shown.has(box.value);
    box.disabled = !has(box.value);
    box.addEventListener('change', () => {
      if (box.checked) {
        shown.add(box.value);
        grid?.showColumn(box.value);
      } else {
        shown.delete(box.value);
        // A filter that cannot be seen would puzzle.
        setFilter(box.value, '');
        grid?.hideColumn(box.value);
      }
      grid?.redraw();
      if (narrow.matches) drawList();
    });
  }
  for (const form of ['csv', 'tsv'] as const) {
    find(form).addEventListener('click', () => {
      const picked = columns.filter(({ name }) => shown.has(name));
      const text = (form === 'csv' ? asCsv : asTsv)(rowsInOrder(), picked, cells);
      save(`${contrast.replace(':', '')}.${form}`, text);
    });
  }

  function choose(row: number | undefined): void {
    const [before, after] = [chosen, row].map((one) => (one === undefined ? false : (grid?.getRow(one) ?? false)));
    chosen = row;
    if (before) markRow(before, false);
    if (after) markRow(after, true);
    card.replaceChildren(...(row === undefined ? [] : cardOf(row)));
    if (narrow.matches) drawList();
  }
  const cardOf = (row: number): (Node | string)[] => {
    const name = document.createElement('a');
    name.textContent = nameOf(page, row);
    name.href = `#table-${contrast}`;
    name.dataset.geneOf = contrast;
    name.dataset.geneRow = String(row);
    name.className = 'gene-link';
    return [name, ` ${page.has('why') ? page.text('why')[row] : ''}`];
  };
  find('grid').addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || grid === undefined || !(event.target as HTMLElement).matches('.tabulator-tableholder')) return;
    const rows = grid.getRows('active');
    const at = rows.findIndex((row) => row.getData().row === chosen);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    if (next === undefined) return;
    event.preventDefault();
    void grid.scrollToRow(next, 'nearest', false);
    pick(next.getData().row);
  });
  seedrank.onGene(({ contrast: where, row, from }) => {
    if (where !== contrast || (from === 'table' && row === chosen)) return;
    choose(row);
    const found = row === undefined ? false : (grid?.getRow(row) ?? false);
    const isPassing = row === undefined || (passing?.has(row) ?? true);
    if (found && isPassing) void grid?.scrollToRow(found, 'center', false);
    else if (!isPassing) card.append(' (not among the genes shown: the filters leave it out)');
  });
  seedrank.onFilter(({ contrast: where, rows }) => {
    if (where !== contrast) return;
    passing = rows === undefined ? undefined : new Set(rows);
    applyFilter();
  });
  narrow.addEventListener('change', fitWidth);

  // What was set before this table was there.
  const { gene } = seedrank.state();
  const rows = await seedrank.shownRows(contrast);
  passing = rows === undefined ? undefined : new Set(rows);
  if (gene !== undefined) [chosen] = await seedrank.toView(contrast, [gene]);
  applyFilter();
  fitWidth();
  if (chosen !== undefined) choose(chosen);
}

function setFilter(column: string, text: string): void {
  const filters = new Map(seedrank.state().filters);
  if (text.trim() === '') filters.delete(column);
  else filters.set(column, text);
  seedrank.set({ filters }, 'table');
}

/** Rows in ascending order of the keys, missing ones last. */
function geneRows(rows: number, cells: ReadonlyMap<string, Cells>, keys: Cells): Gene[] {
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
  const order = Array.from({ length: rows }, (_, row) => row).sort((a, b) => compareCells(keys[a], keys[b]) || a - b);
  return order.map((row) => Object.assign(Object.create(prototype) as object, { row }) as unknown as Gene);
}

function gridColumn(
  column: TableColumn,
  visible: boolean,
  page: PageColumns,
  inputs: Map<string, HTMLInputElement | HTMLSelectElement>,
): object {
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
    titleFormatter: () => sortButton(column),
    sorter: (a: unknown, b: unknown, _a: unknown, _b: unknown, _column: unknown, dir: string) => {
      // Missing cells stay last both ways; the table turns the order around by exchanging a and b.
      if (isMissing(a) !== isMissing(b)) return isMissing(a) === (dir === 'asc') ? 1 : -1;
      return compareCells(a, b);
    },
    formatter: (cell: { getValue(): number | string }) => formatCell(cell.getValue(), column),
    headerFilter: () => {
      const input = kind === 'choice' ? choiceFilter(new Set(page.text(name)), column) : typedFilter(column);
      input.value = seedrank.state().filters.get(name) ?? '';
      inputs.set(name, input);
      return input;
    },
    headerFilterPlaceholder: PLACEHOLDERS[kind],
    // What passes is decided for all views at once, not by the grid.
    headerFilterFunc: () => true,
  };
}

function sortButton({ label, hint }: TableColumn): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.title = hint;
  return button;
}

/** Filters when the typing pauses, however the text came in. */
function typedFilter({ name, label, kind, hint }: TableColumn): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'search';
  input.spellcheck = false;
  input.autocomplete = 'off';
  input.placeholder = PLACEHOLDERS[kind];
  input.title = hint;
  input.setAttribute('aria-label', `Filter ${label}`);
  let waiting = 0;
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => setFilter(name, input.value), 250);
  });
  return input;
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
function choiceFilter(values: ReadonlySet<string>, { name, label }: TableColumn): HTMLSelectElement {
  const select = document.createElement('select');
  select.setAttribute('aria-label', `Filter ${label}`);
  select.add(new Option('all', ''));
  for (const value of values) if (value !== '') select.add(new Option(words(value), value));
  select.addEventListener('change', () => setFilter(name, select.value));
  return select;
}

function nameOf(page: PageColumns, row: number): string {
  return (page.has('symbol') && page.text('symbol')[row]) || (page.text('id')[row] as string);
}
