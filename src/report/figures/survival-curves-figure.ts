import type { EChartsOption, SeriesOption } from 'echarts';
import type { Column } from '../../formats/delimited/read-table.ts';
import { formatCount } from '../format.ts';
import { colors, groupColor } from '../palette.ts';
import { chartBase, xAxis, yAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';

/** One group of patients; arrays of a curve have a row for each time of an event or a censoring. */
export interface DrawnCurve {
  /** `high LIFR`. */
  readonly name: string;
  readonly n: number;
  readonly events: number;
  /** NaN where the curve does not come down to one half. */
  readonly median: number;
  readonly time: ArrayLike<number>;
  readonly survival: ArrayLike<number>;
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
  readonly censored: ArrayLike<number>;
  /** Patients at risk at `CurvesDrawn.ticks`. */
  readonly atRisk: ArrayLike<number>;
}

export interface CurvesDrawn {
  /** Fit for a file name. */
  readonly name: string;
  readonly gene: string;
  readonly cohort: string;
  readonly endpoint: string;
  /** Undefined where it is not known. */
  readonly unit: string | undefined;
  readonly curves: readonly DrawnCurve[];
  /** Times at which numbers at risk are given, from 0, evenly spaced. */
  readonly ticks: readonly number[];
  /** How the groups were cut, and the test, in words, such as a corrected p-value. */
  readonly finding: string;
}

const RISK_ROW = 22;
const LEGEND_ROW = 21;
const PLOT_HEIGHT = 300;
const LEFT = 118;
const RIGHT = 26;

/** Kaplan-Meier curves with 95 % limits, marks of censored patients, and the numbers at risk below. */
export function survivalCurvesFigure(drawn: CurvesDrawn): Figure {
  const { gene, cohort, endpoint, unit, curves, ticks, finding } = drawn;
  const last = ticks.at(-1) ?? 1;
  const step = (ticks[1] ?? last) - (ticks[0] ?? 0);
  const plotTop = 14 + LEGEND_ROW * curves.length;
  const riskTop = plotTop + PLOT_HEIGHT + 62;
  const height = riskTop + RISK_ROW * curves.length + 16;
  const axis = { min: 0, max: last, interval: step };
  const series = curves.flatMap((curve, group): SeriesOption[] => seriesOf(curve, group, last));
  const risk = curves.map(
    (curve, group): SeriesOption => ({
      type: 'scatter',
      name: `at risk: ${curve.name}`,
      xAxisIndex: 1,
      yAxisIndex: 1,
      silent: true,
      symbolSize: 0.01,
      label: { show: true, formatter: '{@[2]}', color: groupColor(group), fontSize: 12 },
      data: ticks.map((tick, i) => [tick, group, formatCount(curve.atRisk[i] ?? 0)]),
    }),
  );
  const timeName = unit === undefined ? 'time (unit not given)' : unit;
  return {
    name: drawn.name,
    title: `${gene} and ${endpoint} in ${cohort}`,
    description:
      `Kaplan-Meier estimates of ${endpoint} by expression of ${gene} in ${cohort}, with 95 % limits; ticks are patients ` +
      `whose follow-up ended there. Below, the patients still at risk.`,
    finding,
    width: 720,
    height,
    // The numbers at risk stand at a fixed height: narrower, the still picture shows them.
    leastWidth: 700,
    option: {
      ...chartBase,
      tooltip: { ...chartBase.tooltip, trigger: 'item' },
      legend: {
        top: 0,
        left: LEFT - 8,
        orient: 'vertical',
        itemGap: 7,
        itemWidth: 34,
        // The dash pattern tells the curve; a symbol would hide it.
        itemStyle: { opacity: 0 },
        textStyle: { color: colors.ink, fontSize: 12.5 },
        data: curves.map(legendName),
      },
      grid: [
        { left: LEFT, right: RIGHT, top: plotTop, height: PLOT_HEIGHT },
        { left: LEFT, right: RIGHT, top: riskTop, height: RISK_ROW * curves.length },
      ],
      xAxis: [
        { ...xAxis(timeName, axis), gridIndex: 0 },
        { ...xAxis('', axis), gridIndex: 1, show: false },
      ] as NonNullable<EChartsOption['xAxis']>,
      yAxis: [
        { ...yAxis(`without the event (${endpoint})`, { min: 0, max: 1, interval: 0.25 }), gridIndex: 0 },
        {
          type: 'category',
          gridIndex: 1,
          inverse: true,
          data: curves.map(({ name }) => shorten(name)),
          axisLine: { show: false },
          axisTick: { show: false },
          axisLabel: { color: colors.ink, fontSize: 12, interval: 0, margin: 24 },
          name: 'at risk',
          nameLocation: 'start',
          nameGap: 6,
          nameTextStyle: { color: colors.muted, align: 'right', padding: [0, 24, 0, 0] },
        },
      ] as NonNullable<EChartsOption['yAxis']>,
      series: [...series, ...risk],
    },
    table: curveTable(curves),
  };
}

function legendName({ name, n, events }: DrawnCurve): string {
  return `${name} (${formatCount(n)} patients, ${formatCount(events)} events)`;
}

function seriesOf(curve: DrawnCurve, group: number, last: number): SeriesOption[] {
  const color = groupColor(group);
  const line = (values: ArrayLike<number>) => steps(curve.time, values, last);
  const limit = (values: ArrayLike<number>): SeriesOption => ({
    type: 'line',
    name: `limits of ${curve.name}`,
    data: line(values),
    symbol: 'none',
    silent: true,
    lineStyle: { color, width: 1, type: [2, 3], opacity: 0.7 },
    itemStyle: { color },
  });
  const ticks: number[][] = [];
  for (let i = 0; i < curve.time.length; i++) {
    if (curve.censored[i]! > 0 && curve.time[i]! <= last) ticks.push([curve.time[i]!, round(curve.survival[i]!)]);
  }
  return [
    {
      type: 'line',
      name: legendName(curve),
      data: line(curve.survival),
      symbol: 'none',
      lineStyle: { color, width: 2.4, type: group === 0 ? 'solid' : [7, 3] },
      itemStyle: { color },
      emphasis: { disabled: true },
    },
    limit(curve.lower),
    limit(curve.upper),
    {
      type: 'scatter',
      name: `censored: ${curve.name}`,
      data: ticks,
      silent: true,
      symbol: 'rect',
      symbolSize: [1.6, 9],
      z: 5,
      itemStyle: { color },
    },
  ];
}

/** Corners of the step function, from 1 at time 0; it ends where a limit has no value. */
function steps(time: ArrayLike<number>, values: ArrayLike<number>, last: number): number[][] {
  const points = [[0, 1]];
  let level = 1;
  for (let i = 0; i < time.length && time[i]! <= last; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) return points;
    if (value !== level) points.push([time[i]!, round(level)], [time[i]!, round(value)]);
    level = value;
  }
  const end = time.length === 0 ? 0 : Math.min(last, time[time.length - 1]!);
  return [...points, [end, round(level)]];
}

function shorten(name: string): string {
  return name.length > 14 ? `${name.slice(0, 13)}…` : name;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function curveTable(curves: readonly DrawnCurve[]): ReadonlyMap<string, Column> {
  const all = (of: (curve: DrawnCurve) => ArrayLike<number>) =>
    Float64Array.from(curves.flatMap((curve) => Array.from(of(curve))));
  return new Map<string, Column>([
    ['group', curves.flatMap(({ name, time }) => Array.from(time, () => name))],
    ['time', all(({ time }) => time)],
    ['survival', all(({ survival }) => survival)],
    ['lower', all(({ lower }) => lower)],
    ['upper', all(({ upper }) => upper)],
    ['censored', all(({ censored }) => censored)],
  ]);
}
