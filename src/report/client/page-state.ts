/// <reference lib="dom.iterable" />
/** What a reader has set, in all views and in the address of the page. Runs in the page, after the columns. */
import type { GeneChosen, GenesFiltered, PageData, PagePart, PageState, StateChange } from '../page-events.ts';
import type { ReportPayload } from '../tables/payload.ts';
import type { TableColumn } from '../tables/table-columns.ts';
import type { TableCells } from './table-cells.ts';

declare const seedrank: PageData;
declare const tableCells: TableCells;

/** Up to so many selected genes stand in the address by their ids; more as a code. */
const NAMED_GENES = 40;
/** An address that is longer than this is cut by programs that pass it on. */
const LONGEST_CODE = 16_000;

const payload = JSON.parse(document.getElementById('payload')?.textContent ?? '{}') as ReportPayload;
const views = new Set([...document.querySelectorAll<HTMLElement>('[data-view]')].map((one) => one.dataset.view ?? ''));
const firstView = [...views][0] ?? payload.contrasts[0]?.id ?? '';

let state: PageState = {
  view: firstView,
  gene: undefined,
  selected: undefined,
  selectedBy: 'area',
  search: '',
  filters: new Map(),
  sort: undefined,
};

const say = (type: string, detail: GeneChosen | GenesFiltered | StateChange) =>
  document.dispatchEvent(new CustomEvent(`seedrank:${type}`, { detail }));
const listen = <T>(type: string, listener: (detail: T) => void) =>
  document.addEventListener(`seedrank:${type}`, (event) => listener((event as CustomEvent<T>).detail));

// Rows of the views.

async function placesIn(view: string): Promise<ReadonlyMap<string, number> | undefined> {
  const own = await seedrank.block(`genes-${view}`);
  return own?.has('id') ? new Map(own.text('id').map((id, row) => [id, row])) : undefined;
}

/** Views with the genes of the first contrast have its rows; others are joined by id. */
async function translate(view: string, rows: ArrayLike<number>, back: boolean): Promise<Int32Array> {
  const places = await placesIn(view);
  const names = await seedrank.block('names');
  if (places === undefined || names === undefined) return Int32Array.from(rows);
  const pageIds = names.text('id');
  if (!back) return Int32Array.from(rows, (row) => places.get(pageIds[row] as string) ?? -1).filter((row) => row >= 0);
  const pagePlaces = new Map(pageIds.map((id, row) => [id, row]));
  const ids = [...places.keys()];
  return Int32Array.from(rows, (row) => pagePlaces.get(ids[row] as string) ?? -1).filter((row) => row >= 0);
}
const toView = (view: string, rows: ArrayLike<number>) => translate(view, rows, false);
const toPage = (view: string, rows: ArrayLike<number>) => translate(view, rows, true);

// Which genes are shown.

function columnsOf(view: string): TableColumn[] {
  const frame = document.querySelector<HTMLElement>(`[data-gene-table="${CSS.escape(view)}"]`);
  return JSON.parse(frame?.dataset.columns ?? '[]') as TableColumn[];
}

/** Filters that are no filters of their columns, each with what is wrong. */
function problems(view: string): ReadonlyMap<string, string> {
  const columns = columnsOf(view);
  const found = new Map<string, string>();
  for (const [name, wanted] of state.filters) {
    const column = columns.find((one) => one.name === name);
    if (column === undefined) found.set(name, `This view has no column ${name}: its filter is not used here.`);
    else if (tableCells.testOf(wanted, column) === undefined)
      found.set(
        name,
        `“${wanted}” is no filter of the numbers of ${column.label} and is not used: write < 0.05, >= 1, -2..-1 or |x| > 1.`,
      );
  }
  return found;
}

async function shownRows(view: string): Promise<Int32Array | undefined> {
  const { selected, search, filters } = state;
  const wanted = search.trim().toLowerCase();
  if (selected === undefined && wanted === '' && filters.size === 0) return undefined;
  const genes = await seedrank.genes(view);
  if (genes === undefined) return undefined;
  const columns = columnsOf(view).filter(({ name }) => genes.has(name));
  const tests = [...filters].flatMap(([name, text]) => {
    const column = columns.find((one) => one.name === name);
    const test = column && tableCells.testOf(text, column);
    if (column === undefined || test === undefined) return [];
    const cells = tableCells.cellsOf(genes, column);
    return [(row: number) => test(cells[row] as number | string)];
  });
  const texts = columns.filter(({ kind }) => kind === 'text' || kind === 'choice').map(({ name }) => genes.text(name));
  if (wanted !== '') tests.push((row) => texts.some((text) => text[row]?.toLowerCase().includes(wanted)));
  const rows =
    selected === undefined ? Int32Array.from({ length: genes.rows }, (_, row) => row) : await toView(view, selected);
  if (selected === undefined && tests.length === 0) return undefined;
  return rows.filter((row) => tests.every((test) => test(row)));
}

// Changes.

function set(changes: Partial<PageState>, from: PagePart): void {
  const before = state;
  state = { ...state, ...changes };
  if (!views.has(state.view)) state = { ...state, view: firstView };
  const isElsewhere = place !== undefined && viewOf(place) !== undefined && viewOf(place) !== state.view;
  if (isElsewhere) place = undefined;
  say('state', { state, before, from });
  writeAddress(from === 'address');
  const isOtherView = state.view !== before.view;
  if (isOtherView || state.gene !== before.gene || 'gene' in changes) void sayGene(from);
  const isFiltered =
    state.selected !== before.selected || state.search !== before.search || state.filters !== before.filters;
  if (isOtherView || isFiltered) void sayFilter(isOtherView ? 'view' : from);
}

async function sayGene(from: PagePart): Promise<void> {
  const { view, gene } = state;
  const [row] = gene === undefined ? [] : await toView(view, [gene]);
  if (state.view === view && state.gene === gene) say('gene', { contrast: view, row, from });
}

async function sayFilter(from: PagePart): Promise<void> {
  const asked = state;
  const rows = await shownRows(asked.view);
  // An answer that comes late is not said after a newer one.
  const isCurrent =
    asked.view === state.view &&
    asked.selected === state.selected &&
    asked.search === state.search &&
    asked.filters === state.filters;
  if (isCurrent) say('filter', { contrast: asked.view, rows, from });
}

// The address.

function encodeRows(rows: Int32Array): string {
  const bytes: number[] = [];
  let last = -1;
  for (const row of rows) {
    let step = row - last - 1;
    while (step > 127) {
      bytes.push((step & 127) | 128);
      step >>>= 7;
    }
    bytes.push(step);
    last = row;
  }
  const text = bytes.map((byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function decodeRows(code: string): Int32Array {
  const rows: number[] = [];
  let [last, step, shift] = [-1, 0, 0];
  for (const char of atob(code.replaceAll('-', '+').replaceAll('_', '/'))) {
    const byte = char.charCodeAt(0);
    step |= (byte & 127) << shift;
    shift += 7;
    if (byte > 127) continue;
    last += step + 1;
    rows.push(last);
    [step, shift] = [0, 0];
  }
  return Int32Array.from(rows);
}

let place: string | undefined;
let writing = 0;

/** Not while it is read, and not before the page has got its state from it. */
function writeAddress(isReading: boolean): void {
  const now = ++writing;
  void (async () => {
    const names = await seedrank.block('names');
    if (now !== writing) return;
    const ids = names?.text('id') ?? [];
    const fields = new URLSearchParams();
    if (state.view !== firstView) fields.set('view', state.view);
    if (state.gene !== undefined) fields.set('gene', ids[state.gene] ?? '');
    if (state.search !== '') fields.set('search', state.search);
    for (const [column, text] of state.filters) fields.set(`f.${column}`, text);
    if (state.sort) fields.set('sort', `${state.sort.descending ? '-' : ''}${state.sort.column}`);
    if (state.selected) {
      fields.set('by', state.selectedBy);
      const code = encodeRows(state.selected);
      if (state.selected.length <= NAMED_GENES)
        fields.set('genes', [...state.selected].map((row) => encodeURIComponent(ids[row] ?? '')).join(','));
      else if (code.length <= LONGEST_CODE) fields.set('rows', code);
    }
    if (place !== undefined) fields.set('at', place);
    const text = fields.toString();
    if (!isReading && location.hash.slice(1) !== text)
      history.replaceState(null, '', text === '' ? location.pathname + location.search : `#${text}`);
  })();
}

/** What the address says; a plain anchor opens the view that it lies in. */
async function readAddress(from: 'start' | 'later'): Promise<void> {
  const text = location.hash.slice(1);
  if (text !== '' && !text.includes('=')) {
    goTo(decodeURIComponent(text), 'address');
    return;
  }
  // A page without an address is as it was made.
  if (text === '' && from === 'start') return;
  const fields = new URLSearchParams(text);
  const ids = (await seedrank.block('names'))?.text('id') ?? [];
  const rowOf = (id: string) => {
    const row = ids.indexOf(id);
    return row === -1 ? [] : [row];
  };
  const genes = fields.get('genes');
  const code = fields.get('rows');
  const named = genes === null ? undefined : genes.split(',').flatMap((id) => rowOf(decodeURIComponent(id)));
  const selected =
    named !== undefined
      ? Int32Array.from(named).sort()
      : code === null
        ? undefined
        : decodeRows(code).filter((row) => row < ids.length);
  const sort = fields.get('sort');
  const [gene] = rowOf(fields.get('gene') ?? '');
  const at = fields.get('at') ?? undefined;
  set(
    {
      view: fields.get('view') ?? firstView,
      gene,
      selected,
      selectedBy: fields.get('by') === 'list' ? 'list' : 'area',
      search: fields.get('search') ?? '',
      filters: new Map([...fields].flatMap(([key, value]) => (key.startsWith('f.') ? [[key.slice(2), value]] : []))),
      sort: sort === null ? undefined : { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
    },
    'address',
  );
  if (at !== undefined) goTo(at, 'address');
}

/** Where an element stands; undefined where it is always shown. */
function viewOf(id: string): string | undefined {
  return document.getElementById(id)?.closest<HTMLElement>('[data-view]')?.dataset.view;
}

/** Shows a part of the page, and the view that it belongs to. */
function goTo(id: string, from: PagePart): boolean {
  const target = document.getElementById(id);
  if (target === null) return false;
  place = id;
  const view = viewOf(id);
  set(view === undefined ? {} : { view }, from);
  target.scrollIntoView();
  return true;
}

document.addEventListener('click', (event) => {
  const link =
    event.target instanceof Element
      ? event.target.closest<HTMLAnchorElement>('a[href^="#"]:not([data-gene-row])')
      : null;
  if (link === null || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (goTo(decodeURIComponent(link.hash.slice(1)), 'view')) event.preventDefault();
});
addEventListener('hashchange', () => void readAddress('later'));

const own: Omit<PageData, 'genes' | 'block'> = {
  state: () => state,
  set,
  problems,
  shownRows,
  toPage,
  toView,
  chooseGene: ({ contrast, row, from }) => {
    void toPage(contrast, row === undefined ? [] : [row]).then(([gene]) => set({ gene }, from));
  },
  filterGenes: ({ contrast, rows, from }) => {
    void toPage(contrast, rows ?? []).then((page) =>
      set(
        { selected: rows === undefined ? undefined : page.sort(), selectedBy: from === 'list' ? 'list' : 'area' },
        from,
      ),
    );
  },
  onGene: (listener) => listen('gene', listener),
  onFilter: (listener) => listen('filter', listener),
  onState: (listener) => listen('state', listener),
};
Object.assign(seedrank, own);
// The scripts that follow listen first.
setTimeout(() => void readAddress('start'));
