/// <reference lib="dom.iterable" />
/** Shows the chosen gene: its numbers, why it stands where it stands, and its counts by group. Runs in the page. */
import type { ECharts, EChartsOption, ScatterSeriesOption } from 'echarts';
import type { PageColumns, PageData } from '../page-events.ts';
import type { CountPanel, ReportPayload } from '../tables/payload.ts';
import type { GeneLinks } from './gene-links.ts';
import type { GeneSites } from './gene-sites.ts';

declare const echarts: { init(element: HTMLElement): ECharts };
declare const geneLinks: GeneLinks;
declare const geneSites: GeneSites;
declare const seedrank: PageData;

const SITE_NAMES = ['8mer', '7mer-m8', '7mer-A1', '6mer', 'none in its 3′ UTR', 'no 3′ UTR known'];

const payload = JSON.parse(document.getElementById('payload')?.textContent ?? '{}') as ReportPayload;
const darkScheme = matchMedia('(prefers-color-scheme: dark)');
const charts = new WeakMap<Element, ECharts>();
let rowOfCounts: ReadonlyMap<number, number> | undefined;

function part(card: Element, name: string): HTMLElement {
  return card.querySelector(`[data-card="${name}"]`) as HTMLElement;
}

function fact(name: string, value: string): HTMLElement {
  const group = document.createElement('div');
  const term = document.createElement('dt');
  const definition = document.createElement('dd');
  term.textContent = name;
  definition.textContent = value;
  group.append(term, definition);
  return group;
}

function signed(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(2).replace('-', '−');
}

function factsOf(genes: PageColumns, row: number): HTMLElement[] {
  const number = (name: string) => (genes.has(name) ? (genes.numbers(name)[row] as number) : Number.NaN);
  const facts: [string, string][] = [];
  // Of one contrast; the view of all has them in the table of contrasts below.
  if (genes.has('padj')) {
    const logPadj = genes.log10('padj')[row] as number;
    const padj = Number.isNaN(logPadj) ? 'not adjusted (counts too low, or an outlier)' : pText(logPadj);
    facts.push(['log₂ fold change', `${signed(number('log2FoldChange'))} ± ${number('lfcSE').toFixed(2)}`]);
    facts.push(['adjusted p', padj], ['mean count', Math.round(number('baseMean')).toLocaleString('en')]);
  }
  if (genes.has('strongest')) facts.push(['strongest site', SITE_NAMES[number('strongest')] ?? '–']);
  if (!Number.isNaN(number('posterior')))
    facts.push([
      'probability of a direct target',
      number('posterior') > 0.995 ? '> 0.99' : number('posterior').toFixed(2),
    ]);
  if (!Number.isNaN(number('rank'))) facts.push(['rank', number('rank').toLocaleString('en')]);
  if (genes.has('class')) facts.push(['class', (genes.text('class')[row] ?? '').replaceAll('_', ' ')]);
  return facts.map(([name, value]) => fact(name, value));
}

function tableLine(tag: 'th' | 'td', texts: readonly string[]): HTMLTableRowElement {
  const line = document.createElement('tr');
  for (const [k, text] of texts.entries()) {
    const cell = document.createElement(k === 0 ? 'th' : tag);
    cell.textContent = text;
    line.append(cell);
  }
  return line;
}

/** The gene in every contrast of the study; nothing where there is one. */
async function contrastTable(pageRow: number, view: string): Promise<HTMLElement[]> {
  const { contrasts } = payload;
  if (contrasts.length < 2) return [];
  const table = document.createElement('table');
  table.append(tableLine('th', ['contrast', 'log₂ change', 'padj', 'class']));
  const absent: string[] = [];
  for (const { id, name, alpha } of contrasts) {
    const genes = await seedrank.genes(id);
    const [row] = await seedrank.toView(id, [pageRow]);
    if (genes === undefined || row === undefined) {
      absent.push(name);
      continue;
    }
    const number = (column: string) => genes.numbers(column)[row] as number;
    const change = number('log2FoldChange');
    const words = genes.has('class') ? (genes.text('class')[row] ?? '').replaceAll('_', ' ') : '–';
    const line = tableLine('td', [
      name,
      Number.isNaN(change) ? '–' : `${signed(change)} ± ${number('lfcSE').toFixed(2)}`,
      pText(genes.log10('padj')[row] as number),
      words,
    ]);
    line.classList.toggle('called', number('padj') < alpha);
    line.classList.toggle('sought', id === view);
    table.append(line);
  }
  const note = document.createElement('p');
  note.textContent =
    absent.length === 0 ? '' : `Not in this page, for its size, but in tables/differential: ${absent.join(', ')}.`;
  return [table, note];
}

/** The numbers of each engine beside one another, and why they differ; nothing where the page has no room for them. */
function engineTable(genes: PageColumns, row: number, { engines = '', alpha = '' }: DOMStringMap): HTMLElement[] {
  const names = engines.split(';');
  const columnsOf = (k: number) => (k === 0 ? '' : `${names[k]}:`);
  if (!names.every((_, k) => genes.has(`${columnsOf(k)}padj`))) return [];
  const table = document.createElement('table');
  table.append(tableLine('th', ['engine', 'log₂ change', 'p', 'padj']));
  for (const [k, name] of names.entries()) {
    const number = (column: string) => genes.numbers(columnsOf(k) + column)[row] as number;
    const p = (column: string) => pText(genes.log10(columnsOf(k) + column)[row] as number);
    const change = Number.isNaN(number('log2FoldChange'))
      ? '–'
      : `${signed(number('log2FoldChange'))} ± ${number('lfcSE').toFixed(2)}`;
    const line = tableLine('td', [name, change, p('pvalue'), p('padj')]);
    line.classList.toggle('called', number('padj') < Number(alpha));
    table.append(line);
  }
  const why = document.createElement('p');
  const found = genes.text('why engines differ')[row];
  why.textContent = found ? `Why they differ: ${found}.` : '';
  return [table, why];
}

function pText(log10: number): string {
  if (Number.isNaN(log10)) return '–';
  if (log10 === Number.NEGATIVE_INFINITY) return '< 1e−300';
  const exponent = Math.floor(log10);
  return log10 > -3 ? (10 ** log10).toPrecision(2) : `${(10 ** (log10 - exponent)).toFixed(1)}e−${-exponent}`;
}

/** The points of the panel: series by series, place and count; a count of 0 stands at a half. */
function countSeries({ option, places, samples }: CountPanel, counts: PageColumns, row: number): ScatterSeriesOption[] {
  return (option.series as ScatterSeriesOption[]).map((series, k) => ({
    ...series,
    data: places.flatMap(({ series: own, x }, sample) =>
      own === k ? [[x, Math.max(0.5, counts.numbers(`s${sample}`)[row] as number), samples[sample] as string]] : [],
    ),
  }));
}

async function drawCounts(element: HTMLElement, row: number): Promise<void> {
  const panel = payload.counts;
  const counts = panel && (await seedrank.block('counts'));
  element.hidden = counts === undefined;
  if (!counts) return;
  rowOfCounts ??= new Map(counts.text('row').map((gene, place) => [Number(gene), place]));
  const place = rowOfCounts.get(row);
  element.classList.toggle('empty', place === undefined);
  element.dataset.empty =
    'The counts of this gene are in tables/processed_abundance: the page holds those of the clearest changes.';
  let chart = charts.get(element);
  if (place === undefined) {
    chart?.clear();
    return;
  }
  if (!chart) {
    const made = echarts.init(element);
    new ResizeObserver(() => made.resize()).observe(element);
    charts.set(element, made);
    chart = made;
  }
  const text = JSON.stringify({ ...panel.option, series: countSeries(panel, counts, place) });
  const colors = new RegExp(Object.keys(payload.darkByLight).join('|'), 'g');
  const option = JSON.parse(
    darkScheme.matches ? text.replace(colors, (light) => payload.darkByLight[light] ?? light) : text,
  ) as EChartsOption;
  chart.setOption(
    { ...option, tooltip: { ...option.tooltip, trigger: 'item', formatter: (item: unknown) => countTip(item) } },
    true,
  );
}

/** A name is text here, never markup. */
function countTip(item: unknown): HTMLElement {
  const { value } = item as { readonly value: readonly [number, number, string] };
  const tip = document.createElement('div');
  tip.textContent = `${value[2]}: ${value[1].toPrecision(4)}`;
  return tip;
}

seedrank.onGene(async ({ contrast, row, from }) => {
  const card = document.querySelector<HTMLElement>(`[data-gene-card="${CSS.escape(contrast)}"]`);
  const genes = await seedrank.genes(contrast);
  if (!card || !genes) return;
  card.hidden = row === undefined;
  if (row === undefined) return;
  const pageRow = seedrank.state().gene ?? row;
  const id = genes.text('id')[row] as string;
  const symbol = genes.has('symbol') ? (genes.text('symbol')[row] ?? '') : '';
  part(card, 'name').textContent = symbol && symbol !== id ? `${symbol} (${id})` : id;
  part(card, 'links').replaceChildren(...geneLinks.of(id, symbol));
  part(card, 'facts').replaceChildren(...factsOf(genes, row));
  part(card, 'why').textContent = genes.has('why') ? (genes.text('why')[row] ?? '') : '';
  const engines = card.querySelector<HTMLElement>('[data-card="engines"]');
  engines?.replaceChildren(...engineTable(genes, row, engines.dataset));
  part(card, 'contrasts').replaceChildren(...(await contrastTable(pageRow, contrast)));
  part(card, 'sites').replaceChildren(...(await geneSites.of(genes, row, pageRow)));
  // Who has pressed a name far from the card is led to it.
  if (from === 'sets') card.scrollIntoView();
  await drawCounts(part(card, 'chart'), pageRow);
});
