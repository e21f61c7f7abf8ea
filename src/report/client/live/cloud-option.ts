import type { EChartsOption, ScatterSeriesOption, SeriesOption } from 'echarts';
import { countedNames, namedSeries } from '../../figures/cloud-legend.ts';
import { CUTS, cutLines } from '../../figures/cut-lines.ts';
import { BEYOND, rimMark } from '../../figures/rim.ts';
import { type CloudView, GROUPS, type GroupedGenes, type PlacedGene } from './cloud-view.ts';

/** Series with more points are drawn without a look of their own for each, which is fast. */
const LARGE = 2000;

/** The option of a cloud at these cut-offs, without its points: names with numbers, lines, triangles. */
export function cloudOption(
  option: EChartsOption,
  view: CloudView,
  grouped: GroupedGenes,
  sought: readonly unknown[],
): EChartsOption {
  const { cloud, cut } = view;
  const names = countedNames(cloud.names, grouped.sizes);
  const before = [option.series ?? []].flat() as ScatterSeriesOption[];
  const symbols = before.slice(0, GROUPS).map(({ symbol }) => String(symbol));
  const series = before.map((one, k): SeriesOption => {
    if (one.id === 'sought') return { ...one, data: [...sought] } as SeriesOption;
    if (one.id === CUTS) return { ...one, markLine: cutLines(cloud, cut, grouped.lowestCall) } as SeriesOption;
    if (one.id === BEYOND) {
      const marks = grouped.beyond.map(({ x, y, rim, group }) => {
        const color = String((before[group] as ScatterSeriesOption).itemStyle?.color);
        return rimMark(x, y, rim, cloud.axes, color);
      });
      return { ...one, data: marks } as SeriesOption;
    }
    return k < GROUPS ? ({ ...one, name: names[k] } as SeriesOption) : one;
  });
  const legend = { ...option.legend, data: namedSeries(names, grouped.sizes, symbols) };
  return { ...option, legend, series } as EChartsOption;
}

/** The option with its points: after its colors are chosen, since they are many. */
export function withPoints(option: EChartsOption, { groups, rest }: GroupedGenes): EChartsOption {
  const series = ([option.series ?? []].flat() as ScatterSeriesOption[]).map((one, k) => {
    const own = one.id === 'rest' ? rest : groups[k];
    return own === undefined ? one : { ...one, ...points(own) };
  });
  return { ...option, series } as EChartsOption;
}

function points(genes: readonly PlacedGene[]): object {
  const places = new Float32Array(2 * genes.length);
  for (const [k, { x, y }] of genes.entries()) {
    places[2 * k] = x;
    places[2 * k + 1] = y;
  }
  return {
    data: places,
    dimensions: ['x', 'y'],
    large: genes.length > LARGE,
    largeThreshold: LARGE,
    progressive: 0,
  };
}
