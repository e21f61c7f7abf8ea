/// <reference lib="dom.iterable" />
/** The selected genes: said, exported, marked wherever they are named, and taken from a list. Runs in the page. */
import type { PageData } from '../page-events.ts';
import type { TableColumn } from '../tables/table-columns.ts';
import type { TableCells } from './table-cells.ts';

declare const seedrank: PageData;
declare const tableCells: TableCells;

const NAMED_MISSING = 12;

const part = <E extends HTMLElement>(selector: string) => document.querySelector<E>(selector);
const bar = part('[data-selection-bar]');
const text = part('[data-selection-text]');
const form = part<HTMLFormElement>('[data-list-form]');
const list = part<HTMLTextAreaElement>('#gene-list');
const opener = part<HTMLButtonElement>('[data-open-list]');
/** Names of the last list that no gene has. */
let missing: readonly string[] = [];

async function say(): Promise<void> {
  const { selected, selectedBy, view } = seedrank.state();
  for (const clear of document.querySelectorAll<HTMLButtonElement>('[data-brush="clear"]'))
    clear.disabled = selected === undefined;
  if (!bar || !text) return;
  bar.hidden = selected === undefined && missing.length === 0;
  const count = (selected?.length ?? 0).toLocaleString('en');
  const from = selectedBy === 'list' ? 'from your list' : 'in an area of a plot';
  const unknown =
    selectedBy === 'list' && missing.length > 0
      ? ` Not in this study: ${missing.slice(0, NAMED_MISSING).join(', ')}${missing.length > NAMED_MISSING ? ` and ${missing.length - NAMED_MISSING} more` : ''}.`
      : '';
  text.textContent = `${count} ${selected?.length === 1 ? 'gene' : 'genes'} ${from}: the table shows them alone, the plots show the others faint.${unknown}`;
  await mark(view);
}

/** Names of selected genes stand out wherever the page has them. */
async function mark(view: string): Promise<void> {
  const { selected } = seedrank.state();
  const rows = new Set(selected === undefined ? [] : await seedrank.toView(view, selected));
  for (const link of document.querySelectorAll<HTMLElement>(`[data-gene-of="${CSS.escape(view)}"]`))
    link.classList.toggle('picked', rows.has(Number(link.dataset.geneRow)));
}

seedrank.onState(({ state, before }) => {
  if (state.selected !== before.selected && state.selectedBy !== 'list') missing = [];
  if (state.selected !== before.selected || state.view !== before.view) void say();
});

part('[data-selection-clear]')?.addEventListener('click', () => {
  missing = [];
  seedrank.set({ selected: undefined }, 'list');
  void say();
});

part('[data-selection-export]')?.addEventListener('click', async () => {
  const { view, selected } = seedrank.state();
  const genes = await seedrank.genes(view);
  const frame = document.querySelector<HTMLElement>(`[data-gene-table="${CSS.escape(view)}"]`);
  if (genes === undefined || selected === undefined) return;
  const columns = (JSON.parse(frame?.dataset.columns ?? '[]') as TableColumn[]).filter(({ name }) => genes.has(name));
  const cells = new Map(columns.map((column) => [column.name, tableCells.cellsOf(genes, column)]));
  const rows = [...(await seedrank.toView(view, selected))];
  tableCells.save(`selected.${view.replace(':', '')}.tsv`, tableCells.asTsv(rows, columns, cells));
});

function open(isOpen: boolean): void {
  if (form) form.hidden = !isOpen;
  opener?.setAttribute('aria-expanded', String(isOpen));
  if (isOpen) list?.focus();
  else opener?.focus();
}
opener?.addEventListener('click', () => {
  open(form?.hidden === true);
  form?.scrollIntoView({ block: 'nearest' });
});
part('[data-close-list]')?.addEventListener('click', () => open(false));

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const names = await seedrank.block('names');
  if (names === undefined || !list) return;
  const wanted = [...new Set(list.value.split(/[\s,;"']+/).filter((name) => name !== ''))];
  const places = new Map<string, number[]>();
  const add = (name: string, row: number) => {
    const key = withoutVersion(name.toLowerCase());
    const rows = places.get(key);
    if (rows === undefined) places.set(key, [row]);
    else if (rows.at(-1) !== row) rows.push(row);
  };
  const symbols = names.has('symbol') ? names.text('symbol') : [];
  names.text('id').forEach((id, row) => {
    add(id, row);
    const symbol = symbols[row];
    if (symbol) add(symbol, row);
  });
  const found = wanted.map((name) => places.get(withoutVersion(name.toLowerCase())));
  missing = wanted.filter((_, k) => found[k] === undefined);
  const rows = Int32Array.from(new Set(found.flatMap((one) => one ?? []))).sort();
  seedrank.set({ selected: wanted.length === 0 ? undefined : rows, selectedBy: 'list' }, 'list');
  void say();
});

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-save-text]')) {
  button.addEventListener('click', () => {
    const { saveText = '', saveName = '' } = button.dataset;
    tableCells.save(saveName, document.getElementById(saveText)?.textContent ?? '');
  });
}

/** Ensembl's, `ENSG00000113594.10`. */
function withoutVersion(name: string): string {
  return name.replace(/^(ens[a-z]*g\d+)\.\d+$/, '$1');
}
