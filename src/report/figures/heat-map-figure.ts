import { countOf, listWords } from '../format.ts';
import { colors, scoreRamp, siteGlyph } from '../palette.ts';
import { type ContrastResult, geneName, type HeatMap, type StudySummary } from '../report-data.ts';
import { annotationStrips, stripAxes, stripLegend, stripSeries } from './annotation-strips.ts';
import { chartBase } from './chart-axes.ts';
import { leavesOf, treeAxes, treeSeries } from './dendrogram.ts';
import type { Figure } from './figure.ts';
import { drawLegend } from './legend.ts';
import { cellLabels } from './sample-axis.ts';
import { shortNames } from './short-names.ts';

const LEFT = 52;
const RIGHT = 176;
const WIDTH = 560;
const TREE = 46;
const STRIP = 13;
const ROW = 13.5;
/** Scores beyond this have the last color: one gene must not fade the others. */
const LIMIT = 2.5;
const NAME_SIZE = 10.5;
/** Pixels of the scale of colors. */
const SCALE = 130;
/** The live figure is given no less. */
const LEAST_WIDTH = 490;

/** The clearest changes as row z-scores, genes and samples clustered, samples annotated. */
export function heatMapFigure(study: StudySummary, contrast: ContrastResult, map: HeatMap): Figure {
  const { genes, samples: order, zScores } = map;
  const samples = order.map((sample) => study.samples[sample]!.name);
  const names = labelsOf(contrast, genes);
  const strips = annotationStrips(study, contrast.variable);
  const legend = drawLegend(stripLegend(strips), { left: 8, top: 4, width: LEAST_WIDTH - 12 });
  const treeTop = legend.height + 10;
  const columns = cellLabels(samples, (WIDTH - LEFT - RIGHT) / samples.length, 'bottom');
  const top = treeTop + TREE + strips.length * STRIP + 5;
  const height = Math.round(top + Math.max(SCALE + 30, ROW * genes.length + columns.room));
  const main = { left: LEFT, right: RIGHT, top, height: ROW * genes.length, outerBoundsMode: 'none' as const };
  const sampleTree = { grid: 1, root: 'top' } as const;
  const geneTree = { grid: 2, root: 'left' } as const;
  const sampleAxes = treeAxes(map.sampleTree, samples.length, sampleTree);
  const geneAxes = treeAxes(map.geneTree, genes.length, geneTree);
  const stripAxesAll = strips.map((strip, k) => stripAxes(strip, samples, 3 + k));
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
    leastWidth: LEAST_WIDTH,
    height,
    option: {
      ...chartBase,
      grid: [
        main,
        { left: LEFT, right: RIGHT, top: treeTop, height: TREE - 4 },
        { left: 8, width: LEFT - 12, top: main.top, height: main.height },
        ...strips.map((_, k) => ({ left: LEFT, right: RIGHT, top: treeTop + TREE + k * STRIP, height: STRIP - 1 })),
      ],
      graphic: [...legend.elements],
      xAxis: [
        {
          type: 'category',
          data: [...columns.names],
          axisLabel: columns.axisLabel,
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
          axisLabel: { color: colors.ink, fontSize: NAME_SIZE, interval: 0 },
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
        itemHeight: SCALE,
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

/** Between the cells and the scale of colors. */
const NAME_ROOM = RIGHT - 50;

function labelsOf({ genes, targets }: ContrastResult, shown: readonly number[]): string[] {
  const names = shortNames(
    shown.map((gene) => geneName(genes, gene)),
    NAME_ROOM - 12,
    NAME_SIZE,
  );
  return shown.map((gene, row) => `${names[row]} ${siteGlyph(targets?.strongest[gene])}`.trimEnd());
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
