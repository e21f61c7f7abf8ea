/// <reference lib="dom.iterable" />
/** Shows what needs scripts, and one view at a time; says how tall the bar is and how old the file. Runs in the page. */
import type { PageData } from '../page-events.ts';

declare const seedrank: PageData;

for (const element of document.querySelectorAll<HTMLElement>('.needs-script')) element.hidden = false;

const select = document.querySelector<HTMLSelectElement>('[data-view-select]');

function show(view: string): void {
  for (const block of document.querySelectorAll<HTMLElement>('[data-view]')) block.hidden = block.dataset.view !== view;
  if (select) select.value = view;
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-section]')) {
    link.hidden = !link.dataset.views?.split(' ').includes(view);
    link.href = `#${link.dataset.section}-${view}`;
  }
}

show(seedrank.state().view);
seedrank.onState(({ state, before }) => {
  if (state.view !== before.view) show(state.view);
});
select?.addEventListener('change', () => {
  seedrank.set({ view: select.value }, 'view');
  scrollTo({ top: 0 });
});

/** Titles that are jumped to stay clear of the bar, however many lines it has. */
const bar = document.querySelector<HTMLElement>('.bar');
if (bar) {
  const measure = () => {
    const isFixed = getComputedStyle(bar).position === 'sticky';
    document.documentElement.style.setProperty('--bar', `${isFixed ? bar.offsetHeight : 0}px`);
  };
  new ResizeObserver(measure).observe(bar);
  measure();
}

/** The page itself has no date, so that equal results are equal bytes: its file has one. */
const saved = new Date(document.lastModified);
const day = saved.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
for (const place of document.querySelectorAll<HTMLElement>('[data-file-date]')) {
  if (!Number.isNaN(saved.getTime())) place.textContent = ` · file of ${day}`;
}
