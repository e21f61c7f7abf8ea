import type { SeriesOption } from 'echarts';
import { countOf, formatCount, listWords } from '../format.ts';
import { colors } from '../palette.ts';
import type { ConsensusResults, ContrastResult } from '../report-data.ts';
import { chartBase, yAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';

/** Columns that can be told apart at the width of the figure. */
const MOST_COLUMNS = 16;
/** With more columns a narrow page keeps the still picture. */
const COLUMNS_OF_NARROW = 9;

/** The genes that just these engines call. */
interface Intersection {
  /** Indices of engines. */
  readonly callers: readonly number[];
  readonly up: number;
  readonly down: number;
  readonly opposed: number;
  readonly total: number;
}

const DIRECTIONS = [
  { key: 'down', name: 'down', color: colors.blue },
  { key: 'up', name: 'up', color: colors.vermillion },
  { key: 'opposed', name: 'opposed', color: colors.purple },
] as const;

/** Which engines call how many genes together (UpSet): a column a combination of engines, the largest first. */
export function engineCallsFigure(contrast: ContrastResult, consensus: ConsensusResults): Figure {
  const { engines } = consensus;
  const all = intersections(consensus);
  const shown = all.slice(0, MOST_COLUMNS);
  const totals = engines.map(({ calls }) => calls.reduce((sum, call) => sum + Math.abs(call), 0));
  const labels = engines.map(({ name }, k) => `${name}  ${formatCount(totals[k]!)}`);
  const columns = shown.map((_, k) => String(k));
  const used = DIRECTIONS.filter(({ key }) => shown.some((one) => one[key] > 0));
  const left = all.slice(MOST_COLUMNS);
  return {
    name: `${contrast.id}.engine-calls`,
    title: 'Which engines call the same genes',
    description:
      `Each column is a combination of engines, the black dots below it: its bar counts the genes that just these engines call at ` +
      `a false discovery rate of ${contrast.alpha}, split by direction. Beside each engine stands the number of all genes that it calls.` +
      (left.length > 0
        ? ` ${countOf(left.length, 'smaller combination')} with ${countOf(sumOf(left), 'gene')} ${left.length === 1 ? 'is' : 'are'} in the table only.`
        : ''),
    finding: callsSentence(consensus, all),
    width: 560,
    height: 430,
    option: {
      ...chartBase,
      grid: [
        { left: 132, right: 16, top: '12%', height: '52%' },
        { left: 132, right: 16, top: '67%', height: '29%' },
      ],
      legend: {
        top: 2,
        right: 12,
        itemWidth: 12,
        itemHeight: 10,
        textStyle: { color: colors.ink, fontSize: 12 },
        data: used.map(({ name }) => ({ name, icon: 'rect' })),
      },
      xAxis: [0, 1].map((gridIndex) => ({
        type: 'category' as const,
        gridIndex,
        data: columns,
        axisLabel: { show: false },
        axisTick: { show: false },
        axisLine: { show: gridIndex === 0, lineStyle: { color: colors.axis } },
      })),
      yAxis: [
        { ...yAxis('genes', { nameGap: 46 }), gridIndex: 0, minInterval: 1 },
        {
          type: 'category',
          gridIndex: 1,
          inverse: true,
          data: labels,
          axisLabel: { color: colors.ink, fontSize: 12.5, interval: 0, width: 124, overflow: 'truncate' },
          axisTick: { show: false },
          axisLine: { show: false },
          splitArea: { show: false },
        },
      ],
      series: [
        ...used.map(
          ({ key, name, color }): SeriesOption => ({
            name,
            type: 'bar',
            stack: 'genes',
            barCategoryGap: '34%',
            barMaxWidth: 44,
            itemStyle: { color },
            emphasis: { disabled: true },
            data: shown.map((one) => one[key]),
          }),
        ),
        totalLabels(shown),
        ...dotSeries(shown, labels),
      ],
    },
    leastWidth: shown.length > COLUMNS_OF_NARROW ? 480 : undefined,
    table: new Map<string, readonly string[] | Float64Array>([
      ['engines', all.map(({ callers }) => callers.map((k) => engines[k]!.engine).join(';'))],
      ...(['total', 'down', 'up', 'opposed'] as const).map((key): [string, Float64Array] => [
        key === 'total' ? 'genes' : key,
        Float64Array.from(all, (one) => one[key]),
      ]),
    ]),
  };
}

/** By number of genes, then by the engines. */
function intersections({ engines, agreement }: ConsensusResults): Intersection[] {
  const found = new Map<number, { up: number; down: number; opposed: number }>();
  agreement.forEach((kind, gene) => {
    if (kind === 'none') return;
    const callers = engines.reduce((bits, { calls }, k) => bits | (calls[gene] === 0 ? 0 : 1 << k), 0);
    const counts = found.get(callers) ?? { up: 0, down: 0, opposed: 0 };
    const direction = engines.some(({ calls }) => calls[gene] === 1) ? 'up' : 'down';
    counts[kind === 'opposed' ? 'opposed' : direction]++;
    found.set(callers, counts);
  });
  return [...found]
    .map(([bits, counts]) => ({ bits, ...counts, total: counts.up + counts.down + counts.opposed }))
    .sort((a, b) => b.total - a.total || a.bits - b.bits)
    .map(({ bits, ...counts }) => ({ ...counts, callers: engines.flatMap((_, k) => (bits & (1 << k) ? [k] : [])) }));
}

/** The size of each column above its bar. */
function totalLabels(shown: readonly Intersection[]): SeriesOption {
  return {
    type: 'scatter',
    symbolSize: 0,
    silent: true,
    label: { show: true, position: 'top', distance: 3, formatter: '{@[1]}', color: colors.ink, fontSize: 12 },
    data: shown.map(({ total }, column) => [column, total]),
  };
}

/** All places of the matrix, and those of the engines that call, joined in each column. */
function dotSeries(shown: readonly Intersection[], labels: readonly string[]): SeriesOption[] {
  const below = { xAxisIndex: 1, yAxisIndex: 1, silent: true, symbol: 'circle', symbolSize: 11 } as const;
  return [
    {
      ...below,
      type: 'scatter',
      itemStyle: { color: colors.line },
      data: shown.flatMap((_, column) => labels.map((_label, row) => [column, row])),
    },
    {
      ...below,
      type: 'line',
      showSymbol: true,
      showAllSymbol: true,
      connectNulls: false,
      itemStyle: { color: colors.ink },
      lineStyle: { color: colors.ink, width: 2.5 },
      z: 4,
      data: shown.flatMap(({ callers }, column) => [...callers.map((row) => [column, row]), ['-', '-']]),
    },
  ];
}

function callsSentence({ engines }: ConsensusResults, all: readonly Intersection[]): string {
  const called = sumOf(all);
  if (called === 0) return 'No engine calls a gene.';
  const by = (size: number) => all.filter(({ callers }) => callers.length === size);
  const every = sumOf(by(engines.length));
  const alone = by(1).map(({ callers, total }) => `${formatCount(total)} by ${engines[callers[0]!]!.name}`);
  const rest = alone.length === 0 ? 'none is called by one engine alone' : `by one engine alone: ${listWords(alone)}`;
  return `Of ${countOf(called, 'called gene')} ${every === called ? 'every one is' : `${formatCount(every)} are`} called by all engines; ${rest}.`;
}

function sumOf(all: readonly Intersection[]): number {
  return all.reduce((sum, { total }) => sum + total, 0);
}
