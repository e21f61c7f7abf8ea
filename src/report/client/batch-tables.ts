/// <reference lib="dom.iterable" />
/** Makes the tables of a batch sort and search. Runs in the page, which is complete without it. */

for (const table of document.querySelectorAll<HTMLTableElement>('table.batch-table')) enliven(table);
for (const element of document.querySelectorAll<HTMLElement>('.needs-script')) element.hidden = false;

function enliven(table: HTMLTableElement): void {
  const body = table.tBodies[0] as HTMLTableSectionElement;
  const rows = [...body.rows];
  const texts = new Map(rows.map((row) => [row, (row.textContent ?? '').toLowerCase()]));
  const search = document.querySelector<HTMLInputElement>(`[data-search="${table.id}"]`);
  const choices = [...document.querySelectorAll<HTMLSelectElement>(`[data-filter="${table.id}"]`)];
  const count = document.querySelector<HTMLOutputElement>(`[data-count="${table.id}"]`);
  const headers = [...(table.tHead?.rows[0]?.cells ?? [])];

  function filter(): void {
    const wanted = (search?.value ?? '').trim().toLowerCase();
    const chosen = choices.filter(({ value }) => value !== '');
    for (const row of rows) {
      const passes = chosen.every(({ value, dataset }) => row.dataset[dataset.key ?? ''] === value);
      row.hidden = !passes || !texts.get(row)?.includes(wanted);
    }
    const shown = rows.filter((row) => !row.hidden).length;
    if (count) count.textContent = wanted === '' && chosen.length === 0 ? '' : `${shown} of ${rows.length} shown`;
  }

  function sortBy(column: number): void {
    const header = headers[column] as HTMLTableCellElement;
    const descending = header.getAttribute('aria-sort') === 'ascending';
    for (const other of headers) other.removeAttribute('aria-sort');
    header.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    body.append(...[...rows].sort((a, b) => compare(a.cells[column], b.cells[column], descending ? -1 : 1)));
  }

  headers.forEach((header, column) => {
    if (header.tagName !== 'TH') return;
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener('click', () => sortBy(column));
  });
  search?.addEventListener('input', filter);
  for (const choice of choices) choice.addEventListener('change', filter);
}

/** By number where cells carry one (missing numbers last either way), else by text. */
function compare(a: HTMLTableCellElement | undefined, b: HTMLTableCellElement | undefined, direction: 1 | -1): number {
  const [x, y] = [Number(a?.dataset.value ?? Number.NaN), Number(b?.dataset.value ?? Number.NaN)];
  if (a?.dataset.value === undefined && b?.dataset.value === undefined) {
    return direction * (a?.textContent ?? '').localeCompare(b?.textContent ?? '');
  }
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  return direction * (x - y);
}

export {};
