import type { ECharts, EChartsOption, SeriesOption } from 'echarts';
import echarts from 'echarts/dist/echarts.min.js';
import { escapeHtml } from '../html.ts';
import type { Cloud, Figure } from './figure.ts';
import { type Pixel, thinPoints } from './thin-points.ts';

/** Larger groups of points are drawn as one path of dots. */
const SYMBOLS = 400;

/**
 * The static form of a figure: an SVG of its own, with title and description, equal bytes for equal figures. Large clouds
 * are thinned to what the eye can tell apart.
 */
export function renderSvg(figure: Figure): string {
  const { width, height, name } = figure;
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(figure.option);
    if (figure.cloud !== undefined) chart.setOption(drawnCloud(chart, figure.option, figure.cloud));
    return finishSvg(chart.renderToSVGString(), figure, name.replace(/[^A-Za-z0-9]+/g, '-'));
  } finally {
    chart.dispose();
  }
}

/** The option with the cloud's points in their series: as symbols while they are few, else as dots of one path. */
function drawnCloud(chart: ECharts, option: EChartsOption, cloud: Cloud): EChartsOption {
  const series = [option.series ?? []].flat() as SeriesOption[];
  const members = series.map((): number[] => []);
  for (let i = 0; i < cloud.series.length; i++) members[cloud.series[i]!]?.push(i);
  return {
    series: series.map((one, k): SeriesOption => {
      const points = members[k]!;
      if (points.length === 0) return one;
      const values = (i: number) => [cloud.x[points[i]!]!, cloud.y[points[i]!]!];
      if (points.length <= SYMBOLS) return { ...one, data: points.map((_, i) => values(i)) } as SeriesOption;
      const pixels = thinPoints(points.length, (i) => chart.convertToPixel({ gridIndex: 0 }, values(i)) as number[]);
      return dots(one, pixels, values(0));
    }),
  };
}

/** A series of the same look whose points are dots of a single path: a tenth of the size of a symbol each. */
function dots(series: SeriesOption, pixels: readonly Pixel[], anchor: readonly number[]): SeriesOption {
  const { name, z, itemStyle, symbolSize } = series as {
    name: string;
    z?: number;
    itemStyle: { color: string; opacity?: number };
    symbolSize: number;
  };
  const pathData = pixels.map(({ x, y }) => `M${x} ${y}l.01 0`).join('');
  const { color, opacity = 1 } = itemStyle;
  return {
    type: 'custom',
    name,
    ...(z === undefined ? {} : { z }),
    itemStyle: { color },
    // One item whose shape is already in pixels; the point only gives the series an extent.
    data: [[...anchor]],
    renderItem: () => ({
      type: 'path',
      shape: { pathData },
      style: { fill: 'none', stroke: color, opacity, lineWidth: symbolSize, lineCap: 'round' },
    }),
  };
}

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

/** Frames and anchors that the library draws without color. */
function isInvisible(line: string): boolean {
  if (!line.startsWith('<path') || !line.includes('fill-opacity="0"')) return false;
  return !line.includes(' stroke="') || line.includes('stroke-width="0"');
}
