/// <reference lib="dom.iterable" />
/** Draws the live figures where they come into view: hover, choice, selection, cut-offs, and the color scheme of the moment. Runs in the page. */
import type { ECharts, EChartsOption } from 'echarts';
import type { Cutoffs } from '../figures/cut-lines.ts';
import { drawSvg, type InitChart, pixelScales } from '../figures/draw-svg.ts';
import type { Figure } from '../figures/figure.ts';
import { inertText } from '../figures/inert-names.ts';
import { labelElements } from '../figures/label-elements.ts';
import { rimCount } from '../figures/rim.ts';
import type { PageColumns, PageData } from '../page-events.ts';
import type { LiveFigure, ReportPayload } from '../tables/payload.ts';
import { type BrushArea, genesInside } from './live/brush-area.ts';
import { cloudOption, withPoints } from './live/cloud-option.ts';
import {
  type CloudView,
  callerOf,
  GROUPS,
  type GroupedGenes,
  groupGenes,
  type LiveCloud,
  placesOf,
  shownPlace,
} from './live/cloud-view.ts';
import { listenToCuts } from './live/cut-controls.ts';
import { stillCloud } from './live/still-cloud.ts';

declare const echarts: { init(element: HTMLElement): ECharts };
declare const seedrank: PageData;

const payload = JSON.parse(document.getElementById('payload')?.textContent ?? '{}') as ReportPayload;
const darkScheme = matchMedia('(prefers-color-scheme: dark)');
const anyColor = new RegExp(Object.keys(payload.darkByLight).join('|'), 'g');
const live = new Map<string, LiveChart>();
/** By contrast: the gene that was chosen, the genes that are shown, and where a reader draws the lines. */
const chosen = new Map<string, number>();
const shown = new Map<string, Int32Array>();
const cutoffs = new Map<string, Cutoffs>();

interface LiveChart {
  readonly name: string;
  readonly chart: ECharts;
  readonly figure: LiveFigure;
  /** Of a cloud. */
  readonly genes: PageColumns | undefined;
  variant: number;
  grouped: GroupedGenes | undefined;
  /** Number of elements placed in pixels. */
  placed: number;
}

/** In the colors of the moment. */
function colored<T>(value: T): T {
  if (!darkScheme.matches) return value;
  return JSON.parse(JSON.stringify(value).replace(anyColor, (light) => payload.darkByLight[light] ?? light)) as T;
}

function variantOf({ figure, variant }: LiveChart) {
  return figure.variants?.choices[variant];
}

function cutoffsOf({ contrast, alpha }: LiveCloud): Cutoffs {
  return cutoffs.get(contrast) ?? { alpha, change: 0 };
}

function viewOf(one: LiveChart, genes: PageColumns): CloudView {
  const cloud = one.figure.cloud as LiveCloud;
  return { cloud, genes, change: variantOf(one)?.change, cut: cutoffsOf(cloud), shown: shown.get(cloud.contrast) };
}

/** The ring around the chosen gene. */
function ringOf(one: LiveChart, genes: PageColumns): unknown[] {
  const { contrast, axes } = one.figure.cloud as LiveCloud;
  const row = chosen.get(contrast);
  if (row === undefined) return [];
  return [[...shownPlace(placesOf(viewOf(one, genes))(row), axes), inertText(nameOf(genes, row))]];
}

function nameOf(genes: PageColumns, row: number): string {
  return (genes.has('symbol') && genes.text('symbol')[row]) || (genes.text('id')[row] as string);
}

/** The option without the points of a cloud, in the colors for paper. */
function lightOption(one: LiveChart): EChartsOption {
  const option = variantOf(one)?.option ?? one.figure.option;
  const { genes } = one;
  if (genes === undefined) return option;
  const view = viewOf(one, genes);
  one.grouped = groupGenes(view);
  return cloudOption(option, view, one.grouped, ringOf(one, genes));
}

function optionOf(one: LiveChart): EChartsOption {
  const option = colored(lightOption(one));
  const { genes, grouped } = one;
  if (genes === undefined || grouped === undefined) return option;
  return {
    ...withPoints(option, grouped),
    tooltip: { ...option.tooltip, trigger: 'item', formatter: (item: unknown) => geneTip(one, genes, item) },
    toolbox: { show: false },
    brush: { xAxisIndex: 0, yAxisIndex: 0, toolbox: [], brushLink: 'none', outOfBrush: { colorAlpha: 1 } },
  } as EChartsOption;
}

/** Draws it anew, then what is placed in pixels; `keep` the area that a reader has drawn. */
function redraw(one: LiveChart, keep?: 'keep'): void {
  if (keep === undefined) one.placed = 0;
  one.chart.setOption(optionOf(one), keep === undefined);
  placeElements(one);
}

/** The names of points, and how many lie beyond the axes, beside what the figure has drawn in pixels anyway. */
function placeElements(one: LiveChart): void {
  const { chart, figure, grouped } = one;
  if (figure.labels === undefined && grouped === undefined) return;
  const { left = 0, right = 0, top = 0, bottom = 0 } = gridOf(chart);
  const bounds = { left, top, right: chart.getWidth() - right, bottom: chart.getHeight() - bottom };
  const points = figure.cloud && grouped ? pixelsOf(chart, figure.cloud, grouped) : [];
  const place = (x: number, y: number) => (figure.cloud ? shownPlace([x, y], figure.cloud.axes) : ([x, y] as const));
  const named = (labelsOf(one) ?? []).map(({ x, y, text }) => {
    const [across, down] = pixelOf(chart, ...place(x, y));
    return { x: across, y: down, text };
  });
  const labels = labelElements(named, bounds, points);
  const beyond = rimCount(
    (grouped?.beyond ?? []).map(({ rim }) => rim),
    top,
  );
  const elements = colored([...labels, ...beyond]).map((element, k) => ({
    ...element,
    id: `placed ${k}`,
    $action: 'replace',
  }));
  const gone = Array.from({ length: Math.max(0, one.placed - elements.length) }, (_, k) => ({
    id: `placed ${elements.length + k}`,
    $action: 'remove',
  }));
  one.placed = elements.length;
  chart.setOption({ graphic: [...elements, ...gone] } as EChartsOption);
}

/** The margins of the first grid as they are now: a narrow page has others. */
function gridOf(chart: ECharts): Readonly<Record<string, number>> {
  const { grid } = chart.getOption() as { readonly grid?: readonly Readonly<Record<string, number>>[] };
  return grid?.[0] ?? {};
}

/** Where the genes are, x, y, x, y... */
function pixelsOf(chart: ECharts, { axes }: LiveCloud, { groups }: GroupedGenes): Float32Array {
  const [x, y] = pixelScales(chart, axes);
  const genes = groups.flat();
  const pixels = new Float32Array(2 * genes.length);
  for (const [k, gene] of genes.entries()) {
    pixels[2 * k] = x(gene.x);
    pixels[2 * k + 1] = y(gene.y);
  }
  return pixels;
}

function pixelOf(chart: ECharts, x: number, y: number): [number, number] {
  return chart.convertToPixel({ gridIndex: 0 }, [x, y]) as [number, number];
}

/** The picture of a figure as it is shown, where a reader has changed it. */
function pictureOf(name: string): string | undefined {
  const one = live.get(name);
  const still = document.querySelector<SVGSVGElement>(`[data-figure="${CSS.escape(name)}"] .still svg`);
  if (one === undefined || still === null) return undefined;
  const contrast = one.figure.cloud?.contrast ?? '';
  if (one.variant === 0 && ![chosen, shown, cutoffs].some((changed) => changed.has(contrast))) return undefined;
  const { width, height } = still.viewBox.baseVal;
  const words = (tag: string) => still.querySelector(tag)?.textContent ?? '';
  const option = lightOption(one);
  const { genes, grouped, figure } = one;
  const drawn: Figure = {
    name,
    title: words('title'),
    description: words('desc'),
    finding: '',
    width,
    height,
    option,
    labels: labelsOf(one),
    table: new Map(),
    ...(genes && grouped && figure.cloud ? { cloud: stillCloud(option, figure.cloud, grouped) } : {}),
  };
  return drawSvg(echarts.init as unknown as InitChart, drawn);
}

/** The names of points; those of genes that the cut-offs do not call are left out. */
function labelsOf(one: LiveChart): Figure['labels'] {
  const { genes, figure } = one;
  if (genes === undefined) return figure.labels;
  const view = viewOf(one, genes);
  const [place, isCalled] = [placesOf(view), callerOf(view)];
  const untouched = !cutoffs.has(view.cloud.contrast);
  return (figure.labels ?? []).flatMap((label) => {
    if (label.gene === undefined || !(untouched || isCalled(label.gene))) return [];
    const [x, y] = place(label.gene);
    return [{ ...label, x, y }];
  });
}

Object.assign(globalThis, { liveFigures: { pictureOf } });

interface PointEvent {
  readonly seriesIndex: number;
  readonly dataIndex: number;
}

function rowOf(one: LiveChart, item: unknown): number | undefined {
  const { seriesIndex, dataIndex } = item as PointEvent;
  const { grouped } = one;
  return (seriesIndex === GROUPS ? grouped?.beyond : grouped?.groups[seriesIndex])?.[dataIndex]?.row;
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
  const one: LiveChart = {
    name,
    chart: echarts.init(element),
    figure,
    genes,
    variant: 0,
    grouped: undefined,
    placed: 0,
  };
  live.set(name, one);
  redraw(one);
  new ResizeObserver(() => {
    one.chart.resize();
    placeElements(one);
  }).observe(element);
  if (genes) listenToCloud(one);
}

function listenToCloud(one: LiveChart): void {
  const { contrast } = one.figure.cloud as LiveCloud;
  one.chart.on('click', (item) => {
    const row = rowOf(one, item);
    if (row !== undefined) seedrank.chooseGene({ contrast, row, from: 'figure' });
  });
  one.chart.on('brushEnd', (event) => {
    const { areas } = event as unknown as { readonly areas: readonly BrushArea[] };
    const [area] = areas;
    const { grouped, figure } = one;
    if (!area || !grouped || !figure.cloud) return;
    seedrank.filterGenes({ contrast, rows: genesInside(grouped, figure.cloud.axes, area), from: 'figure' });
  });
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
  for (const one of live.values()) redraw(one);
});

for (const select of document.querySelectorAll<HTMLSelectElement>('[data-variant]')) {
  select.addEventListener('change', () => {
    const one = live.get(select.dataset.variant ?? '');
    if (!one) return;
    one.variant = Number(select.value);
    redraw(one);
  });
}

function* cloudsOf(contrast: string): Generator<readonly [LiveChart, PageColumns]> {
  for (const one of live.values()) if (one.genes && one.figure.cloud?.contrast === contrast) yield [one, one.genes];
}

listenToCuts(
  (contrast) => seedrank.genes(contrast),
  (contrast, cut) => {
    if (cut === undefined) cutoffs.delete(contrast);
    else cutoffs.set(contrast, cut);
    for (const [one] of cloudsOf(contrast)) redraw(one, 'keep');
  },
);

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
  for (const [one] of cloudsOf(contrast)) {
    if (rows === undefined || from !== 'figure') one.chart.dispatchAction({ type: 'brush', areas: [] });
    redraw(one, 'keep');
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
