import { formatPercent } from '../format.ts';
import { colors } from '../palette.ts';
import type { PcaResult } from '../report-data.ts';
import { chartBase, chartGrid, xAxis, yAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';

const MOST_COMPONENTS = 12;

/** How much of the variance each principal component holds. */
export function screeFigure({ varianceShare }: PcaResult): Figure {
  const shares = varianceShare.subarray(0, MOST_COMPONENTS);
  const names = Array.from(shares, (_, k) => `PC${k + 1}`);
  let sum = 0;
  const cumulative = shares.map((share) => {
    sum += share;
    return sum;
  });
  const half = cumulative.findIndex((share) => share >= 0.8);
  return {
    name: 'quality.scree',
    title: 'Variance by component',
    description:
      'Share of the variance between samples that each principal component holds (bars), and that it holds together with ' +
      'those before it (line).',
    finding:
      half === -1
        ? `The first ${shares.length} components hold ${formatPercent(sum)} of the variance.`
        : `${half === 0 ? 'One component holds' : `The first ${half + 1} components hold`} ${formatPercent(cumulative[half]!)} of the variance.`,
    width: 560,
    height: 400,
    option: {
      ...chartBase,
      grid: { ...chartGrid, top: 40 },
      legend: { top: 4, left: 58, itemWidth: 16, itemHeight: 10, textStyle: { color: colors.ink, fontSize: 12 } },
      xAxis: { ...xAxis('component'), type: 'category', data: names } as ReturnType<typeof xAxis>,
      yAxis: yAxis('percent of the variance', { min: 0, max: 100, interval: 25 }),
      series: [
        {
          type: 'bar',
          name: 'alone',
          data: Array.from(shares, percent),
          barCategoryGap: '35%',
          itemStyle: { color: colors.blue },
          emphasis: { disabled: true },
        },
        {
          type: 'line',
          name: 'together',
          data: Array.from(cumulative, percent),
          symbol: 'circle',
          symbolSize: 6,
          itemStyle: { color: colors.ink },
          lineStyle: { color: colors.ink, width: 1.6, type: [5, 4] },
          emphasis: { disabled: true },
        },
      ],
    },
    table: new Map<string, readonly string[] | Float64Array>([
      ['component', Array.from(varianceShare, (_, k) => `PC${k + 1}`)],
      ['varianceShare', varianceShare],
    ]),
  };
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
