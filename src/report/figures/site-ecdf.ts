import type { SeriesOption } from 'echarts';
import { formatCount, formatSigned } from '../format.ts';
import { colors, siteStyles } from '../palette.ts';
import {
  type ContrastResult,
  comparedWith,
  NO_SITE,
  type StudySummary,
  siteTypes,
  type TargetResults,
} from '../report-data.ts';
import { chartBase, chartGrid, roundLimit, xAxis, yAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';
import { changeName } from './gene-cloud.ts';
import { legendHeight } from './legend-height.ts';

/** Beyond this many genes a curve is drawn on a grid of the x axis: finer than a pixel, and small. */
const EXACT_STEPS = 400;
const GRID_STEPS = 360;
/** Share of the genes that must lie inside the x axis. */
const SHOWN_SHARE = 0.985;

const WIDTH = 720;
const LEGEND = { top: 2, left: 56, right: 10, itemWidth: 34, itemGap: 10, fontSize: 12.5 };
/** Widths of a page below which the legend may take more lines. */
const NARROWER = [420, 560, 719];

interface Curve {
  readonly name: string;
  readonly color: string;
  readonly dash: readonly number[];
  readonly width: number;
  /** Sorted. */
  readonly changes: Float64Array;
}

/**
 * Cumulative distribution of log2 fold change, one curve a site type (genes by their strongest site) and one for genes with
 * a 3' UTR but no site. Only genes that were tested (with a p-value) count.
 */
export function siteEcdfFigure(study: StudySummary, contrast: ContrastResult, targets: TargetResults): Figure {
  const curves = curvesOf(contrast, targets);
  const limit = shownLimit(curves);
  const mirna = study.mirna?.name ?? 'the miRNA';
  const drawn = curves.map((curve) => ({ curve, points: stepPoints(curve.changes, limit) }));
  const names = curves.map(({ name, changes }) => `${name} (n = ${formatCount(changes.length)})`);
  const topAt = (width: number) => ({ grid: { top: legendHeight(names, width, LEGEND) + 4 } });
  return {
    name: `${contrast.id}.site-ecdf`,
    title: `How genes with ${mirna} sites moved`,
    description:
      `Cumulative share of genes against log2 fold change (${comparedWith(contrast, 'over')}), one curve for ` +
      `each type of the gene's strongest ${mirna} site and one for genes without a site. A curve to the ` +
      `${study.effect === 'inhibition' ? 'right of the gray one means lifted repression' : 'left of the gray one means repression'}.`,
    finding: shiftSentence(study, targets),
    width: WIDTH,
    height: 430,
    option: {
      ...chartBase,
      grid: { ...chartGrid, ...topAt(WIDTH).grid },
      media: [
        ...NARROWER.map((width) => ({ query: { maxWidth: width }, option: topAt(width - 90) })),
        { option: topAt(WIDTH) },
      ],
      legend: {
        ...LEGEND,
        textStyle: { color: colors.ink, fontSize: LEGEND.fontSize },
        // The dash pattern tells the curve; a symbol would hide it.
        itemStyle: { opacity: 0 },
      },
      xAxis: xAxis(changeName(contrast, 600), { min: -limit, max: limit }),
      yAxis: yAxis('cumulative share of genes', { min: 0, max: 1, interval: 0.25 }),
      series: drawn.map(
        ({ curve, points }, k): SeriesOption => ({
          name: names[k]!,
          type: 'line',
          data: points,
          symbol: 'none',
          sampling: 'none',
          itemStyle: { color: curve.color },
          lineStyle: {
            color: curve.color,
            width: curve.width,
            type: curve.dash.length > 0 ? [...curve.dash] : 'solid',
          },
          emphasis: { disabled: true },
        }),
      ),
    },
    table: new Map<string, readonly string[] | Float64Array>([
      ['sites', drawn.flatMap(({ curve, points }) => points.map(() => curve.name))],
      ['log2FoldChange', Float64Array.from(drawn.flatMap(({ points }) => points.map(([x]) => x)))],
      ['cumulativeShare', Float64Array.from(drawn.flatMap(({ points }) => points.map(([, y]) => y)))],
    ]),
  };
}

function curvesOf({ genes }: ContrastResult, { strongest }: TargetResults): Curve[] {
  const changesOf = (type: number) =>
    genes.log2FoldChange.filter((_, gene) => strongest[gene] === type && Number.isFinite(genes.pvalue[gene])).sort();
  const styled = siteTypes.map((type, index) => {
    const { color, dash } = siteStyles[type];
    return { name: type, color, dash, width: 2.4, changes: changesOf(index) };
  });
  const without = { name: 'no site', color: colors.strong, dash: [], width: 1.8, changes: changesOf(NO_SITE) };
  return [...styled, without].filter((curve) => curve.changes.length > 0);
}

function shownLimit(curves: readonly Curve[]): number {
  const sizes = curves.flatMap((curve) => {
    const n = curve.changes.length;
    return [-curve.changes[Math.floor(n * (1 - SHOWN_SHARE))]!, curve.changes[Math.ceil(n * SHOWN_SHARE) - 1]!];
  });
  return roundLimit(Math.max(1, ...sizes));
}

/** Corners of the step function inside the axis: y = share of values <= x. */
function stepPoints(sorted: Float64Array, limit: number): [number, number][] {
  const n = sorted.length;
  const points: [number, number][] = [];
  if (n > EXACT_STEPS) {
    let below = 0;
    for (let step = 0; step <= GRID_STEPS; step++) {
      const x = -limit + (2 * limit * step) / GRID_STEPS;
      while (below < n && sorted[below]! <= x) below++;
      points.push([round(x), round(below / n)]);
    }
    return points;
  }
  let share = 0;
  for (let i = 0; i < n; i++) {
    const x = sorted[i]!;
    if (x >= -limit && x <= limit) {
      if (points.length === 0) points.push([-limit, round(share)]);
      points.push([round(x), round(share)], [round(x), round((i + 1) / n)]);
    }
    share = (i + 1) / n;
  }
  const inside = sorted.filter((x) => x <= limit).length;
  return [...points, [limit, round(inside / n)]];
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/** The shifts of all types in one sentence, and whether they follow the strength of the sites. */
function shiftSentence({ mirna, effect }: StudySummary, { shifts }: TargetResults): string {
  const first = shifts[0];
  if (first === undefined) return `No tested gene has a ${mirna?.name ?? 'miRNA'} site in its 3′ UTR.`;
  const sizes = shifts.map(({ medianShift }) => (effect === 'overexpression' ? -medianShift : medianShift));
  const ordered = sizes.length > 1 && sizes.every((size, i) => size > (sizes[i + 1] ?? 0));
  const listed = shifts.map(({ type, medianShift }) => `${type} ${formatSigned(medianShift, 2)}`).join(', ');
  return (
    `${ordered ? 'The stronger the site, the larger the shift. ' : ''}Median log₂ fold change against the ` +
    `${formatCount(first.genesWithout)} genes without a site: ${listed}.`
  );
}
