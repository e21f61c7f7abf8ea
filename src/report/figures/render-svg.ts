import type { ECharts, EChartsOption, ScatterSeriesOption, SeriesOption } from 'echarts';
import { init } from 'echarts/dist/echarts.esm.min.mjs';
import * as math from '../../stats/math/portable.ts';
import { escapeHtml } from '../html.ts';
import { type Cloud, type CloudAxis, clamp, type Figure } from './figure.ts';
import { inertOption, restoreNames } from './inert-names.ts';
import { type Pixel, thinPoints } from './thin-points.ts';

/**
 * The static form of a figure: an SVG of its own, with title and description, equal bytes for equal figures. Large clouds
 * are thinned to what the eye can tell apart.
 */
export function renderSvg(figure: Figure): string {
  const { width, height, name } = figure;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    const option = inertOption(figure.option);
    chart.setOption(option);
    if (figure.cloud !== undefined) chart.setOption(drawnCloud(chart, option, figure.cloud));
    return finishSvg(restoreNames(chart.renderToSVGString()), figure, name.replace(/[^A-Za-z0-9]+/g, '-'));
  } finally {
    chart.dispose();
  }
}

/** The option with the points of each series drawn as one path: a tenth of the size of symbols of their own. */
function drawnCloud(chart: ECharts, option: EChartsOption, { x, y, axes, series: seriesOf }: Cloud): EChartsOption {
  const series = [option.series ?? []].flat() as ScatterSeriesOption[];
  const members = series.map((): number[] => []);
  for (let i = 0; i < seriesOf.length; i++) members[seriesOf[i]!]?.push(i);
  const xScale = pixelScale(axes.x, (value) => chart.convertToPixel({ xAxisIndex: 0 }, value));
  const yScale = pixelScale(axes.y, (value) => chart.convertToPixel({ yAxisIndex: 0 }, value));
  return {
    series: series.map((one, k): SeriesOption => {
      const pixels = thinPoints(
        members[k]!,
        (point) => xScale(x[point]!),
        (point) => yScale(y[point]!),
      );
      return pixels.length === 0 ? one : onePath(one, pixels, [axes.x.max, axes.y.max]);
    }),
  };
}

/** From values to pixels, from where the chart has the ends of the axis: asking it for each point would take ten times as long. */
function pixelScale(axis: CloudAxis, pixelOf: (value: number) => number): (value: number) => number {
  const measure = (value: number) => (axis.log ? math.log(value) : value);
  const start = measure(axis.min);
  const from = pixelOf(axis.min);
  const perUnit = (pixelOf(axis.max) - from) / (measure(axis.max) - start);
  return (value) => from + (measure(clamp(value, axis)) - start) * perUnit;
}

function onePath(
  { name, z, symbol, symbolSize, itemStyle }: ScatterSeriesOption,
  pixels: readonly Pixel[],
  anchor: readonly number[],
): SeriesOption {
  const size = Number(symbolSize);
  const { color, borderColor, borderWidth, opacity = 1 } = itemStyle as ItemStyle;
  const isDot = symbol === 'circle' && borderColor === undefined;
  const shape = isDot ? dotPath : (shapePaths[String(symbol)] ?? dotPath);
  const style = isDot
    ? { fill: 'none', stroke: color, lineWidth: size, lineCap: 'round' as const, opacity }
    : { fill: color, stroke: borderColor ?? 'none', lineWidth: borderWidth ?? 0, opacity };
  return {
    type: 'custom',
    name: String(name),
    ...(z === undefined ? {} : { z }),
    itemStyle: { color, ...(borderColor === undefined ? {} : { borderColor, borderWidth: borderWidth ?? 1 }) },
    // One item whose shape is already in pixels; the point only gives the series an extent.
    data: [[...anchor]],
    renderItem: () => ({
      type: 'path',
      shape: { pathData: pixels.map(({ x, y }) => shape(x, y, size / 2)).join('') },
      style,
    }),
  };
}

interface ItemStyle {
  readonly color: string;
  readonly borderColor?: string;
  readonly borderWidth?: number;
  readonly opacity?: number;
}

/** A line too short to see, whose round ends make the dot. */
function dotPath(x: number, y: number): string {
  return `M${x} ${y}l.01 0`;
}

/** The symbols of ECharts as path data: center and half size. */
const shapePaths: Readonly<Record<string, (x: number, y: number, r: number) => string>> = {
  circle: (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`,
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
