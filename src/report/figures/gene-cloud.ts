import type { EChartsOption, ScatterSeriesOption } from 'echarts';
import { countOf, formatCount } from '../format.ts';
import { colors, siteStyles } from '../palette.ts';
import { type ContrastResult, comparedWith, type StudySummary, siteTypes } from '../report-data.ts';
import { chartBase, chartGrid, referenceLine, roundLimit } from './chart-axes.ts';
import type { Cloud, CloudAxes, CloudAxis, Figure, FigureVariants, GenePoints, PointColumn } from './figure.ts';
import { groupSizes, NOT_SIGNIFICANT, SIGNIFICANT, siteGroup } from './gene-points.ts';

/** The legend takes a third line where the page is narrow. */
const NARROW: NonNullable<EChartsOption['media']> = [
  { query: { maxWidth: 480 }, option: { grid: { top: 78 } } },
  { option: { grid: { top: 52 } } },
];

const SHRUNKEN = 'shrunken_log2FoldChange';

/** What the volcano and the MA plot share: groups, legend, marks, and what they say of them. */

/**
 * An end of the axis that serves all genes but a few: the largest value, unless it lies so far out that it would press the
 * others together; then a third beyond the value that one gene in a thousand exceeds.
 */
export function usefulReach(values: Float32Array, counts: (point: number) => boolean): number {
  const sizes = values
    .filter((value, i) => Number.isFinite(value) && counts(i))
    .map(Math.abs)
    .sort();
  const largest = sizes[sizes.length - 1] ?? 1;
  const usual = (4 / 3) * (sizes[Math.floor((sizes.length - 1) * 0.999)] ?? 1);
  return roundLimit(Math.max(1, largest > 2 * usual ? usual : largest));
}

/** What a reader must know when an axis leaves genes out. */
export function edgeWords({ x, y, axes }: Cloud): string {
  const outside = (value: number, { min, max }: CloudAxis) => value < min || value > max;
  let count = 0;
  for (let i = 0; i < x.length; i++) if (outside(x[i]!, axes.x) || outside(y[i]!, axes.y)) count++;
  return count === 0 ? '' : ` ${countOf(count, 'gene lies', 'genes lie')} beyond the axes, drawn at their edge.`;
}

export function geneCloud(
  contrast: ContrastResult,
  points: GenePoints,
  axes: CloudAxes,
  x: PointColumn,
  y: PointColumn,
): Cloud {
  return {
    x: points[x],
    y: points[y],
    series: points.group,
    axes,
    genes: { contrast: contrast.id, alpha: contrast.alpha, x, y },
  };
}

export function changeName(contrast: ContrastResult): string {
  return `log₂ fold change, ${comparedWith(contrast, 'over')}`;
}

export function cloudOption(
  { targets }: ContrastResult,
  points: GenePoints,
  labels?: ScatterSeriesOption,
): EChartsOption {
  const sizes = groupSizes(points);
  const [called, calledColor] = targets ? ['significant, no known site', colors.strong] : ['significant', colors.blue];
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
    grid: { ...chartGrid, top: 52 },
    media: NARROW,
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
    series: [...series, ...(labels ? [labels] : []), REST, SOUGHT],
  };
}

/** Empty here: the page puts the genes there that a filter leaves out. */
const REST: ScatterSeriesOption = {
  id: 'rest',
  type: 'scatter',
  symbol: 'circle',
  symbolSize: 2,
  silent: true,
  itemStyle: { color: colors.line, opacity: 1 },
  z: 0,
  data: [],
};

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
  markLine: referenceLine({ xAxis: 0 }),
  data: [],
};

function cloudSeries(name: string, color: string, size: number): ScatterSeriesOption {
  return {
    name,
    type: 'scatter',
    symbol: 'circle',
    symbolSize: size,
    itemStyle: { color, opacity: 1 },
    z: 1,
    emphasis: { disabled: true },
  };
}

export function markingWords({ mirna }: StudySummary, { alpha, targets }: ContrastResult): string {
  const called = `significant at a false discovery rate of ${alpha}`;
  return targets
    ? `Dark gray: ${called}. Colored shapes: those with a ${mirna?.name ?? 'miRNA'} site, by the strongest type.`
    : `Blue: ${called}.`;
}

export function cloudTable(
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

/** Shrunken and estimated changes, where the page has both: a choice for the axis of change. */
export function changeVariants({ genes, ranking }: ContrastResult, option: EChartsOption): FigureVariants | undefined {
  const other = genes.estimatedLog2FoldChange
    ? { first: 'shrunken', second: 'as estimated', column: 'lfcMLE' }
    : ranking?.columns?.some(({ name }) => name === SHRUNKEN)
      ? { first: 'as estimated', second: 'shrunken by the ranking', column: SHRUNKEN }
      : undefined;
  return (
    other && {
      label: 'Fold changes',
      choices: [
        { name: other.first, option },
        { name: other.second, option, change: other.column },
      ],
    }
  );
}
