/// <reference lib="dom.iterable" />
/** Draws the live figures where they come into view: hover, choice, selection, and the color scheme of the moment. Runs in the page. */
import type { ECharts, EChartsOption, SeriesOption } from 'echarts';
import type { CloudAxis } from '../figures/figure.ts';
import type { PageColumns, PageData } from '../page-events.ts';
import type { LiveFigure, ReportPayload } from '../tables/payload.ts';

declare const echarts: { init(element: HTMLElement): ECharts };
declare const seedrank: PageData;

/** Series with more points are drawn without a look of their own for each, which is fast. */
const LARGE = 2000;
/** As in `gene-points`: series of a cloud. */
const NOT_SIGNIFICANT = 0;
const SIGNIFICANT = 1;
const FIRST_SITE_GROUP = 2;
const SITE_TYPES = 4;

const payload = JSON.parse(document.getElementById('payload')?.textContent ?? '{}') as ReportPayload;
const darkScheme = matchMedia('(prefers-color-scheme: dark)');
const anyColor = new RegExp(Object.keys(payload.darkByLight).join('|'), 'g');
const live = new Map<string, LiveChart>();
/** By contrast: the gene that was chosen, and the genes that are shown. */
const chosen = new Map<string, number>();
const shown = new Map<string, Int32Array>();

interface LiveChart {
  readonly name: string;
  readonly chart: ECharts;
  readonly figure: LiveFigure;
  /** Of a cloud. */
  readonly genes: PageColumns | undefined;
  variant: number;
  /** Rows of the genes in each series of a cloud. */
  rows: readonly Int32Array[];
}

interface Points {
  readonly rows: Int32Array;
  /** x, y, x, y... */
  readonly places: Float32Array;
}

type Cloud = NonNullable<LiveFigure['cloud']>;

/** In the colors of the moment. */
function colored<T>(value: T): T {
  if (!darkScheme.matches) return value;
  return JSON.parse(JSON.stringify(value).replace(anyColor, (light) => payload.darkByLight[light] ?? light)) as T;
}

function variantOf({ figure, variant }: LiveChart) {
  return figure.variants?.choices[variant];
}

/** A column of a cloud's axis; a variant may bring another one for the change. */
function axisColumn(one: LiveChart, genes: PageColumns, axis: 'x' | 'y'): (row: number) => number {
  const name = (one.figure.cloud as Cloud)[axis];
  if (name === 'minusLog10P') {
    const logarithms = genes.log10('pvalue');
    return (row) => -(logarithms[row] as number);
  }
  const values = genes.numbers((name === 'log2FoldChange' && variantOf(one)?.change) || name);
  return (row) => values[row] as number;
}

/** Where each gene lies; one beyond the axes at their edge. */
function placesOf(one: LiveChart, genes: PageColumns): (row: number) => [number, number] {
  const { axes } = one.figure.cloud as Cloud;
  const x = axisColumn(one, genes, 'x');
  const y = axisColumn(one, genes, 'y');
  return (row) => [within(x(row), axes.x), within(y(row), axes.y)];
}

function within(value: number, { min, max }: CloudAxis): number {
  return Math.min(max, Math.max(min, value));
}

/** The genes by series; those that a filter leaves out come last. */
function pointsOf(one: LiveChart, genes: PageColumns): Points[] {
  const { contrast, alpha } = one.figure.cloud as Cloud;
  const padj = genes.numbers('padj');
  const strongest = genes.has('strongest') ? genes.numbers('strongest') : undefined;
  const filter = shown.get(contrast);
  const isShown = filter && new Uint8Array(genes.rows);
  if (filter && isShown) for (const row of filter) isShown[row] = 1;
  const place = placesOf(one, genes);
  const rest = FIRST_SITE_GROUP + SITE_TYPES;
  const members = Array.from({ length: rest + 1 }, (): { rows: number[]; places: number[] } => ({
    rows: [],
    places: [],
  }));
  for (let row = 0; row < genes.rows; row++) {
    const [x, y] = place(row);
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    const site = strongest?.[row] ?? SITE_TYPES;
    const called = site < SITE_TYPES ? FIRST_SITE_GROUP + site : SIGNIFICANT;
    const group = (padj[row] as number) < alpha ? called : NOT_SIGNIFICANT;
    const { rows, places } = members[isShown && isShown[row] === 0 ? rest : group] as (typeof members)[number];
    rows.push(row);
    places.push(x, y);
  }
  return members.map(({ rows, places }) => ({ rows: Int32Array.from(rows), places: Float32Array.from(places) }));
}

/** The series of a cloud with their points. */
function cloudSeries(one: LiveChart, genes: PageColumns): SeriesOption[] {
  const points = pointsOf(one, genes);
  one.rows = points.map(({ rows }) => rows);
  const place = (data: Points) => ({
    data: data.places,
    dimensions: ['x', 'y'],
    large: data.rows.length > LARGE,
    largeThreshold: LARGE,
    progressive: 0,
  });
  return (colored(one.figure.option.series) as SeriesOption[]).map((series, k): SeriesOption => {
    if (series.id === 'sought') return { ...series, data: ringOf(one, genes) } as SeriesOption;
    if (series.id === 'rest') return { ...series, ...place(points.at(-1) as Points) } as SeriesOption;
    const own = points[k];
    return own === undefined || k > points.length - 2 ? series : ({ ...series, ...place(own) } as SeriesOption);
  });
}

/** The ring around the chosen gene. */
function ringOf(one: LiveChart, genes: PageColumns): unknown[] {
  const row = chosen.get((one.figure.cloud as Cloud).contrast);
  return row === undefined ? [] : [[...placesOf(one, genes)(row), inertText(nameOf(genes, row))]];
}

/** As in `inert-names`: ECharts keeps what it draws as properties of plain objects. */
function inertText(text: string): string {
  const inherited = Object.getOwnPropertyNames(Object.prototype);
  return inherited.reduce((inert, name) => inert.replaceAll(name, `${name.slice(0, 2)}\u2060${name.slice(2)}`), text);
}

function nameOf(genes: PageColumns, row: number): string {
  return (genes.has('symbol') && genes.text('symbol')[row]) || (genes.text('id')[row] as string);
}

function optionOf(one: LiveChart): EChartsOption {
  const option = colored(variantOf(one)?.option ?? one.figure.option);
  const { genes } = one;
  if (genes === undefined) return option;
  return {
    ...option,
    tooltip: { ...option.tooltip, trigger: 'item', formatter: (item: unknown) => geneTip(one, genes, item) },
    toolbox: { show: false },
    brush: { xAxisIndex: 0, yAxisIndex: 0, toolbox: [], brushLink: 'none', outOfBrush: { colorAlpha: 1 } },
    series: cloudSeries(one, genes),
  } as EChartsOption;
}

interface PointEvent {
  readonly seriesIndex: number;
  readonly dataIndex: number;
}

function rowOf(one: LiveChart, item: unknown): number | undefined {
  const { seriesIndex, dataIndex } = item as PointEvent;
  return one.rows[seriesIndex]?.[dataIndex];
}

/** The tooltip as elements: a name is text here, never markup. */
function geneTip(one: LiveChart, genes: PageColumns, item: unknown): HTMLElement | string {
  const row = rowOf(one, item);
  if (row === undefined) return '';
  const card = document.createElement('div');
  const line = (tag: string, text: string) => {
    const element = document.createElement(tag);
    element.textContent = text;
    card.append(element);
  };
  const logPadj = genes.log10('padj')[row] as number;
  line('b', nameOf(genes, row));
  line('div', `log₂ fold change ${(genes.numbers('log2FoldChange')[row] as number).toFixed(2)}`);
  line('div', `padj ${pText(logPadj)}`);
  line('div', `mean count ${(genes.numbers('baseMean')[row] as number).toPrecision(3)}`);
  return card;
}

function pText(log10: number): string {
  if (Number.isNaN(log10)) return '–';
  if (log10 === Number.NEGATIVE_INFINITY) return '< 1e−300';
  if (log10 > -3) return (10 ** log10).toPrecision(2);
  const exponent = Math.floor(log10);
  return `${(10 ** (log10 - exponent)).toFixed(1)}e−${-exponent}`;
}

async function draw(frame: HTMLElement): Promise<void> {
  const name = frame.dataset.figure ?? '';
  const figure = payload.figures[name];
  if (!figure || live.has(name) || frame.clientWidth < (figure.leastWidth ?? 0)) return;
  const genes = figure.cloud && (await seedrank.genes(figure.cloud.contrast));
  if (figure.cloud && genes === undefined) return;
  const element = document.createElement('div');
  element.className = 'live';
  // The still picture beside it carries the description.
  element.setAttribute('aria-hidden', 'true');
  frame.append(element);
  frame.classList.add('is-live');
  const one: LiveChart = { name, chart: echarts.init(element), figure, genes, variant: 0, rows: [] };
  live.set(name, one);
  one.chart.setOption(optionOf(one));
  new ResizeObserver(() => one.chart.resize()).observe(element);
  if (genes) listenToCloud(one);
}

function listenToCloud(one: LiveChart): void {
  const { contrast } = one.figure.cloud as Cloud;
  one.chart.on('click', (item) => {
    const row = rowOf(one, item);
    if (row !== undefined) seedrank.chooseGene({ contrast, row, from: 'figure' });
  });
  one.chart.on('brushEnd', (event) => {
    const { areas } = event as unknown as { readonly areas: readonly BrushArea[] };
    const [area] = areas;
    if (area) seedrank.filterGenes({ contrast, rows: insideOf(one, area), from: 'figure' });
  });
}

interface BrushArea {
  readonly brushType: 'rect' | 'polygon';
  /** In values of the axes: two ranges, or the corners. */
  readonly coordRange: readonly (readonly [number, number])[];
}

/** The shown genes inside an area; along a logarithmic axis as it is seen. */
function insideOf(one: LiveChart, { brushType, coordRange }: BrushArea): Int32Array {
  const { axes } = one.figure.cloud as Cloud;
  const genes = one.genes as PageColumns;
  const seen = ({ log }: CloudAxis, value: number) => (log ? Math.log10(value) : value);
  const place = placesOf(one, genes);
  const corners =
    brushType === 'polygon' ? coordRange.map(([x, y]) => [seen(axes.x, x), seen(axes.y, y)] as const) : [];
  const [across, upward] = coordRange as [readonly [number, number], readonly [number, number]];
  const inside = (x: number, y: number) =>
    brushType === 'rect'
      ? x >= Math.min(...across) && x <= Math.max(...across) && y >= Math.min(...upward) && y <= Math.max(...upward)
      : isInPolygon(corners, seen(axes.x, x), seen(axes.y, y));
  const rows: number[] = [];
  for (const series of one.rows.slice(0, -1)) for (const row of series) if (inside(...place(row))) rows.push(row);
  return Int32Array.from(rows).sort();
}

/** Whether a ray from the point crosses the outline an odd number of times. */
function isInPolygon(corners: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let odd = false;
  corners.forEach(([x1, y1], k) => {
    const [x2, y2] = corners.at(k - 1) as readonly [number, number];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)) odd = !odd;
  });
  return odd;
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      watcher.unobserve(entry.target);
      void draw(entry.target as HTMLElement);
    }
  },
  { rootMargin: '200px' },
);
for (const frame of document.querySelectorAll<HTMLElement>('[data-figure]')) watcher.observe(frame);

darkScheme.addEventListener('change', () => {
  for (const one of live.values()) one.chart.setOption(optionOf(one), true);
});

for (const select of document.querySelectorAll<HTMLSelectElement>('[data-variant]')) {
  select.addEventListener('change', () => {
    const one = live.get(select.dataset.variant ?? '');
    if (!one) return;
    one.variant = Number(select.value);
    one.chart.setOption(optionOf(one), true);
  });
}

function* cloudsOf(contrast: string): Generator<readonly [LiveChart, PageColumns]> {
  for (const one of live.values()) if (one.genes && one.figure.cloud?.contrast === contrast) yield [one, one.genes];
}

seedrank.onGene(({ contrast, row }) => {
  if (row === undefined) chosen.delete(contrast);
  else chosen.set(contrast, row);
  for (const [one, genes] of cloudsOf(contrast)) {
    one.chart.setOption({ series: [{ id: 'sought', data: ringOf(one, genes) }] } as EChartsOption);
  }
});

seedrank.onFilter(({ contrast, rows, from }) => {
  if (rows === undefined) shown.delete(contrast);
  else shown.set(contrast, rows);
  for (const [one, genes] of cloudsOf(contrast)) {
    if (rows === undefined || from !== 'figure') one.chart.dispatchAction({ type: 'brush', areas: [] });
    one.chart.setOption({ series: cloudSeries(one, genes) } as EChartsOption);
  }
});

for (const tools of document.querySelectorAll<HTMLElement>('[data-plot-tools]')) {
  const contrast = tools.dataset.plotTools ?? '';
  const buttons = [...tools.querySelectorAll<HTMLButtonElement>('[data-brush]')];
  const use = (brush: string | undefined) => {
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.brush === brush));
    for (const [one] of cloudsOf(contrast)) {
      one.chart.dispatchAction({
        type: 'takeGlobalCursor',
        key: 'brush',
        brushOption: { brushType: brush ?? false, brushMode: 'single' },
      });
    }
  };
  for (const button of buttons) {
    const { brush } = button.dataset;
    button.addEventListener('click', () => {
      if (brush === 'clear') {
        use(undefined);
        seedrank.filterGenes({ contrast, rows: undefined, from: 'figure' });
      } else use(button.getAttribute('aria-pressed') === 'true' ? undefined : brush);
    });
  }
}
