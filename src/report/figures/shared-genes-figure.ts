import type { SeriesOption } from 'echarts';
import { countOf, formatCount, listWords } from '../format.ts';
import { colors } from '../palette.ts';
import type { ContrastResult } from '../report-data.ts';
import { geneName } from '../report-data.ts';
import type { SharedGenes } from '../shared-data.ts';
import { contrastNames } from '../views.ts';
import { chartBase, yAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';

/** Columns that can be told apart at the width of the figure. */
const MOST_COLUMNS = 14;
/** With more columns a narrow page keeps the still picture. */
const COLUMNS_OF_NARROW = 6;
const LABELS = 212;
const ROW = 38;
const BARS = 190;

/** Which contrasts share how many genes (UpSet; Lex et al. 2014, doi:10.1109/TVCG.2014.2346248): a column a combination. */
export function sharedGenesFigure(
  contrasts: readonly ContrastResult[],
  shared: readonly SharedGenes[],
  { name, title, genes }: { readonly name: string; readonly title: string; readonly genes: string },
): Figure | undefined {
  if (shared.length === 0) return undefined;
  const shown = shared.slice(0, MOST_COLUMNS);
  const left = shared.slice(MOST_COLUMNS);
  const totals = contrasts.map((_, k) => sumOf(shared.filter((one) => one.contrasts.includes(k))));
  const names = contrastNames(contrasts);
  const labels = names.map((one, k) => `${k + 1}  ${one}  (${formatCount(totals[k]!)})`);
  return {
    name: `overview.${name}`,
    title,
    description:
      `Each column is a combination of contrasts, the black dots below it: its bar counts the ${genes} of just these contrasts. ` +
      'Beside each contrast stands the number of all that it has.' +
      (left.length > 0
        ? ` ${countOf(left.length, 'smaller combination')} with ${countOf(sumOf(left), 'gene')} ${left.length === 1 ? 'is' : 'are'} in the table only.`
        : ''),
    finding: findingOf(shared, contrasts.length, genes),
    width: 620,
    height: BARS + 66 + ROW * contrasts.length,
    option: {
      ...chartBase,
      grid: [
        { left: LABELS + 12, right: 12, top: 26, height: BARS },
        { left: LABELS + 12, right: 12, top: BARS + 42, height: ROW * contrasts.length },
      ],
      xAxis: [0, 1].map((gridIndex) => ({
        type: 'category' as const,
        gridIndex,
        data: shown.map((_, k) => String(k)),
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
          axisLabel: {
            color: colors.ink,
            fontSize: 11.5,
            lineHeight: 12,
            interval: 0,
            width: LABELS,
            overflow: 'breakAll',
          },
          axisTick: { show: false },
          axisLine: { show: false },
        },
      ],
      series: [
        {
          type: 'bar',
          barCategoryGap: '34%',
          barMaxWidth: 44,
          itemStyle: { color: colors.blue },
          emphasis: { disabled: true },
          label: { show: true, position: 'top', distance: 3, color: colors.ink, fontSize: 12 },
          data: shown.map((one) => one.genes.length),
        },
        ...dotSeries(shown, contrasts.length),
      ],
    },
    leastWidth: shown.length > COLUMNS_OF_NARROW ? 520 : 420,
    table: new Map<string, readonly string[] | Float64Array>([
      ['contrasts', shared.map((one) => one.contrasts.map((k) => contrasts[k]!.id).join(';'))],
      ['number', Float64Array.from(shared, (one) => one.genes.length)],
      ['genes', shared.map((one) => one.genes.map((gene) => geneName(contrasts[0]!.genes, gene)).join(';'))],
    ]),
  };
}

/** All places of the matrix, and those of the contrasts that have the genes, joined in each column. */
function dotSeries(shown: readonly SharedGenes[], rows: number): SeriesOption[] {
  const below = { xAxisIndex: 1, yAxisIndex: 1, silent: true, symbol: 'circle', symbolSize: 11 } as const;
  return [
    {
      ...below,
      type: 'scatter',
      itemStyle: { color: colors.line },
      data: shown.flatMap((_, column) => Array.from({ length: rows }, (_row, row) => [column, row])),
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
      data: shown.flatMap(({ contrasts }, column) => [...contrasts.map((row) => [column, row]), ['-', '-']]),
    },
  ];
}

function findingOf(shared: readonly SharedGenes[], contrasts: number, genes: string): string {
  const all = sumOf(shared);
  const every = sumOf(shared.filter((one) => one.contrasts.length === contrasts));
  const alone = sumOf(shared.filter((one) => one.contrasts.length === 1));
  const parts = [
    `${formatCount(every)} in all ${formatCount(contrasts)} contrasts`,
    `${formatCount(alone)} in one alone`,
  ];
  return `Of ${formatCount(all)} ${genes} of any contrast, ${listWords(parts)}.`;
}

function sumOf(shared: readonly SharedGenes[]): number {
  return shared.reduce((sum, { genes }) => sum + genes.length, 0);
}
