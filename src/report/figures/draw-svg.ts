import type { ECharts, EChartsOption, ScatterSeriesOption, SeriesOption } from 'echarts';
import { log } from '../../stats/math/portable.ts';
import { escapeHtml } from '../html.ts';
import type { Cloud, CloudAxes, CloudAxis, Figure } from './figure.ts';
import { inertOption, inertText, restoreNames } from './inert-names.ts';
import { labelElements } from './label-elements.ts';
import { BEYOND, clamp, type Rim, rimCount, rimMark, rimOf } from './rim.ts';
import { type Pixel, thinPoints } from './thin-points.ts';

/** Of the library: what makes a chart without a screen. */
export type InitChart = (
  element: null,
  theme: null,
  options: { readonly renderer: 'svg'; readonly ssr: true; readonly width: number; readonly height: number },
) => ECharts;

/** Pixels at which no point lies. */
const OUTSIDE = -1000;

/**
 * The static form of a figure: an SVG of its own, with title and description, equal bytes for equal figures. Large clouds
 * are thinned to what the eye can tell apart.
 */
export function drawSvg(init: InitChart, figure: Figure): string {
  const { width, height, name } = figure;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    const option = inertOption(figure.option);
    chart.setOption(option);
    const dots = new Map<string, string>();
    const cloud = figure.cloud && placeCloud(figure.cloud, chart);
    const drawn = cloud && drawnCloud(option, cloud, dots);
    const added = addedElements(chart, figure, option, cloud);
    const graphic = added.length > 0 ? { graphic: [[option.graphic ?? []].flat(), added].flat() } : {};
    if (drawn !== undefined || added.length > 0) chart.setOption({ ...drawn, ...graphic } as EChartsOption);
    const svg = finishSvg(restoreNames(chart.renderToSVGString()), figure, name.replace(/[^A-Za-z0-9]+/g, '-'));
    return [...dots].reduce((text, [mark, path]) => text.replace(mark, () => path), svg);
  } finally {
    chart.dispose();
  }
}

/** What is placed in pixels: the names of points, and how many lie beyond the axes. */
function addedElements(
  chart: ECharts,
  { labels, width, height }: Figure,
  { grid }: EChartsOption,
  cloud: PlacedCloud | undefined,
): object[] {
  const { left = 0, right = 0, top = 0, bottom = 0 } = ([grid].flat()[0] ?? {}) as Readonly<Record<string, number>>;
  const bounds = { left, top, right: width - right, bottom: height - bottom };
  const pixel = (x: number, y: number) => chart.convertToPixel({ gridIndex: 0 }, [x, y]) as [number, number];
  const named = (labels ?? []).map(({ x, y, text }) => {
    const [across, down] = pixel(cloud ? clamp(x, cloud.axes.x) : x, cloud ? clamp(y, cloud.axes.y) : y);
    return { x: across, y: down, text: inertText(text) };
  });
  if (cloud === undefined) return labelElements(named, bounds);
  const rims = cloud.beyond.map(([, rim]) => rim);
  // Names should hide as few points as may be.
  const names = named.length === 0 ? [] : labelElements(named, bounds, Float32Array.from(cloud.pixels));
  return [...names, ...rimCount(rims, top)];
}

/** The points beyond the axes, with where they lie. */
function rimsOf({ x, y, axes }: Cloud): [point: number, rim: Rim][] {
  const found: [number, Rim][] = [];
  for (let i = 0; i < x.length; i++) {
    const rim = rimOf(x[i]!, y[i]!, axes);
    if (rim !== undefined) found.push([i, rim]);
  }
  return found;
}

/** A cloud with where a chart has its points, x, y, x, y..., and those beyond the axes. */
interface PlacedCloud extends Cloud {
  readonly pixels: Float64Array;
  readonly beyond: readonly [point: number, rim: Rim][];
}

function placeCloud(cloud: Cloud, chart: ECharts): PlacedCloud {
  const { x, y, axes } = cloud;
  const [xScale, yScale] = pixelScales(chart, axes);
  const pixels = new Float64Array(2 * x.length);
  for (let i = 0; i < x.length; i++) {
    pixels[2 * i] = xScale(x[i]!);
    pixels[2 * i + 1] = yScale(y[i]!);
  }
  return { ...cloud, pixels, beyond: rimsOf(cloud) };
}

/**
 * The option with the points of each series drawn as one path: a tenth of the size of symbols of their own. For dots the
 * library gets a single one, since it would parse and write each of thousands several times; `dots` gets, by what it makes
 * of that one, what is to stand there.
 */
function drawnCloud(option: EChartsOption, cloud: PlacedCloud, dots: Map<string, string>): EChartsOption {
  const { x, y, axes, series: seriesOf, pixels: places } = cloud;
  const series = [option.series ?? []].flat() as ScatterSeriesOption[];
  const members = series.map((): number[] => []);
  const marked = series.some(({ id }) => id === BEYOND) ? cloud.beyond : [];
  const beyond = new Set(marked.map(([point]) => point));
  for (let i = 0; i < seriesOf.length; i++) {
    if (beyond.size === 0 || !beyond.has(i)) members[seriesOf[i]!]?.push(i);
  }
  const marks = marked.map(([point, rim]) => {
    const { color } = series[seriesOf[point]!]!.itemStyle as ItemStyle;
    return rimMark(x[point]!, y[point]!, rim, axes, color);
  });
  return {
    series: series.map((one, k): SeriesOption => {
      if (one.id === BEYOND) return { ...one, data: marks } as SeriesOption;
      const pixels = thinPoints(members[k]!, places);
      if (pixels.length === 0) return one;
      const anchor = [axes.x.max, axes.y.max];
      if (!isDot(one)) return onePath(one, shapePath(one, pixels), anchor);
      const mark = { x: OUTSIDE - k, y: OUTSIDE };
      dots.set(writtenDot(mark), pixels.map(writtenDot).join(''));
      return onePath(one, `M${mark.x} ${mark.y}l.01 0`, anchor);
    }),
  };
}

type Scale = (value: number) => number;

/** From values of the axes to pixels, as a chart has them. */
export function pixelScales(chart: ECharts, axes: CloudAxes): [x: Scale, y: Scale] {
  return [
    pixelScale(axes.x, (value) => chart.convertToPixel({ xAxisIndex: 0 }, value)),
    pixelScale(axes.y, (value) => chart.convertToPixel({ yAxisIndex: 0 }, value)),
  ];
}

/** From values to pixels, from where the chart has the ends of the axis: asking it for each point would take ten times as long. */
function pixelScale(axis: CloudAxis, pixelOf: Scale): Scale {
  const measure = (value: number) => (axis.log ? log(value) : value);
  const start = measure(axis.min);
  const from = pixelOf(axis.min);
  const perUnit = (pixelOf(axis.max) - from) / (measure(axis.max) - start);
  return (value) => from + (measure(clamp(value, axis)) - start) * perUnit;
}

function onePath(one: ScatterSeriesOption, pathData: string, anchor: readonly number[]): SeriesOption {
  const { name, z, symbolSize, itemStyle } = one;
  const { color, borderColor, borderWidth, opacity = 1 } = itemStyle as ItemStyle;
  const style = isDot(one)
    ? { fill: 'none', stroke: color, lineWidth: Number(symbolSize), lineCap: 'round' as const, opacity }
    : { fill: color, stroke: borderColor ?? 'none', lineWidth: borderWidth ?? 0, opacity };
  return {
    type: 'custom',
    name: String(name),
    ...(z === undefined ? {} : { z }),
    itemStyle: { color, ...(borderColor === undefined ? {} : { borderColor, borderWidth: borderWidth ?? 1 }) },
    // One item whose shape is already in pixels; the point only gives the series an extent.
    data: [[...anchor]],
    renderItem: () => ({ type: 'path', shape: { pathData }, style }),
  };
}

interface ItemStyle {
  readonly color: string;
  readonly borderColor?: string;
  readonly borderWidth?: number;
  readonly opacity?: number;
}

/** A circle without a border is a line too short to see, whose round ends make the dot. */
function isDot({ symbol, itemStyle }: ScatterSeriesOption): boolean {
  return symbol === 'circle' && itemStyle?.borderColor === undefined;
}

/** A dot in the finished picture. */
function writtenDot({ x, y }: Pixel): string {
  return `M${x} ${y}h0`;
}

function shapePath({ symbol, symbolSize }: ScatterSeriesOption, pixels: readonly Pixel[]): string {
  const shape = shapePaths[String(symbol)] ?? circlePath;
  return pixels.map(({ x, y }) => shape(x, y, Number(symbolSize) / 2)).join('');
}

function circlePath(x: number, y: number, r: number): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`;
}

/** The symbols of ECharts as path data: center and half size. */
const shapePaths: Readonly<Record<string, (x: number, y: number, r: number) => string>> = {
  circle: circlePath,
  diamond: (x, y, r) => `M${x} ${y - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`,
  triangle: (x, y, r) => `M${x} ${y - r}l${r} ${2 * r}h${-2 * r}z`,
  rect: (x, y, r) => `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`,
};

/** Takes out what only serves a live chart or is invisible, names ids after the figure, writes dots short, and says what is seen. */
function finishSvg(svg: string, { title, description, width, height }: Figure, id: string): string {
  const body = svg
    .split('\n')
    .filter((line) => !isInvisible(line))
    .join('\n')
    .replace(/<svg [^>]*>/, '')
    .replace(/<style ?>[\s\S]*?<\/style>\s*/g, '')
    .replace(/ (class|pointer-events|ecmeta_\w+)="[^"]*"/g, '')
    .replace(/zr\d+-/g, `${id}-`)
    .replace(/M(-?[\d.]+ -?[\d.]+)L\1(?=[M"])/g, 'M$1h0');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `role="img" aria-labelledby="${id}-title ${id}-desc">\n` +
    `<title id="${id}-title">${escapeHtml(title)}</title>\n<desc id="${id}-desc">${escapeHtml(description)}</desc>${body}`
  );
}

/** Frames, anchors and areas for the pointer, which the library draws without color. */
function isInvisible(line: string): boolean {
  if (!line.startsWith('<path') || !/ fill="none"| fill-opacity="0"/.test(line)) return false;
  return !line.includes(' stroke="') || line.includes('stroke-width="0"');
}
