import type { EChartsOption } from 'echarts';
import { formatCount, listWords } from '../format.ts';
import type { ContrastResult, StudySummary } from '../report-data.ts';
import { logLimits, xAxis, yAxis } from './chart-axes.ts';
import type { CloudAxes, Figure, GenePoints } from './figure.ts';
import {
  changeName,
  changeVariants,
  cloudOption,
  cloudTable,
  edgeWords,
  geneCloud,
  markingWords,
  topLabels,
  usefulReach,
} from './gene-cloud.ts';
import { NOT_SIGNIFICANT } from './gene-points.ts';

/** Mean expression against log2 fold change (the MA plot), genes with a site marked. */
export function meanDifferenceFigure(study: StudySummary, contrast: ContrastResult, points: GenePoints): Figure {
  const reach = usefulReach(points.log2FoldChange, () => true);
  const axes: CloudAxes = { x: { log: true, ...logLimits(points.baseMean) }, y: { min: -reach, max: reach } };
  const cloud = geneCloud(contrast, points, axes, 'baseMean', 'log2FoldChange');
  const option: EChartsOption = {
    ...cloudOption(contrast, points, cloud),
    xAxis: xAxis('mean of normalized counts', axes.x),
    yAxis: yAxis(changeName(contrast, 340), axes.y),
  };
  return {
    name: `${contrast.id}.ma`,
    title: 'MA plot',
    description: `Each gene by its mean of normalized counts and its log2 fold change. ${markingWords(study, contrast)}${edgeWords(cloud)}`,
    finding: expressionSentence(contrast, points),
    width: 560,
    height: 430,
    option,
    variants: changeVariants(contrast, option),
    cloud,
    labels: topLabels(contrast, points, 'baseMean', 'log2FoldChange'),
    ...cloudTable(contrast, points, ['baseMean', 'log2FoldChange', 'padj']),
  };
}

function expressionSentence({ genes }: ContrastResult, points: GenePoints): string {
  const means = points.gene.filter((_, i) => points.group[i] !== NOT_SIGNIFICANT).map((gene) => genes.baseMean[gene]!);
  if (means.length === 0) return 'No gene is significant.';
  const sorted = Float64Array.from(means).sort();
  const quartile = (share: number) => formatCount(sorted[Math.floor((sorted.length - 1) * share)]!);
  return `Half of the significant genes have mean counts between ${listWords([quartile(0.25), quartile(0.75)])}.`;
}
