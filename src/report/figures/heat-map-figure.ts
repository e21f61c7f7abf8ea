import { countOf, listWords } from '../format.ts';
import { colors, scoreRamp, siteGlyph } from '../palette.ts';
import { type ContrastResult, geneName, type HeatMap, type StudySummary } from '../report-data.ts';
import { annotationStrips, stripAxes, stripSeries } from './annotation-strips.ts';
import { chartBase } from './chart-axes.ts';
import { leavesOf, treeAxes, treeSeries } from './dendrogram.ts';
import type { Figure } from './figure.ts';

const LEFT = 52;
const RIGHT = 152;
const WIDTH = 560;
const TREE = 46;
const STRIP = 13;
const ROW = 13.5;
const TOP = 34;
/** Scores beyond this have the last color: one gene must not fade the others. */
const LIMIT = 2.5;
const LABELED_SAMPLES = 48;

/** The clearest changes as row z-scores, genes and samples clustered, samples annotated. */
export function heatMapFigure(study: StudySummary, contrast: ContrastResult, map: HeatMap): Figure {
  const { genes, samples: order, zScores } = map;
  const samples = order.map((sample) => study.samples[sample]!.name);
  const names = genes.map((gene) => labelOf(contrast, gene));
  const strips = annotationStrips(study, contrast.variable);
  const top = TOP + TREE + strips.length * STRIP + 5;
  const height = Math.round(top + ROW * genes.length + (samples.length <= LABELED_SAMPLES ? 60 : 20));
  const main = { left: LEFT, right: RIGHT, top, height: ROW * genes.length };
  const sampleTree = { grid: 1, root: 'top' } as const;
  const geneTree = { grid: 2, root: 'left' } as const;
  const sampleAxes = treeAxes(map.sampleTree, samples.length, sampleTree);
  const geneAxes = treeAxes(map.geneTree, genes.length, geneTree);
  const stripAxesAll = strips.map((strip, k) => stripAxes(strip, samples, 3 + k));
  const label = { color: colors.muted, fontSize: 10.5, interval: 0, width: 92, overflow: 'truncate' as const };
  const levels = stripSeries(study, strips, order, 3);
  return {
    name: `${contrast.id}.heat-map`,
    title: `The ${genes.length} clearest changes`,
    description:
      `Significant genes with the smallest p-values (rows) in all samples (columns). Color: log2 of the normalized count plus ` +
      'one, as standard deviations from the mean of the gene. Genes and samples stand in the order of complete-linkage ' +
      'trees. A mark behind a name is the strongest site of the gene.',
    finding: findingOf(study, contrast, map),
    width: WIDTH,
    leastWidth: 480,
    height,
    option: {
      ...chartBase,
      grid: [
        main,
        { left: LEFT, right: RIGHT, top: TOP, height: TREE - 4 },
        { left: 8, width: LEFT - 12, top: main.top, height: main.height },
        ...strips.map((_, k) => ({ left: LEFT, right: RIGHT, top: TOP + TREE + k * STRIP, height: STRIP - 1 })),
      ],
      legend: {
        top: 2,
        left: LEFT - 6,
        itemWidth: 12,
        itemHeight: 12,
        itemGap: 14,
        selectedMode: false,
        textStyle: { color: colors.ink, fontSize: 12 },
        data: levels.map(({ name }) => ({ name: String(name), icon: 'rect' })),
      },
      xAxis: [
        {
          type: 'category',
          data: samples,
          axisLabel: { ...label, show: samples.length <= LABELED_SAMPLES, rotate: 45, width: 84 },
          axisTick: { show: false },
          axisLine: { show: false },
        },
        sampleAxes.x,
        geneAxes.x,
        ...stripAxesAll.map(({ x }) => x),
      ],
      yAxis: [
        {
          type: 'category',
          data: names,
          inverse: true,
          position: 'right',
          axisLabel: { ...label, color: colors.ink },
          axisTick: { show: false },
          axisLine: { show: false },
        },
        sampleAxes.y,
        geneAxes.y,
        ...stripAxesAll.map(({ y }) => y),
      ],
      visualMap: {
        seriesIndex: 0,
        min: -LIMIT,
        max: LIMIT,
        calculable: false,
        orient: 'vertical',
        right: 4,
        top: main.top,
        itemHeight: 130,
        itemWidth: 12,
        text: ['z', ''],
        precision: 1,
        textStyle: { color: colors.muted },
        inRange: { color: [...scoreRamp] },
      },
      series: [
        {
          type: 'heatmap',
          xAxisIndex: 0,
          yAxisIndex: 0,
          data: Array.from(zScores, (z, i) => [
            i % samples.length,
            Math.floor(i / samples.length),
            Math.round(z * 100) / 100,
          ]),
          itemStyle: { borderColor: colors.paper, borderWidth: 0.6 },
          emphasis: { disabled: true },
        },
        treeSeries(map.sampleTree, order, sampleTree),
        treeSeries(map.geneTree, leavesOf(map.geneTree, genes.length), geneTree),
        ...levels,
      ],
    },
    table: new Map<string, readonly string[] | Float64Array>([
      ['gene', genes.map((gene) => contrast.genes.id[gene]!)],
      ...samples.map((name, j): [string, Float64Array] => [
        name,
        Float64Array.from(genes, (_, row) => zScores[row * samples.length + j]!),
      ]),
    ]),
  };
}

function labelOf({ genes, targets }: ContrastResult, gene: number): string {
  const glyph = siteGlyph(targets?.strongest[gene]);
  return glyph === '' ? geneName(genes, gene) : `${geneName(genes, gene)} ${glyph}`;
}

/** Whether the first split of the sample tree is that of the condition, and which way the genes go. */
function findingOf(study: StudySummary, contrast: ContrastResult, map: HeatMap): string {
  const { log2FoldChange } = contrast.genes;
  const down = map.genes.filter((gene) => log2FoldChange[gene]! < 0).length;
  const root = map.sampleTree.at(-1);
  const sides =
    root === undefined ? [] : [root.left, root.right].map((node) => leavesOf(map.sampleTree, map.samples.length, node));
  const groups = sides.map((members) => [
    ...new Set(members.map((sample) => study.samples[sample]!.values[contrast.variable] ?? '')),
  ]);
  const apart = groups.length === 2 && !groups[0]!.some((group) => groups[1]!.includes(group));
  const split = apart
    ? `These genes part the samples by ${contrast.variable}: ${groups.map((group) => listWords(group)).join(' from ')}.`
    : `These genes do not part the samples cleanly by ${contrast.variable}.`;
  return `Of the ${countOf(map.genes.length, 'gene')}, ${down} ${down === 1 ? 'goes' : 'go'} down and ${map.genes.length - down} up. ${split}`;
}
