import type { LineSeriesOption } from 'echarts';
import { countOf, formatCount, formatFixed } from '../format.ts';
import { colors } from '../palette.ts';
import type { ContrastResult } from '../report-data.ts';
import type { GeneSetResults, RunningScore } from '../set-results.ts';
import { chartBase, chartGrid, referenceLine, xAxis, yAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';
import { shortSetName } from './set-names.ts';

const SHOWN = 4;
const STYLES = [
  { color: colors.blue, dash: [] },
  { color: colors.vermillion, dash: [9, 4] },
  { color: colors.green, dash: [9, 3, 2, 3] },
  { color: colors.purple, dash: [2, 3] },
] as const;
/** Height of a row of marks, in units of the score. */
const MARK = 0.07;

/** The running scores of the first sets along the ranked genes, with a mark for each of their genes. */
export function runningScoreFigure(contrast: ContrastResult, { curves }: GeneSetResults): Figure | undefined {
  const shown = curves.slice(0, SHOWN);
  if (shown.length === 0) return undefined;
  const lowest = Math.min(0, ...shown.map(({ before }) => Math.min(...before)));
  const highest = Math.max(0, ...shown.map(({ after }) => Math.max(...after)));
  const floor = lowest - 0.06;
  return {
    name: `${contrast.id}.running-score`,
    title: 'Where the genes of the first sets stand',
    description:
      'Genes stand in the order of their statistic, the most up-regulated first. The curve of a set rises at each of its genes, by ' +
      'the weight of the gene, and falls in between; its point farthest from 0 is the enrichment score, and the genes up to there ' +
      '(behind it, where it is below 0) are the leading edge. Each mark below is a gene of the set.',
    finding: finding(shown),
    width: 720,
    height: 470,
    option: {
      ...chartBase,
      tooltip: { ...chartBase.tooltip, trigger: 'item', formatter: '{a}' },
      grid: { ...chartGrid, top: 30 + 22 * shown.length },
      legend: {
        orient: 'vertical',
        left: 56,
        top: 4,
        itemWidth: 34,
        itemGap: 6,
        textStyle: { color: colors.ink, fontSize: 12 },
        itemStyle: { opacity: 0 },
        data: shown.map(({ name }) => shortSetName(name)),
      },
      xAxis: xAxis('genes, the most up-regulated first', { min: 0, max: shown[0]!.rankedGenes }),
      yAxis: yAxis('running score', { min: floorOf(floor - shown.length * MARK), max: ceilingOf(highest) }),
      series: shown.flatMap((curve, k) => [line(curve, k, k === 0), marks(curve, k, floor - k * MARK)]),
    },
    table: new Map<string, readonly string[] | Float64Array | Int32Array>([
      ['set', shown.flatMap(({ name, places }) => Array.from(places, () => name))],
      ['place', Int32Array.from(shown.flatMap(({ places }) => [...places]))],
      ['before', Float64Array.from(shown.flatMap(({ before }) => [...before]))],
      ['after', Float64Array.from(shown.flatMap(({ after }) => [...after]))],
    ]),
  };
}

function line(
  { name, places, before, after, rankedGenes }: RunningScore,
  k: number,
  isFirst: boolean,
): LineSeriesOption {
  const { color, dash } = STYLES[k]!;
  const points = Array.from(places, (place, j) => [
    [place - 1, rounded(before[j]!)],
    [place, rounded(after[j]!)],
  ]).flat();
  return {
    name: shortSetName(name),
    type: 'line',
    z: 3,
    data: [[0, 0], ...points, [rankedGenes, 0]],
    symbol: 'none',
    itemStyle: { color },
    lineStyle: { color, width: 2, type: dash.length > 0 ? [...dash] : 'solid' },
    emphasis: { disabled: true },
    ...(isFirst ? { markLine: referenceLine({ yAxis: 0 }) } : {}),
  };
}

function marks({ name, places }: RunningScore, k: number, height: number) {
  return {
    name: shortSetName(name),
    type: 'scatter' as const,
    z: 2,
    data: Array.from(places, (place) => [place, rounded(height)]),
    symbol: 'rect',
    symbolSize: [1.2, 11],
    itemStyle: { color: STYLES[k]!.color, opacity: 0.75 },
    emphasis: { disabled: true },
  };
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
const floorOf = (value: number): number => Math.floor(value * 10) / 10;
const ceilingOf = (value: number): number => Math.ceil(value * 10 + 1e-9) / 10;

function finding(curves: readonly RunningScore[]): string {
  const [first] = curves;
  let [extreme, at] = [0, 0];
  for (const [j, place] of first!.places.entries()) {
    for (const value of [first!.before[j]!, first!.after[j]!]) {
      if (Math.abs(value) > Math.abs(extreme)) [extreme, at] = [value, place];
    }
  }
  const side =
    extreme < 0 ? `the last ${countOf(first!.rankedGenes - at + 1, 'gene')}` : `the first ${countOf(at, 'gene')}`;
  return `The score of ${first!.name} is farthest from 0 at ${formatFixed(extreme, 2)}: its leading edge lies among ${side} of ${formatCount(first!.rankedGenes)}.`;
}
