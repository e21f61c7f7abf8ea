/** The sites of a gene, with what is known of each and its duplex, for the card of the gene. Runs before the card. */
import type { PageColumns, PageData } from '../page-events.ts';
import type { ReportPayload } from '../tables/payload.ts';

declare const seedrank: PageData;

const payload = JSON.parse(document.getElementById('payload')?.textContent ?? '{}') as ReportPayload;

/** The global `geneSites`. */
export interface GeneSites {
  /** Elements to show; `genes` are those of the shown view, `pageRow` the row of the first contrast. */
  of(genes: PageColumns, row: number, pageRow: number): Promise<HTMLElement[]>;
}

let placesOfGenes: ReadonlyMap<string, number[]> | undefined;

function element(tag: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className !== '') made.className = className;
  return made;
}

function signed(value: number, digits: number): string {
  return value.toFixed(digits).replace('-', '−');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.01 ? 2 : 1)} %`;
}

/** The picture of accessibility along the 3' UTR that the page draws of the first candidates. */
function accessibilityOf(gene: string): Node[] {
  const drawn = document.querySelector(`svg[data-accessibility="${CSS.escape(gene)}"]`);
  return drawn === null ? [] : [drawn.cloneNode(true)];
}

/** Target above, 5' to 3'; miRNA below, 3' to 5'; pairs between them. */
function duplexText([unpaired, paired, mirnaPaired, mirnaUnpaired]: readonly string[]): string {
  const target = overlay(unpaired as string, paired as string);
  const mirna = overlay(mirnaUnpaired as string, mirnaPaired as string);
  const bonds = [...(paired as string)].map((base, k) => bond(base, (mirnaPaired as string)[k] ?? ' ')).join('');
  return `target 5′ ${target} 3′\n          ${bonds}\n miRNA 3′ ${mirna} 5′`;
}

function overlay(a: string, b: string): string {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, k) =>
    (a[k] ?? ' ') === ' ' ? (b[k] ?? ' ') : a[k],
  ).join('');
}

function bond(a: string, b: string): string {
  if (a === ' ' || b === ' ') return ' ';
  return /^(GU|UG)$/.test(a + b) ? ':' : '|';
}

async function listed(pageRow: number): Promise<HTMLElement[]> {
  const block = await seedrank.block('sites');
  if (block === undefined) return [];
  if (placesOfGenes === undefined) {
    const places = new Map<string, number[]>();
    block.text('gene').forEach((gene, place) => {
      const own = places.get(gene);
      if (own) own.push(place);
      else places.set(gene, [place]);
    });
    placesOfGenes = places;
  }
  return (placesOfGenes.get(String(pageRow)) ?? []).map((place) => {
    const number = (name: string) => block.numbers(name)[place] as number;
    const text = (name: string) => block.text(name)[place] as string;
    const facts = [
      text('mirna'),
      ...(Number.isNaN(number('energy')) ? [] : [`${signed(number('energy'), 1)} kcal/mol`]),
      ...(Number.isNaN(number('context')) ? [] : [`context++ ${signed(number('context'), 2)}`]),
      ...(Number.isNaN(number('accessibility')) ? [] : [`unpaired ${percent(number('accessibility'))}`]),
      ...(text('conserved') === '' ? [] : [text('conserved') === 'yes' ? 'conserved' : 'not conserved']),
      ...(Number.isNaN(number('pct')) ? [] : [`PCT ${Math.round(100 * number('pct'))} %`]),
    ];
    const item = document.createElement('li');
    const head = element('p', '');
    head.append(
      element('b', text('type')),
      ` at ${number('start').toLocaleString('en')}–${number('end').toLocaleString('en')} `,
      element('span', facts.join(', '), 'note'),
    );
    const lines = [0, 1, 2, 3].map((line) => text(`duplex${line}`));
    const drawing = element('pre', duplexText(lines));
    drawing.tabIndex = 0;
    item.append(head, ...(lines.join('').trim() === '' ? [] : [drawing]));
    return item;
  });
}

const geneSitesInPage: GeneSites = {
  async of(genes, row, pageRow) {
    const items = await listed(pageRow);
    // The view of all contrasts takes it from one of them.
    const own = genes.has('utr_length') ? genes : await seedrank.genes(payload.contrasts[0]?.id ?? '');
    const length = own?.has('utr_length')
      ? (own.numbers('utr_length')[own === genes ? row : pageRow] as number)
      : Number.NaN;
    const inUtr = Number.isNaN(length) ? '' : ` in a 3′ UTR of ${length.toLocaleString('en')} nt`;
    if (items.length > 0) {
      const list = document.createElement('ol');
      list.append(...items);
      const heading = element('h4', `${items.length} ${items.length === 1 ? 'site' : 'sites'}${inUtr}`);
      const profile = accessibilityOf(genes.text('id')[row] as string);
      if (profile.length === 0) return [heading, list];
      const picture = element('div', '');
      picture.append(
        ...profile,
        element('p', 'How likely 14 nt are unpaired along the 3′ UTR, from 0.0001 to 1; lines mark the sites.', 'note'),
      );
      return [heading, picture, list];
    }
    const positions = genes.has('site_positions') ? (genes.text('site_positions')[row] ?? '') : '';
    if (positions !== '') {
      const words = positions
        .replaceAll(':', ' at ')
        .replaceAll(';', ', ')
        .replace(/(\d)-(\d)/g, '$1–$2');
      return [
        element('h4', `Sites${inUtr}`),
        element(
          'p',
          `${words}. Their duplexes are in tables/targets/site_duplexes.tsv: the page has those of the best ranked genes.`,
        ),
      ];
    }
    if (!genes.has('strongest') && !genes.has('site_positions')) return [];
    return [element('p', inUtr === '' ? 'Its 3′ UTR is not known, so that its sites are not.' : `No site${inUtr}.`)];
  },
};
Object.assign(globalThis, { geneSites: geneSitesInPage });
