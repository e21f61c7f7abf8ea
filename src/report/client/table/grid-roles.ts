/** A grid has rows or groups of them as children: the library has a frame that scrolls in between, without a role. */
export function giveRoles(grid: HTMLElement): void {
  grid.removeAttribute('aria-owns');
  grid.querySelector('.tabulator-tableholder')?.setAttribute('role', 'rowgroup');
  grid.querySelector('.tabulator-table')?.setAttribute('role', 'presentation');
}

/** Whether a row is the chosen one, for eyes and for screen readers. */
export function markRow(row: { getElement(): HTMLElement }, isChosen: boolean): void {
  const element = row.getElement();
  element.classList.toggle('chosen', isChosen);
  element.setAttribute('aria-selected', String(isChosen));
}
