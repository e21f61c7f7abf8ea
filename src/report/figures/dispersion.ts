import { orderAscending } from '../../stats/ranks/order-ascending.ts';
import { countOf, formatCount } from '../format.ts';
import { colors } from '../palette.ts';
import type { ContrastResult, DispersionColumns } from '../report-data.ts';
import { chartBase, chartGrid, logLimits, xAxis, yAxis } from './chart-axes.ts';
import type { Cloud, Figure } from './figure.ts';
import { takeNumbers, takeTexts } from './take-rows.ts';

/** Estimates at the lower bound of the search say "no more than Poisson noise"; they are drawn on the floor. */
const FLOOR = 1e-4;
const TREND_POINTS = 120;

/** Dispersion against mean: gene-wise estimates, their trend, the values used, and the genes kept apart as outliers. */
export function dispersionFigure(contrast: ContrastResult, columns: DispersionColumns): Figure {
  const genes: number[] = [];
  columns.baseMean.forEach((mean, gene) => {
    if (mean > 0 && columns.final[gene]! > 0) genes.push(gene);
  });
  const outliers = genes.filter((gene) => columns.outlier[gene] === 1);
  const cloud = dispersionCloud(columns, genes);
  const trend = trendLine(columns, genes);
  return {
    name: `${contrast.id}.dispersion`,
    title: 'Dispersion',
    description:
      'Dispersion (the squared biological coefficient of variation) against the mean of normalized counts, both ' +
      'logarithmic: gene-wise estimates, the trend fitted to them, and the values used in the test, which are drawn toward ' +
      'the trend. Ringed genes lie so far above the trend that they keep their own estimate.',
    finding: `${formatCount(outliers.length)} of ${countOf(genes.length, 'gene')} ${outliers.length === 1 ? 'keeps its' : 'keep their'} own estimate as ${outliers.length === 1 ? 'an outlier' : 'outliers'}; the others are drawn toward the trend.`,
    width: 560,
    height: 400,
    option: {
      ...chartBase,
      grid: { ...chartGrid, top: 40 },
      legend: {
        top: 4,
        left: 58,
        itemWidth: 16,
        itemHeight: 10,
        itemGap: 16,
        textStyle: { color: colors.ink, fontSize: 12 },
        data: [...['gene-wise', 'used', 'outlier'].map((name) => ({ name, icon: 'circle' })), { name: 'trend' }],
      },
      xAxis: xAxis('mean of normalized counts', cloud.axes.x),
      yAxis: yAxis('dispersion', cloud.axes.y),
      series: [
        pointSeries('gene-wise', 'circle', 2.4, { color: colors.cloud }),
        pointSeries('used', 'circle', 2.4, { color: colors.blue }),
        pointSeries('outlier', 'circle', 7, { color: 'transparent', borderColor: colors.vermillion, borderWidth: 1.4 }),
        {
          name: 'trend',
          type: 'line',
          symbol: 'none',
          data: trend,
          itemStyle: { color: colors.ink },
          lineStyle: { color: colors.ink, width: 2 },
          emphasis: { disabled: true },
          z: 5,
        },
      ],
    },
    cloud,
    table: new Map<string, readonly string[] | Float64Array>([
      ['gene', takeTexts(contrast.genes.id, genes)],
      ['baseMean', takeNumbers(columns.baseMean, genes)],
      ['geneWise', takeNumbers(columns.geneWise, genes)],
      ['fitted', takeNumbers(columns.fitted, genes)],
      ['final', takeNumbers(columns.final, genes)],
      ['outlier', takeNumbers(columns.outlier, genes)],
    ]),
    geneTable: { contrast: contrast.id, rows: genes, from: { gene: 'id', baseMean: 'baseMean' } },
  };
}

/** Every gene twice: its own estimate (series 0), and what was used, ordinary (1) or as an outlier (2). */
function dispersionCloud({ baseMean, geneWise, final, outlier }: DispersionColumns, genes: readonly number[]): Cloud {
  const n = genes.length;
  const cloud = { x: new Float64Array(2 * n), y: new Float64Array(2 * n), series: new Uint8Array(2 * n) };
  genes.forEach((gene, i) => {
    cloud.x[i] = baseMean[gene]!;
    cloud.y[i] = Math.max(FLOOR, geneWise[gene]!);
    cloud.x[n + i] = baseMean[gene]!;
    cloud.y[n + i] = Math.max(FLOOR, final[gene]!);
    cloud.series[n + i] = outlier[gene] === 1 ? 2 : 1;
  });
  const axes = { x: { log: true, ...logLimits(cloud.x) }, y: { log: true, ...logLimits(cloud.y) } };
  return { ...cloud, axes };
}

function trendLine({ baseMean, fitted }: DispersionColumns, genes: readonly number[]): [number, number][] {
  const byMean = orderAscending(takeNumbers(baseMean, genes));
  const step = Math.max(1, Math.floor(byMean.length / TREND_POINTS));
  const shown = byMean.filter((_, i) => i % step === 0 || i === byMean.length - 1);
  return Array.from(shown, (place): [number, number] => {
    const gene = genes[place]!;
    return [baseMean[gene]!, fitted[gene]!];
  });
}

function pointSeries(name: string, symbol: string, size: number, itemStyle: object) {
  return { name, type: 'scatter' as const, symbol, symbolSize: size, itemStyle, emphasis: { disabled: true } };
}
