/// <reference lib="dom.iterable" />
/** Leads from the genes of a set to their card, and from a card back to the sets of its gene. Runs in the page. */
import type { PageData } from '../page-events.ts';

declare const seedrank: PageData;

function cardOf(contrast: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-gene-card="${CSS.escape(contrast)}"]`);
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-gene-row]') : null;
  const contrast = link?.dataset.geneOf;
  if (!link || contrast === undefined || cardOf(contrast) === null) return;
  event.preventDefault();
  if (seedrank.state().view !== contrast) seedrank.set({ view: contrast }, 'view');
  seedrank.chooseGene({ contrast, row: Number(link.dataset.geneRow), from: 'sets' });
});

seedrank.onGene(({ contrast, row }) => {
  const links = document.querySelectorAll<HTMLElement>(`[data-gene-of="${CSS.escape(contrast)}"]`);
  const sets: HTMLElement[] = [];
  for (const link of links) {
    const isChosen = row !== undefined && Number(link.dataset.geneRow) === row;
    link.toggleAttribute('aria-current', isChosen);
    const set = link.closest<HTMLElement>('[data-set]');
    if (isChosen && set !== null) sets.push(set);
  }
  const place = cardOf(contrast)?.querySelector<HTMLElement>('[data-card="sets"]');
  if (!place) return;
  place.replaceChildren(
    ...(sets.length > 0 ? ['In the leading edge of '] : []),
    ...sets.flatMap((set, k) => {
      const link = document.createElement('a');
      link.href = `#${set.id}`;
      link.textContent = set.dataset.set ?? '';
      return k === 0 ? [link] : [', ', link];
    }),
  );
});
