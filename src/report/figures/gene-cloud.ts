import type { EChartsOption, ScatterSeriesOption, SeriesOption } from 'echarts';
import { countOf } from '../format.ts';
import { colors, siteStyles } from '../palette.ts';
import { type ContrastResult, comparedWith, geneName, type StudySummary, siteTypes } from '../report-data.ts';
import { chartBase, chartGrid, roundLimit } from './chart-axes.ts';
import { CLOUD_LEGEND, countedNames, namedSeries } from './cloud-legend.ts';
import { CUTS, cutLines } from './cut-lines.ts';
import type { Cloud, CloudAxes, Figure, FigureVariants, GenePoints, PointColumn, PointLabel } from './figure.ts';
import { groupSizes, NOT_SIGNIFICANT, SIGNIFICANT, siteGroup } from './gene-points.ts';
import { legendHeight } from './legend-height.ts';
import { BEYOND_SERIES, rimOf } from './rim.ts';
import { shortName, shortNames } from './short-names.ts';
import { takeNumbers, takeTexts } from './take-rows.ts';
import { textWidth } from './text-width.ts';

/** Pixels across the still picture, and widths of a page below which the legend may take more lines; the last that fits counts. */
const CLOUD_WIDTH = 560;
const NARROWER = [559, 480, 400];
/** At this width and below, axes tell of the change alone. */
const BRIEF = 480;
/** Names in the plot. */
const LABELED = 10;

const SHRUNKEN = 'shrunken_log2FoldChange';

/** What the volcano and the MA plot share: groups, legend, marks, and what they say of them. */

/**
 * An end of the axis that serves all genes but a few: the largest value, unless it lies so far out that it would press the
 * others together; then a third beyond the value that one gene in a thousand exceeds.
 */
export function usefulReach(values: Float32Array, counts: (point: number) => boolean): number {
  const all = new Float32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]!) && counts(i)) all[count++] = Math.abs(values[i]!);
  }
  const sizes = all.subarray(0, count).sort();
  const largest = sizes[sizes.length - 1] ?? 1;
  const usual = (4 / 3) * (sizes[Math.floor((sizes.length - 1) * 0.999)] ?? 1);
  return roundLimit(Math.max(1, largest > 2 * usual ? usual : largest));
}

/** What a reader must know when an axis leaves genes out. */
export function edgeWords({ x, y, axes }: Cloud): string {
  let count = 0;
  for (let i = 0; i < x.length; i++) count += Number(rimOf(x[i]!, y[i]!, axes) !== undefined);
  return count === 0
    ? ''
    : ` ${countOf(count, 'gene lies', 'genes lie')} beyond the axes: triangles at the edge point to where.`;
}

export function geneCloud(
  contrast: ContrastResult,
  points: GenePoints,
  axes: CloudAxes,
  x: PointColumn,
  y: PointColumn,
): Cloud {
  const called = contrast.targets ? 'significant, no known site' : 'significant';
  return {
    x: points[x],
    y: points[y],
    series: points.group,
    axes,
    genes: { contrast: contrast.id, alpha: contrast.alpha, x, y, names: ['not significant', called, ...siteTypes] },
  };
}

const AXIS_NAME = 13;
const CHANGE = 'log₂ fold change';

/** The name of an axis of changes in so many pixels: the groups are shortened where they are long. */
export function changeName(contrast: ContrastResult, room: number): string {
  const what = `${CHANGE}, `;
  const whole = comparedWith(contrast, 'over');
  const free = room - textWidth(what, AXIS_NAME);
  if (textWidth(whole, AXIS_NAME) <= free) return `${what}${whole}`;
  if (contrast.reference === '0') return `${what}${shortName(whole, free, AXIS_NAME)}`;
  const half = (free - textWidth(' over ', AXIS_NAME)) / 2;
  const [target, reference] = shortNames([contrast.target, contrast.reference], half, AXIS_NAME);
  return `${what}${target} over ${reference}`;
}

export function cloudOption(contrast: ContrastResult, points: GenePoints, { genes, axes, x, y }: Cloud): EChartsOption {
  const { targets, alpha } = contrast;
  const sizes = groupSizes(points);
  const names = countedNames(genes?.names ?? [], sizes);
  const calledColor = targets ? colors.strong : colors.blue;
  const series = [
    cloudSeries(names[NOT_SIGNIFICANT]!, colors.cloud, 2.6),
    cloudSeries(names[SIGNIFICANT]!, calledColor, 3.4),
    ...siteTypes.map((type, index): ScatterSeriesOption => {
      const { color, symbol, size } = siteStyles[type];
      return {
        name: names[siteGroup(index)]!,
        type: 'scatter',
        symbol,
        symbolSize: size,
        itemStyle: { color, opacity: 0.9, borderColor: colors.paper, borderWidth: 0.6 },
        z: 10 - index,
        emphasis: { disabled: true },
      };
    }),
  ];
  const entries = namedSeries(
    names,
    sizes,
    series.map(({ symbol }) => String(symbol)),
  );
  const someBeyond = points.gene.some((_, i) => rimOf(x[i]!, y[i]!, axes) !== undefined);
  const topAt = (width: number) =>
    (someBeyond ? 16 : 2) +
    legendHeight(
      entries.map(({ name }) => name),
      width,
      CLOUD_LEGEND,
    );
  let lowestCall: number | undefined;
  points.minusLog10P.forEach((height, i) => {
    if (points.group[i] !== NOT_SIGNIFICANT) lowestCall = Math.min(height, lowestCall ?? height);
  });
  const across = genes?.x === 'log2FoldChange';
  const whole = changeName(contrast, across ? 460 : 340);
  const axisName = (name: string) => ({ [across ? 'xAxis' : 'yAxis']: { name } });
  return {
    ...chartBase,
    grid: { ...chartGrid, top: topAt(CLOUD_WIDTH) },
    // The legend takes more lines where the page is narrow, and the axis has no room for the names of groups.
    media: [
      ...NARROWER.map((width) => ({
        query: { maxWidth: width },
        option: { grid: { top: topAt(width - 80) }, ...axisName(width <= BRIEF ? CHANGE : whole) },
      })),
      { option: { grid: { top: topAt(CLOUD_WIDTH) }, ...axisName(whole) } },
    ],
    legend: {
      ...CLOUD_LEGEND,
      textStyle: { color: colors.ink, fontSize: CLOUD_LEGEND.fontSize },
      data: entries,
    },
    series: [
      ...series,
      BEYOND_SERIES,
      {
        id: CUTS,
        type: 'scatter',
        silent: true,
        data: [],
        markLine: genes && cutLines(genes, { alpha, change: 0 }, lowestCall),
      },
      REST,
      SOUGHT,
    ] as SeriesOption[],
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
  { id: contrast, genes }: ContrastResult,
  points: GenePoints,
  columns: readonly ('baseMean' | 'log2FoldChange' | 'pvalue' | 'padj')[],
): Pick<Figure, 'table' | 'geneTable'> {
  const groups = ['not significant', 'significant', ...siteTypes];
  const table = new Map<string, readonly string[] | Float64Array>([
    ['gene', takeTexts(genes.id, points.gene)],
    ...columns.map((name): [string, Float64Array] => [name, takeNumbers(genes[name], points.gene)]),
    ['group', takeTexts(groups, points.group)],
  ]);
  const from = { gene: 'id', ...Object.fromEntries(columns.map((name) => [name, name])) };
  return { table, geneTable: { contrast, rows: points.gene, from } };
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

function firstCandidates({ ranking }: ContrastResult, { gene: drawn }: GenePoints): number[] {
  const first: number[] = [];
  for (const { gene } of ranking?.candidates ?? []) {
    const i = drawn.indexOf(gene);
    if (i >= 0) first.push(i);
    if (first.length === LABELED) break;
  }
  return first;
}

/** The points of significant genes, those with the smallest p-values first. */
function clearestFirst({ group, minusLog10P }: GenePoints): number[] {
  const called: number[] = [];
  for (let i = 0; i < group.length; i++) if (group[i] !== NOT_SIGNIFICANT) called.push(i);
  return called.sort((a, b) => minusLog10P[b]! - minusLog10P[a]! || a - b);
}

/** The genes that are named in the plots: the first candidates, or else those with the smallest p-values. */
export function topLabels(
  contrast: ContrastResult,
  points: GenePoints,
  x: PointColumn,
  y: PointColumn,
): readonly PointLabel[] {
  const candidates = firstCandidates(contrast, points);
  const top = candidates.length > 0 ? candidates : clearestFirst(points).slice(0, LABELED);
  return top.map((i) => {
    const gene = points.gene[i]!;
    return { x: points[x][i]!, y: points[y][i]!, text: geneName(contrast.genes, gene), gene };
  });
}
