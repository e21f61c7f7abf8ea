/// <reference lib="dom.iterable" />
/** Shows the chosen gene: its numbers, why it stands where it stands, and its counts by group. Runs in the page. */
import type { ECharts, EChartsOption, ScatterSeriesOption } from 'echarts';
import type { PageColumns, PageData } from '../page-events.ts';
import type { CountPanel, ReportPayload } from '../tables/payload.ts';

declare const echarts: { init(element: HTMLElement): ECharts };
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
  const number = (name: string) => genes.numbers(name)[row] as number;
  const logPadj = genes.log10('padj')[row] as number;
  const exponent = Math.floor(logPadj);
  const padj = Number.isNaN(logPadj)
    ? 'not adjusted (counts too low, or an outlier)'
    : logPadj > -3
      ? (10 ** logPadj).toPrecision(2)
      : `${(10 ** (logPadj - exponent)).toFixed(1)}e−${-exponent}`;
  const facts: [string, string][] = [
    ['log₂ fold change', `${signed(number('log2FoldChange'))} ± ${number('lfcSE').toFixed(2)}`],
    ['adjusted p', Number.isFinite(logPadj) || Number.isNaN(logPadj) ? padj : '< 1e−300'],
    ['mean count', Math.round(number('baseMean')).toLocaleString('en')],
  ];
  if (genes.has('strongest')) facts.push(['strongest site', SITE_NAMES[number('strongest')] ?? '–']);
  if (genes.has('posterior') && !Number.isNaN(number('posterior'))) {
    facts.push(['probability of a direct target', number('posterior').toFixed(2)]);
  }
  return facts.map(([name, value]) => fact(name, value));
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

seedrank.onGene(async ({ contrast, row }) => {
  const card = document.querySelector<HTMLElement>(`[data-gene-card="${contrast}"]`);
  const genes = await seedrank.genes(contrast);
  if (!card || !genes) return;
  card.hidden = row === undefined;
  if (row === undefined) return;
  const id = genes.text('id')[row] as string;
  const symbol = genes.has('symbol') ? genes.text('symbol')[row] : '';
  part(card, 'name').textContent = symbol && symbol !== id ? `${symbol} (${id})` : id;
  part(card, 'facts').replaceChildren(...factsOf(genes, row));
  part(card, 'why').textContent = genes.has('why') ? (genes.text('why')[row] ?? '') : '';
  await drawCounts(part(card, 'chart'), row);
});
