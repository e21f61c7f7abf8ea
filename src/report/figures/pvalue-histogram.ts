import type { BarSeriesOption } from 'echarts';
import { countOf, formatPercent } from '../format.ts';
import { colors } from '../palette.ts';
import type { ContrastResult } from '../report-data.ts';
import { chartBase, chartGrid, xAxis, yAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';
import { type PvalueShape, pvalueShape, shapeWords } from './pvalue-shape.ts';

const BINS = 40;

/**
 * How many genes have a p-value in each of forty bins: flat when nothing happened, a peak at 0 when something did. Genes
 * whose counts are too low for the adjustment are set apart, because few reads give few, odd p-values.
 */
export function pvalueHistogramFigure(contrast: ContrastResult): Figure {
  const { pvalue, padj } = contrast.genes;
  const kept = binCounts(pvalue, (gene) => !Number.isNaN(padj[gene]));
  const filtered = binCounts(pvalue, (gene) => Number.isNaN(padj[gene]));
  const tested = kept.reduce((sum, count) => sum + count, 0);
  return {
    name: `${contrast.id}.pvalues`,
    title: 'P-values',
    description:
      'Number of genes by p-value, in bins of 0.025. The dashed line is the height that all bins would have if no gene ' +
      'changed; a peak at the left is signal, any other shape is a warning. Gray: genes with counts too low to be worth ' +
      'adjusting for; their p-values pile up anywhere.',
    finding: `${formatPercent(kept[0]! / Math.max(1, tested))} of the ${countOf(tested, 'p-value')} that were adjusted are below 0.025, where chance alone puts 2.5 %. ${shapeWords[pvalueShape(kept)]}`,
    width: 560,
    height: 400,
    option: {
      ...chartBase,
      grid: { ...chartGrid, top: 40 },
      legend: { top: 4, left: 58, itemWidth: 12, itemHeight: 10, textStyle: { color: colors.ink, fontSize: 12 } },
      xAxis: xAxis('p-value', { min: 0, max: 1 }),
      yAxis: yAxis('genes'),
      series: [
        {
          ...bars('adjusted', kept, colors.blue),
          markLine: {
            silent: true,
            symbol: 'none',
            label: { show: false },
            lineStyle: { color: colors.ink, width: 1.2, type: [5, 4] },
            data: [{ yAxis: tested / BINS }],
          },
        },
        bars('counts too low', filtered, colors.cloud),
      ],
    },
    table: new Map([
      ['from', Float64Array.from(kept, (_, bin) => bin / BINS)],
      ['to', Float64Array.from(kept, (_, bin) => (bin + 1) / BINS)],
      ['genes', kept],
      ['genesWithLowCounts', filtered],
    ]),
  };
}

/** The shape of the histogram of the p-values that were adjusted. */
export function adjustedShape({ genes: { pvalue, padj } }: ContrastResult): PvalueShape {
  return pvalueShape(binCounts(pvalue, (gene) => !Number.isNaN(padj[gene])));
}

function binCounts(pvalue: Float64Array, counts: (gene: number) => boolean): Float64Array {
  const bins = new Float64Array(BINS);
  pvalue.forEach((p, gene) => {
    if (p >= 0 && p <= 1 && counts(gene)) bins[Math.min(BINS - 1, Math.floor(p * BINS))]!++;
  });
  return bins;
}

function bars(name: string, counts: Float64Array, color: string): BarSeriesOption {
  return {
    name,
    type: 'bar',
    stack: 'genes',
    data: Array.from(counts, (count, bin) => [(bin + 0.5) / BINS, count]),
    barWidth: '92%',
    itemStyle: { color },
    emphasis: { disabled: true },
  };
}
