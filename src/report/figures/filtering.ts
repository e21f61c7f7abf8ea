import type { FilterTries } from '../fit-checks.ts';
import { countOf, formatCount, formatFixed, formatPercent } from '../format.ts';
import { colors } from '../palette.ts';
import type { ContrastResult } from '../report-data.ts';
import { chartBase, chartGrid, xAxis, yAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';

/** Independent filtering: how many genes are significant at each threshold of the mean count that was tried. */
export function filteringFigure(contrast: ContrastResult, tries: FilterTries): Figure {
  const { theta, thetas, rejections, threshold } = tries;
  const points = thetas.map((quantile, k) => [round(100 * quantile), rejections[k]!]);
  const chosen = thetas.reduce(
    (best, quantile, k) => (Math.abs(quantile - theta) < Math.abs(thetas[best]! - theta) ? k : best),
    0,
  );
  const { pvalue, padj, baseMean } = contrast.genes;
  let low = 0;
  let outliers = 0;
  pvalue.forEach((p, gene) => {
    if (Number.isNaN(p)) outliers += Number(baseMean[gene]! > 0);
    else if (Number.isNaN(padj[gene])) low++;
  });
  const lost = outlierWords(outliers, contrast.fitChecks?.outliersFlagged === true);
  return {
    name: `${contrast.id}.filtering`,
    title: 'Filtering',
    description:
      'Genes with low counts cannot be significant, and adjusting for them costs power. The number of genes that are ' +
      `significant at a false discovery rate of ${contrast.alpha}, against the share of genes that is left out, lowest mean ` +
      'first. The ring is what was chosen.',
    finding:
      low === 0
        ? `No gene was left out of the adjustment for a low mean count. ${lost}`.trimEnd()
        : `${countOf(low, 'gene', 'genes')} with a mean count below ${formatFixed(threshold, 1)} ${low === 1 ? 'was' : 'were'} left out of the ` +
          `adjustment (the lowest ${formatPercent(theta)}); with them ${formatCount(rejections[0] ?? 0)} genes would be significant, ` +
          `without them ${formatCount(rejections[chosen] ?? 0)}. ${lost}`.trimEnd(),
    width: 560,
    height: 400,
    option: {
      ...chartBase,
      grid: { ...chartGrid },
      xAxis: xAxis('percent of genes left out', { min: 0, max: 100 }),
      yAxis: yAxis('significant genes', { free: true }),
      series: [
        {
          type: 'line',
          data: points,
          symbol: 'circle',
          symbolSize: 5,
          itemStyle: { color: colors.blue },
          lineStyle: { color: colors.blue, width: 1.6 },
          emphasis: { disabled: true },
        },
        {
          type: 'scatter',
          data: [points[chosen] ?? [0, 0]],
          symbol: 'circle',
          symbolSize: 15,
          itemStyle: { color: 'transparent', borderColor: colors.vermillion, borderWidth: 2.2 },
          emphasis: { disabled: true },
        },
      ],
    },
    table: new Map([
      ['quantile', Float64Array.from(thetas)],
      ['rejections', Float64Array.from(rejections)],
    ]),
  };
}

/** Without Cook's distances there is nothing to say of outliers, and a p-value is absent for another reason. */
function outlierWords(lost: number, flagged: boolean): string {
  if (!flagged) return lost === 0 ? '' : `${countOf(lost, 'gene with reads has', 'genes with reads have')} no p-value.`;
  return lost === 0
    ? 'No gene lost its p-value as an outlier.'
    : `${countOf(lost, 'gene')} lost ${lost === 1 ? 'its' : 'their'} p-value to a count that is an outlier.`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
