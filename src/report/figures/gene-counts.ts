import type { EChartsOption, ScatterSeriesOption, SeriesOption } from 'echarts';
import { countOf, foldWords } from '../format.ts';
import { colors } from '../palette.ts';
import { type ContrastResult, type GeneCounts, geneName } from '../report-data.ts';
import { chartBase, xAxis, yAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';
import { drawLegend } from './legend.ts';
import type { SampleGroups } from './sample-groups.ts';
import { shortNames } from './short-names.ts';
import { BOLD } from './text-width.ts';

const COLUMNS = 3;
const PANELS = 12;
const PANEL_HEIGHT = 145;
const WIDTH = 560;
const TITLE_SIZE = 12.5;
/** Of the card of a gene, at the least. */
const CARD_WIDTH = 300;

/** Where a sample stands in a panel of counts: its group's series, its place along the group order. */
export interface SamplePlace {
  readonly series: number;
  readonly x: number;
}

/** Samples of a group stand side by side; between groups is a gap. */
export function samplePlaces({ looks, groups }: SampleGroups): SamplePlace[] {
  const places = new Array<SamplePlace>(looks.length);
  let x = 0;
  groups.forEach((group, series) => {
    for (const look of looks) if (look.group === group) places[look.index] = { series, x: ++x };
    x += 0.8;
  });
  return places;
}

/** The option of one panel whose points the page fills in: series k holds [place, count] of group k. */
export function countPanelOption(groups: SampleGroups): EChartsOption {
  const { x, y } = panelAxes(0, extent(groups), 'normalized count');
  const legend = drawLegend(groups.legend, { left: 10, top: 4, width: CARD_WIDTH });
  return {
    ...chartBase,
    grid: { left: 58, right: 14, top: legend.height + 14, bottom: 12 },
    graphic: [...legend.elements],
    xAxis: x,
    yAxis: y,
    series: panelSeries(groups, 0, undefined),
  };
}

/** Normalized counts of the first candidates (or clearest changes), sample by sample, a panel a gene. */
export function geneCountsFigure(
  contrast: ContrastResult,
  counts: GeneCounts,
  groups: SampleGroups,
): Figure | undefined {
  const candidates = contrast.ranking?.candidates.map(({ gene }) => gene) ?? [];
  const rowOf = firstRows(candidates, counts.genes);
  const shown = [...rowOf.keys()];
  if (shown.length === 0) return undefined;
  const samples = groups.looks.length;
  const valuesOf = (gene: number) => {
    const row = rowOf.get(gene)!;
    return counts.normalized.subarray(row * samples, (row + 1) * samples);
  };
  const rows = Math.ceil(shown.length / COLUMNS);
  const panelWidth = (WIDTH - 16) / COLUMNS;
  const right = extent(groups);
  const axes = shown.map((_, k) => panelAxes(k, right, k % COLUMNS === 0 ? 'count' : ''));
  const names = shown.map((gene) => geneName(contrast.genes, gene));
  const titles = shortNames(names, (panelWidth - 52) / BOLD, TITLE_SIZE);
  const legend = drawLegend(groups.legend, { left: 10, top: 4, width: WIDTH - 24 });
  const top = legend.height + 10;
  const [best] = shown as [number];
  return {
    name: `${contrast.id}.counts`,
    title: candidates.length > 0 ? 'Counts of the first candidates' : 'Counts of the clearest changes',
    description:
      'Counts divided by size factors, logarithmic, one panel a gene, one mark a sample; samples of a group stand side by ' +
      `side. ${candidates.length > 0 ? 'The genes are the first candidates.' : 'The genes are those with the smallest p-values.'}`,
    finding: `${names[0]} is ${foldWords(contrast.genes.log2FoldChange[best]!)} in ${contrast.target}; ${countOf(samples, 'sample')}${groups.groups.length < samples ? ` in ${countOf(groups.groups.length, 'group')}` : ''}.`,
    width: WIDTH,
    leastWidth: WIDTH - 20,
    height: top + 6 + rows * PANEL_HEIGHT,
    option: {
      ...chartBase,
      graphic: [...legend.elements],
      title: titles.map((text, k) => ({
        text,
        left: 46 + (k % COLUMNS) * panelWidth,
        top: top + Math.floor(k / COLUMNS) * PANEL_HEIGHT,
        textStyle: {
          fontSize: TITLE_SIZE,
          fontWeight: 'bold' as const,
          color: colors.ink,
        },
      })),
      grid: shown.map((_, k) => ({
        left: 52 + (k % COLUMNS) * panelWidth,
        width: panelWidth - 64,
        top: top + 26 + Math.floor(k / COLUMNS) * PANEL_HEIGHT,
        height: PANEL_HEIGHT - 44,
      })),
      xAxis: axes.map(({ x }) => x),
      yAxis: axes.map(({ y }) => y),
      series: shown.flatMap((gene, k) => panelSeries(groups, k, valuesOf(gene))),
    },
    table: new Map<string, readonly string[] | Float64Array>([
      ['gene', shown.map((gene) => contrast.genes.id[gene]!)],
      ...groups.looks.map(({ sample, index }): [string, Float64Array] => [
        sample.name,
        Float64Array.from(shown, (gene) => valuesOf(gene)[index]!),
      ]),
    ]),
  };
}

/** Of the genes that are shown, the row of each: candidates whose counts are there, then others in order. */
function firstRows(candidates: readonly number[], counted: readonly number[]): Map<number, number> {
  const rowOf = new Map<number, number>();
  for (const genes of [candidates, counted]) {
    for (const gene of genes) {
      if (rowOf.size === PANELS) return rowOf;
      const row = counted.indexOf(gene);
      if (row >= 0) rowOf.set(gene, row);
    }
  }
  return rowOf;
}

function extent(groups: SampleGroups): number {
  return Math.max(...samplePlaces(groups).map(({ x }) => x)) + 1;
}

function panelAxes(gridIndex: number, right: number, name: string) {
  const y = yAxis(name, { log: true, nameGap: 38 });
  return {
    x: {
      ...xAxis('', { min: 0, max: right }),
      gridIndex,
      axisLabel: { show: false },
      axisTick: { show: false },
    },
    y: { ...y, gridIndex, axisLabel: { ...y.axisLabel, fontSize: 11 } } as typeof y,
  };
}

/** A count of 0 has no logarithm: it stands at a half. */
function drawnCount(count: number): number {
  return Math.max(0.5, Math.round(count * 10) / 10);
}

function panelSeries(groups: SampleGroups, panel: number, values: Float64Array | undefined): SeriesOption[] {
  const places = samplePlaces(groups);
  return groups.groups.map((group): ScatterSeriesOption => {
    const members = groups.looks.filter((look) => look.group === group);
    return {
      type: 'scatter',
      name: group,
      xAxisIndex: panel,
      yAxisIndex: panel,
      symbol: members[0]!.symbol,
      symbolSize: 8,
      itemStyle: { color: members[0]!.color, opacity: 1, borderColor: colors.ink, borderWidth: 0.7 },
      emphasis: { disabled: true },
      data:
        values === undefined
          ? []
          : members.map(({ index, sample }) => [places[index]!.x, drawnCount(values[index]!), sample.name]),
    };
  });
}
