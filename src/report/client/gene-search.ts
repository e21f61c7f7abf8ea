/// <reference lib="dom.iterable" />
/** The search field of the page: finds a gene of the shown view and chooses it. Runs in the page. */
import type { PageColumns, PageData } from '../page-events.ts';

declare const seedrank: PageData;

const MOST_SUGGESTIONS = 12;

const input = document.querySelector<HTMLInputElement>('[data-gene-search]');
const said = document.querySelector<HTMLOutputElement>('[data-gene-found]');
const suggestions = document.getElementById('gene-names');

interface Names {
  readonly written: readonly string[];
  readonly lower: readonly string[];
  readonly ids: readonly string[];
}

const namesOf = new Map<string, Names>();

function readNames(contrast: string, genes: PageColumns): Names {
  const known = namesOf.get(contrast);
  if (known) return known;
  const ids = genes.text('id');
  const symbols = genes.has('symbol') ? genes.text('symbol') : [];
  const written = ids.map((id, row) => symbols[row] || id);
  const names = { written, lower: written.map((name) => name.toLowerCase()), ids: ids.map((id) => id.toLowerCase()) };
  namesOf.set(contrast, names);
  return names;
}

function suggest({ written, lower }: Names, wanted: string): void {
  const matches: string[] = [];
  for (let row = 0; row < lower.length && matches.length < MOST_SUGGESTIONS; row++) {
    if (wanted !== '' && lower[row]?.startsWith(wanted)) matches.push(written[row] as string);
  }
  suggestions?.replaceChildren(
    ...matches.map((name) => {
      const option = document.createElement('option');
      option.value = name;
      return option;
    }),
  );
}

let chosenRow: number | undefined;

async function search(): Promise<void> {
  const contrast = seedrank.state().view;
  const genes = await seedrank.genes(contrast);
  if (!input || !said || genes === undefined) return;
  const wanted = input.value.trim().toLowerCase();
  const names = readNames(contrast, genes);
  suggest(names, wanted);
  const exact = wanted === '' ? -1 : Math.max(names.lower.indexOf(wanted), names.ids.indexOf(wanted));
  const row = exact !== -1 || wanted.length < 2 ? exact : names.lower.findIndex((name) => name.startsWith(wanted));
  said.textContent = row === -1 ? (wanted === '' ? '' : 'no such gene') : (names.written[row] as string);
  const found = row === -1 ? undefined : row;
  if (found !== chosenRow) seedrank.chooseGene({ contrast, row: found, from: 'search' });
}

seedrank.onGene(({ row, from }) => {
  chosenRow = row;
  if (from === 'search' || !input || !said) return;
  input.value = '';
  said.textContent = '';
});

input?.addEventListener('input', () => void search());
input?.form?.addEventListener('submit', (event) => {
  event.preventDefault();
  document
    .querySelector(`[data-gene-card="${CSS.escape(seedrank.state().view)}"]:not([hidden])`)
    ?.scrollIntoView({ block: 'center' });
});
