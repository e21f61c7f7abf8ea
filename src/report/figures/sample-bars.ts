import type { SeriesOption } from 'echarts';
import type { FitChecks } from '../fit-checks.ts';
import { countOf, formatCount, formatFixed } from '../format.ts';
import { colors } from '../palette.ts';
import type { ContrastResult } from '../report-data.ts';
import { chartBase, xAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';
import { drawLegend } from './legend.ts';
import type { SampleGroups } from './sample-groups.ts';
import { shortNames } from './short-names.ts';
import { textWidth } from './text-width.ts';

const LABELED_SAMPLES = 60;
const LONGEST_NAME = 130;
const NAME_SIZE = 11.5;
const ROW_HEIGHT = 22;
const LEAST_WIDTH = 480;

/** Reads per sample. */
export function librarySizesFigure(librarySizes: Float64Array, groups: SampleGroups): Figure {
  const millions = librarySizes.map((size) => size / 1e6);
  const [least, most] = extremes(millions);
  return {
    ...sampleBars('quality.library-sizes', millions, groups, 'million reads in genes'),
    title: 'Library sizes',
    description: 'Reads that were counted in genes, by sample.',
    finding: `The largest library has ${formatFixed(most / least, 1)} times the reads of the smallest (${formatFixed(most, 1)} against ${formatFixed(least, 1)} million).`,
    table: new Map<string, readonly string[] | Float64Array>([
      ['sample', groups.looks.map(({ sample }) => sample.name)],
      ['reads', librarySizes],
    ]),
  };
}

/** What the counts of each sample are divided by. */
export function sizeFactorsFigure(sizeFactors: Float64Array, groups: SampleGroups): Figure {
  const [least, most] = extremes(sizeFactors);
  return {
    ...sampleBars('quality.size-factors', sizeFactors, groups, 'size factor', 1),
    title: 'Size factors',
    description:
      'The counts of a sample are divided by its size factor before samples are compared; 1 is the typical library.',
    finding: `Size factors lie between ${formatFixed(least, 2)} and ${formatFixed(most, 2)}.`,
    table: new Map<string, readonly string[] | Float64Array>([
      ['sample', groups.looks.map(({ sample }) => sample.name)],
      ['sizeFactor', sizeFactors],
    ]),
  };
}

/** Genes with a read, by sample. */
export function genesDetectedFigure(genesDetected: Float64Array, genes: number, groups: SampleGroups): Figure {
  const [least, most] = extremes(genesDetected);
  const fewest = groups.looks[genesDetected.indexOf(least)]?.sample.name;
  return {
    ...sampleBars('quality.genes-detected', genesDetected, groups, 'genes with a read'),
    title: 'Genes detected',
    description: `Genes of the ${formatCount(genes)} in the table that have at least one read, by sample.`,
    finding: `Between ${formatCount(least)} and ${formatCount(most)} of ${formatCount(genes)} genes have a read; the fewest in ${fewest}.`,
    table: new Map<string, readonly string[] | Float64Array>([
      ['sample', groups.looks.map(({ sample }) => sample.name)],
      ['genes', genesDetected],
    ]),
  };
}

/** Counts that are outliers by Cook's distance, by sample. */
export function cooksFigure(
  contrast: ContrastResult,
  { cutoff, genes, samples }: NonNullable<FitChecks['cooks']>,
  groups: SampleGroups,
): Figure {
  const counts = Float64Array.from(samples);
  const most = counts.indexOf(Math.max(...counts));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const leader = groups.looks[most]?.sample.name;
  return {
    ...sampleBars(`${contrast.id}.cooks`, counts, groups, 'counts that are outliers'),
    title: 'Count outliers',
    description:
      `Counts whose Cook's distance exceeds ${formatFixed(cutoff, 2)} (the 99 % point of an F distribution), by sample: counts ` +
      'that alone would change the result of their gene. A sample far above the others deserves suspicion.',
    finding:
      total === 0
        ? 'No count is an outlier.'
        : `${countOf(genes, 'gene has', 'genes have')} an outlier; ${leader} has the most, ${formatCount(counts[most]!)} of ${formatCount(total)}.`,
    table: new Map<string, readonly string[] | Float64Array>([
      ['sample', groups.looks.map(({ sample }) => sample.name)],
      ['outliers', counts],
    ]),
  };
}

function sampleBars(
  name: string,
  values: Float64Array,
  { looks, groups, legend: blocks }: SampleGroups,
  axis: string,
  reference?: number,
) {
  const series: SeriesOption[] = groups.map((group, k) => ({
    name: group,
    type: 'bar',
    stack: 'samples',
    barCategoryGap: '28%',
    itemStyle: { color: looks.find((look) => look.group === group)!.color },
    emphasis: { disabled: true },
    data: looks.map((look) => (look.group === group ? values[look.index]! : null)),
    ...(reference !== undefined && k === 0
      ? {
          markLine: {
            silent: true,
            symbol: 'none',
            label: { show: false },
            lineStyle: { color: colors.ink, width: 1, type: [4, 4] },
            data: [{ xAxis: reference }],
          },
        }
      : {}),
  }));
  const names = shortNames(
    looks.map(({ sample }) => sample.name),
    LONGEST_NAME,
    NAME_SIZE,
  );
  const left = Math.max(92, ...names.map((label) => Math.ceil(textWidth(label, NAME_SIZE)) + 12));
  // Bars have no shapes: squares stand for the colors.
  const legend = drawLegend(
    blocks.slice(0, 1).map(({ heading, entries }) => ({
      heading,
      entries: entries.map((entry) => ({ ...entry, symbol: 'rect' })),
    })),
    { left: 10, top: 2, width: LEAST_WIDTH - 14 },
  );
  const top = legend.height + 12;
  return {
    name,
    width: 560,
    leastWidth: LEAST_WIDTH,
    height: top + Math.min(900, 68 + ROW_HEIGHT * looks.length),
    option: {
      ...chartBase,
      graphic: [...legend.elements],
      grid: { left, right: 20, top, bottom: 50 },
      xAxis: { ...xAxis(axis), splitLine: { show: true, lineStyle: { color: colors.line } } },
      yAxis: {
        type: 'category' as const,
        inverse: true,
        data: names,
        axisLabel: {
          color: colors.muted,
          fontSize: NAME_SIZE,
          ...(looks.length <= LABELED_SAMPLES ? { interval: 0 } : {}),
        },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colors.axis } },
      },
      series,
    },
  } satisfies Partial<Figure>;
}

function extremes(values: Float64Array): [number, number] {
  return [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)];
}
