import type { EChartsOption } from 'echarts';
import { countOf, formatCount } from '../format.ts';
import type { ContrastResult, StudySummary } from '../report-data.ts';
import { xAxis, yAxis } from './chart-axes.ts';
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

/** Log2 fold change against the p-value, genes with a site marked. */
export function volcanoFigure(study: StudySummary, contrast: ContrastResult, points: GenePoints): Figure {
  const reach = usefulReach(points.log2FoldChange, (i) => points.minusLog10P[i]! > 0);
  const axes: CloudAxes = {
    x: { min: -reach, max: reach },
    y: { min: 0, max: usefulReach(points.minusLog10P, () => true) },
  };
  const cloud = geneCloud(contrast, points, axes, 'log2FoldChange', 'minusLog10P');
  const option: EChartsOption = {
    ...cloudOption(contrast, points, cloud),
    xAxis: xAxis(changeName(contrast, 460), axes.x),
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
    labels: topLabels(contrast, points, 'log2FoldChange', 'minusLog10P'),
    ...cloudTable(contrast, points, ['log2FoldChange', 'pvalue', 'padj']),
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
