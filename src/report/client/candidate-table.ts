/// <reference lib="dom.iterable" />
/** Makes the candidate tables sort, search, and start short. Runs in the page. */

const SHORT = 50;

for (const table of document.querySelectorAll<HTMLTableElement>('table.candidates')) enliven(table);

function enliven(table: HTMLTableElement): void {
  const body = table.tBodies[0] as HTMLTableSectionElement;
  const rows = [...body.rows];
  const texts = new Map(rows.map((row) => [row, (row.textContent ?? '').toLowerCase()]));
  const search = document.querySelector<HTMLInputElement>(`[data-search="${table.id}"]`);
  const count = document.querySelector<HTMLOutputElement>(`[data-count="${table.id}"]`);
  const showAll = document.querySelector<HTMLButtonElement>(`[data-show-all="${table.id}"]`);
  const headers = [...(table.tHead?.rows[0]?.cells ?? [])];
  let limit = SHORT;

  function refresh(): void {
    const wanted = (search?.value ?? '').trim().toLowerCase();
    const found = [...body.rows].filter((row) => texts.get(row)?.includes(wanted));
    const shown = new Set(found.slice(0, limit));
    for (const row of rows) row.hidden = !shown.has(row);
    if (count) count.textContent = `${shown.size} of ${wanted === '' ? rows.length : `${found.length} found`} shown`;
    if (showAll) showAll.hidden = shown.size === found.length;
  }

  function sortBy(column: number): void {
    const header = headers[column] as HTMLTableCellElement;
    const descending = header.getAttribute('aria-sort') === 'ascending';
    for (const other of headers) other.removeAttribute('aria-sort');
    header.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    const direction = descending ? -1 : 1;
    body.append(...[...rows].sort((a, b) => direction * compare(a.cells[column], b.cells[column])));
    refresh();
  }

  headers.forEach((header, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener('click', () => sortBy(column));
  });
  search?.addEventListener('input', refresh);
  showAll?.addEventListener('click', () => {
    limit = Number.POSITIVE_INFINITY;
    refresh();
  });
  refresh();
}

/** By number where cells carry one (missing numbers last), else by text. */
function compare(a: HTMLTableCellElement | undefined, b: HTMLTableCellElement | undefined): number {
  const [x, y] = [a?.dataset.value, b?.dataset.value];
  if (x === undefined || y === undefined) return (a?.textContent ?? '').localeCompare(b?.textContent ?? '');
  const [first, second] = [Number(x), Number(y)];
  if (Number.isNaN(first) || Number.isNaN(second)) return Number(Number.isNaN(first)) - Number(Number.isNaN(second));
  return first - second;
}

export {};
