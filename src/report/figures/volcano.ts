import type { EChartsOption, ScatterSeriesOption } from 'echarts';
import { countOf, formatCount } from '../format.ts';
import { colors } from '../palette.ts';
import { type ContrastResult, geneName, type StudySummary } from '../report-data.ts';
import { xAxis, yAxis } from './chart-axes.ts';
import { type CloudAxes, clamp, type Figure, type GenePoints } from './figure.ts';
import {
  changeName,
  changeVariants,
  cloudOption,
  cloudTable,
  edgeWords,
  geneCloud,
  markingWords,
  usefulReach,
} from './gene-cloud.ts';
import { NOT_SIGNIFICANT } from './gene-points.ts';

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
  const option: EChartsOption = {
    ...cloudOption(contrast, points, topLabels(contrast, points, axes)),
    xAxis: xAxis(changeName(contrast), axes.x),
    yAxis: yAxis('−log₁₀ p-value', axes.y),
  };
  return {
    name: `${contrast.id}.volcano`,
    title: 'Volcano plot',
    description: `Each gene by its log2 fold change and the negative log10 of its p-value. ${markingWords(study, contrast)}${edgeWords(cloud)}`,
    finding: callSentence(contrast, points),
    width: 560,
    height: 430,
    option,
    variants: changeVariants(contrast, option),
    cloud,
    table: cloudTable(contrast, points, ['log2FoldChange', 'pvalue', 'padj']),
  };
}

function callSentence({ genes, alpha }: ContrastResult, points: GenePoints): string {
  let down = 0;
  let up = 0;
  points.gene.forEach((gene, i) => {
    if (points.group[i] === NOT_SIGNIFICANT) return;
    if (genes.log2FoldChange[gene]! < 0) down++;
    else up++;
  });
  if (down + up === 0) return `No gene is significant at a false discovery rate of ${alpha}.`;
  return `${countOf(down, 'gene goes', 'genes go')} down and ${formatCount(up)} up at a false discovery rate of ${alpha}.`;
}

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
