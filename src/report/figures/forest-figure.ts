import type { EChartsOption, SeriesOption } from 'echarts';
import type { Column } from '../../formats/delimited/read-table.ts';
import * as math from '../../stats/math/portable.ts';
import { formatFixed } from '../format.ts';
import { colors } from '../palette.ts';
import { chartBase, referenceLine, xAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';

/** An estimate with its interval, as a line of a forest plot. */
export interface ForestRow {
  /** Cohort, or `pooled`. */
  readonly label: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Share of the pooled estimate, 0 to 1, which gives the size of the mark; undefined for a pooled row, drawn as a diamond. */
  readonly weight?: number | undefined;
}

export interface ForestDrawn {
  /** Fit for a file name. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly finding: string;
  /** What the axis shows, and whether it is a ratio, drawn by its logarithm with 1 for no effect. */
  readonly axis: string;
  readonly isRatio: boolean;
  readonly rows: readonly ForestRow[];
}

const ROW_HEIGHT = 28;
const LEFT = 150;
const RIGHT = 190;

const rowAxis = {
  type: 'category',
  inverse: true,
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { show: false },
  axisLabel: { color: colors.ink, fontSize: 12.5, interval: 0 },
} as const;

/** Estimates of cohorts with their 95 % intervals, and what they say together. */
export function forestFigure({ name, title, description, finding, axis, isRatio, rows }: ForestDrawn): Figure {
  const seen = rows.filter(({ estimate }) => Number.isFinite(estimate));
  const none = isRatio ? 1 : 0;
  const [min, max] = limitsOf(seen, none, isRatio);
  const clip = (value: number) => Math.min(max, Math.max(min, value));
  const height = 34 + ROW_HEIGHT * seen.length + 54;
  const intervals: SeriesOption[] = seen.map((row, at) => ({
    type: 'line',
    name: row.label,
    silent: true,
    symbol: 'none',
    lineStyle: { color: row.weight === undefined ? colors.vermillion : colors.blue, width: 1.8 },
    data: [
      [clip(row.low), at],
      [clip(row.high), at],
    ],
  }));
  const marks: SeriesOption = {
    type: 'scatter',
    name: 'estimate',
    markLine: referenceLine({ xAxis: none }),
    data: seen.map((row, at) => ({
      name: row.label,
      value: [clip(row.estimate), at],
      symbol: row.weight === undefined ? 'diamond' : 'rect',
      symbolSize: row.weight === undefined ? 16 : 6 + 10 * Math.sqrt(row.weight),
      itemStyle: { color: row.weight === undefined ? colors.vermillion : colors.blue },
    })) as NonNullable<Extract<SeriesOption, { type?: 'scatter' }>['data']>,
  };
  return {
    name,
    title,
    description,
    finding,
    width: 720,
    height,
    leastWidth: 560,
    option: {
      ...chartBase,
      tooltip: { ...chartBase.tooltip, trigger: 'item', formatter: '{b}' },
      grid: { left: LEFT, right: RIGHT, top: 20, bottom: 54 },
      xAxis: xAxis(axis, { min, max, log: isRatio }) as NonNullable<EChartsOption['xAxis']>,
      // The numbers stand at the right edge, however wide the page draws the figure.
      yAxis: [
        {
          ...rowAxis,
          data: seen.map(({ label }) => (label.length > 20 ? `${label.slice(0, 19)}…` : label)),
        },
        { ...rowAxis, position: 'right', data: seen.map(textOf) },
      ],
      series: [...intervals, marks],
    },
    table: new Map<string, Column>([
      ['label', seen.map(({ label }) => label)],
      ['estimate', Float64Array.from(seen, ({ estimate }) => estimate)],
      ['low', Float64Array.from(seen, ({ low }) => low)],
      ['high', Float64Array.from(seen, ({ high }) => high)],
      ['weight', Float64Array.from(seen, ({ weight = Number.NaN }) => weight)],
    ]),
  };
}

function textOf({ estimate, low, high }: ForestRow): string {
  return `${formatFixed(estimate, 2)} (${formatFixed(low, 2)} to ${formatFixed(high, 2)})`;
}

/** Ends that hold the estimates and most of their intervals: an interval may be cut at four times the spread of the estimates. */
function limitsOf(rows: readonly ForestRow[], none: number, isRatio: boolean): readonly [number, number] {
  const measure = (value: number) => (isRatio ? math.log2(value) : value);
  const back = (value: number) => (isRatio ? math.pow(2, value) : value);
  const center = measure(none);
  const farthest = Math.max(...rows.map(({ estimate }) => Math.abs(measure(estimate) - center)), isRatio ? 0.25 : 0.5);
  const ends = rows.flatMap(({ low, high }) => [measure(low), measure(high)]).filter(Number.isFinite);
  const most = Math.min(4 * farthest, Math.max(farthest, ...ends.map((end) => Math.abs(end - center))));
  const reach = Math.ceil(most * 1.05 * 4) / 4;
  return [back(center - reach), back(center + reach)];
}
