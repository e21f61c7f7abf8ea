import type { EChartsOption, ScatterSeriesOption } from 'echarts';
import { countOf, formatCount, listWords } from '../format.ts';
import { colors, siteStyles } from '../palette.ts';
import { type ContrastResult, geneName, type StudySummary, siteTypes } from '../report-data.ts';
import { chartBase, chartGrid, logLimits, referenceLine, roundLimit, xAxis, yAxis } from './chart-axes.ts';
import {
  type Cloud,
  type CloudAxes,
  type CloudAxis,
  clamp,
  type Figure,
  type GenePoints,
  type PointColumn,
} from './figure.ts';
import { groupSizes, NOT_SIGNIFICANT, SIGNIFICANT, siteGroup } from './gene-points.ts';

/** Names in the plot: the first candidates. */
const LABELED_CANDIDATES = 10;

/** Log2 fold change against the p-value, genes with a site marked. */
export function volcanoFigure(study: StudySummary, contrast: ContrastResult, points: GenePoints): Figure {
  const reach = usefulReach(points.log2FoldChange, (i) => points.minusLog10P[i]! > 0);
  const axes: CloudAxes = {
    x: { min: -reach, max: reach },
    y: { min: 0, max: usefulReach(points.minusLog10P, () => true) },
  };
  const cloud = geneCloud(contrast, points, axes, 'log2FoldChange', 'minusLog10P');
  return {
    name: `${contrast.id}.volcano`,
    title: 'Volcano plot',
    description: `Each gene by its log2 fold change and the negative log10 of its p-value. ${markingWords(study, contrast)}${edgeWords(cloud)}`,
    finding: callSentence(contrast, points),
    width: 720,
    height: 460,
    option: {
      ...cloudOption(contrast, points, topLabels(contrast, points, axes)),
      xAxis: xAxis(changeName(contrast), axes.x),
      yAxis: yAxis('−log₁₀ p-value', axes.y),
    },
    cloud,
    table: cloudTable(contrast, points, ['log2FoldChange', 'pvalue', 'padj']),
  };
}

/** Mean expression against log2 fold change (the MA plot), genes with a site marked. */
export function meanDifferenceFigure(study: StudySummary, contrast: ContrastResult, points: GenePoints): Figure {
  const reach = usefulReach(points.log2FoldChange, () => true);
  const axes: CloudAxes = { x: { log: true, ...logLimits(points.baseMean) }, y: { min: -reach, max: reach } };
  const cloud = geneCloud(contrast, points, axes, 'baseMean', 'log2FoldChange');
  return {
    name: `${contrast.id}.ma`,
    title: 'MA plot',
    description: `Each gene by its mean of normalized counts and its log2 fold change. ${markingWords(study, contrast)}${edgeWords(cloud)}`,
    finding: expressionSentence(contrast, points),
    width: 720,
    height: 400,
    option: {
      ...cloudOption(contrast, points),
      xAxis: xAxis('mean of normalized counts', axes.x),
      yAxis: yAxis(changeName(contrast), axes.y),
    },
    cloud,
    table: cloudTable(contrast, points, ['baseMean', 'log2FoldChange', 'padj']),
  };
}

/**
 * An end of the axis that serves all genes but a few: the largest value, unless it lies so far out that it would press the
 * others together; then a third beyond the value that one gene in a thousand exceeds.
 */
function usefulReach(values: Float32Array, counts: (point: number) => boolean): number {
  const sizes = values
    .filter((value, i) => Number.isFinite(value) && counts(i))
    .map(Math.abs)
    .sort();
  const largest = sizes[sizes.length - 1] ?? 1;
  const usual = (4 / 3) * (sizes[Math.floor((sizes.length - 1) * 0.999)] ?? 1);
  return roundLimit(Math.max(1, largest > 2 * usual ? usual : largest));
}

/** What a reader must know when an axis leaves genes out. */
function edgeWords({ x, y, axes }: Cloud): string {
  const outside = (value: number, { min, max }: CloudAxis) => value < min || value > max;
  let count = 0;
  for (let i = 0; i < x.length; i++) if (outside(x[i]!, axes.x) || outside(y[i]!, axes.y)) count++;
  return count === 0 ? '' : ` ${countOf(count, 'gene lies', 'genes lie')} beyond the axes, drawn at their edge.`;
}

function geneCloud(
  contrast: ContrastResult,
  points: GenePoints,
  axes: CloudAxes,
  x: PointColumn,
  y: PointColumn,
): Cloud {
  return { x: points[x], y: points[y], series: points.group, axes, genes: { contrast: contrast.id, x, y } };
}

function changeName({ target, reference }: ContrastResult): string {
  return `log₂ fold change, ${target} over ${reference}`;
}

function cloudOption({ targets }: ContrastResult, points: GenePoints, labels?: ScatterSeriesOption): EChartsOption {
  const sizes = groupSizes(points);
  const [called, calledColor] = targets ? ['significant, no site', colors.strong] : ['significant', colors.blue];
  const series = [
    cloudSeries(`not significant (${formatCount(sizes[NOT_SIGNIFICANT]!)})`, colors.cloud, 2.6),
    cloudSeries(`${called} (${formatCount(sizes[SIGNIFICANT]!)})`, calledColor, 3.4),
    ...siteTypes.map((type, index): ScatterSeriesOption => {
      const { color, symbol, size } = siteStyles[type];
      return {
        name: `${type} (${formatCount(sizes[siteGroup(index)]!)})`,
        type: 'scatter',
        symbol,
        symbolSize: size,
        itemStyle: { color, opacity: 0.9, borderColor: colors.paper, borderWidth: 0.6 },
        z: 10 - index,
        emphasis: { disabled: true },
      };
    }),
  ];
  return {
    ...chartBase,
    // Two lines of legend, should the page be narrow.
    grid: { ...chartGrid, top: 52 },
    legend: {
      top: 4,
      left: 58,
      right: 10,
      itemWidth: 12,
      itemHeight: 10,
      itemGap: 11,
      textStyle: { color: colors.ink, fontSize: 11.5 },
      // A group without genes would only lengthen the legend.
      data: series
        .filter((_, group) => group < 2 || sizes[group]! > 0)
        .map(({ name, symbol }) => ({ name: String(name), icon: String(symbol) })),
    },
    series: [...series, ...(labels ? [labels] : []), SOUGHT],
  };
}

/** Empty here: the page rings the gene that a reader searches for. */
const SOUGHT: ScatterSeriesOption = {
  id: 'sought',
  type: 'scatter',
  symbol: 'circle',
  symbolSize: 18,
  silent: true,
  z: 30,
  itemStyle: { color: 'transparent', borderColor: colors.ink, borderWidth: 2.5 },
  label: {
    show: true,
    opacity: 1,
    formatter: '{@[2]}',
    position: 'top',
    color: colors.ink,
    fontWeight: 'bold',
    fontSize: 13,
  },
  data: [],
};

/** The names of the first candidates, as a series without symbols; a name that would cover another is left out. */
function topLabels(contrast: ContrastResult, points: GenePoints, { x, y }: CloudAxes): ScatterSeriesOption {
  const top = (contrast.ranking?.candidates ?? []).slice(0, LABELED_CANDIDATES);
  return {
    type: 'scatter',
    silent: true,
    symbolSize: 6,
    itemStyle: { opacity: 0 },
    z: 20,
    label: {
      show: true,
      // A label takes its symbol's opacity otherwise.
      opacity: 1,
      formatter: '{@[2]}',
      position: 'left',
      distance: 6,
      fontSize: 11.5,
      color: colors.ink,
      textBorderColor: colors.paper,
      textBorderWidth: 2.5,
    },
    labelLayout: { hideOverlap: true },
    data: top.map(({ gene }) => {
      const point = points.gene.indexOf(gene);
      return [
        clamp(points.log2FoldChange[point]!, x),
        clamp(points.minusLog10P[point]!, y),
        geneName(contrast.genes, gene),
      ];
    }),
  };
}

function cloudSeries(name: string, color: string, size: number): ScatterSeriesOption {
  return {
    name,
    type: 'scatter',
    symbol: 'circle',
    symbolSize: size,
    itemStyle: { color, opacity: 1 },
    z: 1,
    emphasis: { disabled: true },
    ...(color === colors.cloud ? { markLine: referenceLine({ xAxis: 0 }) } : {}),
  };
}

function markingWords({ mirna }: StudySummary, { alpha, targets }: ContrastResult): string {
  const called = `significant at a false discovery rate of ${alpha}`;
  return targets
    ? `Dark gray: ${called}. Colored shapes: those with a ${mirna?.name ?? 'miRNA'} site, by the strongest type.`
    : `Blue: ${called}.`;
}

function callSentence({ genes, alpha }: ContrastResult, points: GenePoints): string {
  let down = 0;
  let up = 0;
  points.gene.forEach((gene, i) => {
    if (points.group[i] === NOT_SIGNIFICANT) return;
    if (genes.log2FoldChange[gene]! < 0) down++;
    else up++;
  });
  return `${countOf(down, 'gene goes', 'genes go')} down and ${formatCount(up)} up at a false discovery rate of ${alpha}.`;
}

function expressionSentence({ genes }: ContrastResult, points: GenePoints): string {
  const means = points.gene.filter((_, i) => points.group[i] !== NOT_SIGNIFICANT).map((gene) => genes.baseMean[gene]!);
  if (means.length === 0) return 'No gene is significant.';
  const sorted = Float64Array.from(means).sort();
  const quartile = (share: number) => formatCount(sorted[Math.floor((sorted.length - 1) * share)]!);
  return `Half of the significant genes have mean counts between ${listWords([quartile(0.25), quartile(0.75)])}.`;
}

function cloudTable(
  { genes }: ContrastResult,
  points: GenePoints,
  columns: readonly ('baseMean' | 'log2FoldChange' | 'pvalue' | 'padj')[],
): Figure['table'] {
  const rows = [...points.gene];
  const groups = ['not significant', 'significant', ...siteTypes];
  return new Map<string, readonly string[] | Float64Array>([
    ['gene', rows.map((gene) => genes.id[gene]!)],
    ...columns.map((name): [string, Float64Array] => [name, Float64Array.from(rows, (gene) => genes[name][gene]!)]),
    ['group', Array.from(points.group, (group) => groups[group]!)],
  ]);
}
