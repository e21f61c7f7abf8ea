import { formatFixed } from '../format.ts';
import { colors, distanceRamp } from '../palette.ts';
import type { QualityResults } from '../report-data.ts';
import { chartBase } from './chart-axes.ts';
import { treeAxes, treeSeries } from './dendrogram.ts';
import type { Figure } from './figure.ts';
import { cellLabels } from './sample-axis.ts';
import type { SampleGroups } from './sample-groups.ts';

const WIDTH = 560;
const RIGHT = 84;
/** Of the tree above the cells. */
const TOP = 64;
/** From cell to cell at the least while names are readable, in pixels. */
const READABLE = 8.5;
const MOST_NAMED = 60;

/** Euclidean distances between all samples as a map; neighbors in the given order. */
export function sampleDistancesFigure(
  quality: QualityResults,
  distances: Float64Array,
  { looks }: SampleGroups,
): Figure {
  const n = looks.length;
  const order = quality.sampleOrder ?? looks.map(({ index }) => index);
  const names = order.map((sample) => looks[sample]!.sample.name);
  const cells = order.flatMap((row, y) => order.map((column, x) => [x, y, round(distances[row * n + column]!)]));
  const between = cells.filter(([x, y]) => x !== y);
  const size = (cell: readonly (number | undefined)[]) => cell[2] ?? 0;
  const nearest = between.reduce((best, cell) => (size(cell) < size(best) ? cell : best), between[0] ?? [0, 0, 0]);
  const farthest = Math.max(0, ...between.map(size));
  const merges = quality.sampleTree ?? [];
  const tree = { grid: 1, root: 'top' } as const;
  const treeOf = treeAxes(merges, n, tree);
  const side = n <= MOST_NAMED ? Math.max(292, READABLE * n) : 292;
  const rows = cellLabels(names, side / n, 'side');
  const columns = cellLabels(names, (WIDTH - RIGHT - rows.room) / n, 'bottom');
  return {
    name: 'quality.distances',
    title: 'Distances between samples',
    description: `Euclidean distance between each two samples, from ${quality.transformation}. Dark is near, light is far; the tree (complete linkage) joins near samples low.`,
    finding:
      n < 2
        ? 'A single sample has no distances.'
        : `Nearest to one another are ${names[nearest[1]!]} and ${names[nearest[0]!]} (${formatFixed(size(nearest), 1)}); the largest distance is ${formatFixed(farthest, 1)}.`,
    width: WIDTH,
    height: Math.ceil(TOP + side + columns.room),
    leastWidth: 480,
    option: {
      ...chartBase,
      grid: [
        { left: rows.room, right: RIGHT, top: TOP, height: side, outerBoundsMode: 'none' },
        { left: rows.room, right: RIGHT, top: 10, height: TOP - 14 },
      ],
      xAxis: [
        {
          type: 'category',
          data: [...columns.names],
          axisLabel: columns.axisLabel,
          axisTick: { show: false },
          axisLine: { show: false },
        },
        treeOf.x,
      ],
      yAxis: [
        {
          type: 'category',
          data: [...rows.names],
          inverse: true,
          axisLabel: rows.axisLabel,
          axisTick: { show: false },
          axisLine: { show: false },
        },
        treeOf.y,
      ],
      visualMap: {
        seriesIndex: 0,
        min: size(nearest) * 0.9,
        max: farthest || 1,
        text: ['far', 'near'],
        precision: 0,
        calculable: false,
        right: 6,
        top: 'center',
        itemHeight: 170,
        itemWidth: 12,
        textStyle: { color: colors.muted },
        inRange: { color: [...distanceRamp] },
      },
      series: [
        {
          type: 'heatmap',
          data: cells,
          emphasis: { disabled: true },
          itemStyle: { borderColor: colors.paper, borderWidth: 1 },
        },
        treeSeries(merges, order, tree),
      ],
    },
    table: new Map<string, readonly string[] | Float64Array>([
      ['sample', names],
      ...order.map((column): [string, Float64Array] => [
        looks[column]!.sample.name,
        Float64Array.from(order, (row) => distances[row * n + column]!),
      ]),
    ]),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
