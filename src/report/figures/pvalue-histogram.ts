import { countOf, formatPercent } from '../format.ts';
import { colors } from '../palette.ts';
import type { ContrastResult } from '../report-data.ts';
import { chartBase, chartGrid, xAxis, yAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';

const BINS = 40;

/** How many genes have a p-value in each of forty bins: flat when nothing happened, a peak at 0 when something did. */
export function pvalueHistogramFigure(contrast: ContrastResult): Figure {
  const { pvalue } = contrast.genes;
  const counts = new Float64Array(BINS);
  let tested = 0;
  for (const p of pvalue) {
    if (!(p >= 0 && p <= 1)) continue;
    counts[Math.min(BINS - 1, Math.floor(p * BINS))]!++;
    tested++;
  }
  const level = tested / BINS;
  return {
    name: `${contrast.id}.pvalues`,
    title: 'P-values',
    description:
      'Number of genes by p-value, in bins of 0.025. The dashed line is the height that all bins would have if no gene ' +
      'changed; a peak at the left is signal, any other shape is a warning.',
    finding: `${formatPercent(counts[0]! / Math.max(1, tested))} of ${countOf(tested, 'p-value')} are below 0.025, where chance alone puts 2.5 %.`,
    width: 520,
    height: 300,
    option: {
      ...chartBase,
      grid: { ...chartGrid },
      xAxis: xAxis('p-value', { min: 0, max: 1 }),
      yAxis: yAxis('genes'),
      series: [
        {
          type: 'bar',
          data: Array.from(counts, (count, bin) => [(bin + 0.5) / BINS, count]),
          barWidth: '92%',
          itemStyle: { color: colors.blue, opacity: 0.85 },
          emphasis: { disabled: true },
          markLine: {
            silent: true,
            symbol: 'none',
            label: { show: false },
            lineStyle: { color: colors.ink, width: 1.2, type: [5, 4] },
            data: [{ yAxis: level }],
          },
        },
      ],
    },
    table: new Map([
      ['from', Float64Array.from(counts, (_, bin) => bin / BINS)],
      ['to', Float64Array.from(counts, (_, bin) => (bin + 1) / BINS)],
      ['genes', counts],
    ]),
  };
}
