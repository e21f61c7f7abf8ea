/// <reference lib="dom.iterable" />
/** Draws the live figures where they come into view: hover, search, and the color scheme of the moment. Runs in the page. */
import type { ECharts, EChartsOption, SeriesOption } from 'echarts';
import type { LiveFigure, LiveGenes, ReportPayload } from '../payload.ts';

declare const echarts: { init(element: HTMLElement): ECharts };

/** Series with more points are drawn without a look of their own for each, which is fast. */
const LARGE = 2000;

const payload = JSON.parse(document.getElementById('payload')?.textContent ?? '{}') as ReportPayload;
const darkScheme = matchMedia('(prefers-color-scheme: dark)');
const anyColor = new RegExp(Object.keys(payload.darkByLight).join('|'), 'g');
const genesOf = new Map(Object.entries(payload.genes).map(([contrast, columns]) => [contrast, readGenes(columns)]));
const live = new Map<string, LiveChart>();
/** Row in the columns of the gene that was searched for, by contrast. */
const soughtGene = new Map<string, number>();

interface Genes {
  readonly names: readonly string[];
  readonly log2FoldChange: Float32Array;
  readonly minusLog10P: Float32Array;
  readonly baseMean: Float32Array;
  readonly log10Padj: Float32Array;
  readonly group: Uint8Array;
}

interface LiveChart {
  readonly chart: ECharts;
  readonly figure: LiveFigure;
}

function readGenes(columns: LiveGenes): Genes {
  const floats = (text: string) => new Float32Array(bytes(text).buffer);
  return {
    names: columns.names.split('\n'),
    log2FoldChange: floats(columns.log2FoldChange),
    minusLog10P: floats(columns.minusLog10P),
    baseMean: floats(columns.baseMean),
    log10Padj: floats(columns.log10Padj),
    group: bytes(columns.group),
  };
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/** The option in the colors of the moment, with the points of its cloud. */
function liveOption(figure: LiveFigure): EChartsOption {
  const json = JSON.stringify(figure.option);
  const colored = darkScheme.matches ? json.replace(anyColor, (light) => payload.darkByLight[light] ?? light) : json;
  const option = JSON.parse(colored) as EChartsOption;
  const { cloud } = figure;
  const genes = cloud && genesOf.get(cloud.contrast);
  if (!cloud || !genes) return option;
  const place = (row: number) => [
    within(genes[cloud.x][row] as number, cloud.axes.x),
    within(genes[cloud.y][row] as number, cloud.axes.y),
  ];
  const data: number[][][] = [];
  genes.group.forEach((group, row) => {
    data[group] ??= [];
    data[group].push([...place(row), row]);
  });
  const sought = soughtGene.get(cloud.contrast);
  const series = (option.series as SeriesOption[]).map((one, group): SeriesOption => {
    if (one.id === 'sought') {
      return sought === undefined ? one : ({ ...one, data: [[...place(sought), genes.names[sought]]] } as SeriesOption);
    }
    const points = data[group];
    if (!points) return one;
    return {
      ...one,
      data: points,
      large: points.length > LARGE,
      largeThreshold: LARGE,
      progressive: 0,
    } as SeriesOption;
  });
  return {
    ...option,
    tooltip: { ...option.tooltip, trigger: 'item', formatter: (item: unknown) => geneCard(genes, rowOf(item)) },
    series,
  } as EChartsOption;
}

/** A gene beyond the axes is drawn at their edge. */
function within(value: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.min(max, Math.max(min, value));
}

function rowOf(item: unknown): number {
  return (item as { value: [number, number, number] }).value[2];
}

/** The tooltip as elements: a name is text here, never markup. */
function geneCard(genes: Genes, row: number): HTMLElement {
  const card = document.createElement('div');
  const name = document.createElement('b');
  name.textContent = genes.names[row] ?? '';
  card.append(name);
  const padj = 10 ** (genes.log10Padj[row] as number);
  for (const line of [
    `log₂ fold change ${(genes.log2FoldChange[row] as number).toFixed(2)}`,
    `padj ${Number.isNaN(padj) ? '–' : padj === 0 ? '< 1e−300' : padj.toPrecision(2)}`,
    `mean count ${(genes.baseMean[row] as number).toPrecision(3)}`,
  ]) {
    const text = document.createElement('div');
    text.textContent = line;
    card.append(text);
  }
  return card;
}

function draw(frame: HTMLElement): void {
  const name = frame.dataset.figure ?? '';
  const figure = payload.figures[name];
  if (!figure || live.has(name)) return;
  const element = document.createElement('div');
  element.className = 'live';
  // The still picture beside it carries the description.
  element.setAttribute('aria-hidden', 'true');
  frame.append(element);
  frame.classList.add('is-live');
  const chart = echarts.init(element);
  chart.setOption(liveOption(figure));
  live.set(name, { chart, figure });
  new ResizeObserver(() => chart.resize()).observe(element);
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      watcher.unobserve(entry.target);
      draw(entry.target as HTMLElement);
    }
  },
  { rootMargin: '200px' },
);
for (const frame of document.querySelectorAll<HTMLElement>('[data-figure]')) watcher.observe(frame);

function redraw(contrast?: string): void {
  for (const { chart, figure } of live.values()) {
    if (contrast === undefined || figure.cloud?.contrast === contrast) chart.setOption(liveOption(figure), true);
  }
}
darkScheme.addEventListener('change', () => redraw());

for (const input of document.querySelectorAll<HTMLInputElement>('[data-find]')) {
  const contrast = input.dataset.find ?? '';
  const names = genesOf.get(contrast)?.names ?? [];
  const lower = names.map((name) => name.toLowerCase());
  const said = document.querySelector<HTMLOutputElement>(`[data-found="${contrast}"]`);
  input.addEventListener('input', () => {
    const wanted = input.value.trim().toLowerCase();
    const exact = lower.indexOf(wanted);
    const row = exact !== -1 ? exact : lower.findIndex((name) => wanted.length > 1 && name.startsWith(wanted));
    if (row === -1) soughtGene.delete(contrast);
    else soughtGene.set(contrast, row);
    if (said) said.textContent = row === -1 ? (wanted === '' ? '' : 'no such gene was tested') : (names[row] ?? '');
    redraw(contrast);
  });
}
