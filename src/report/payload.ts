import type { EChartsOption } from 'echarts';
import type { Cloud, CloudAxes, DrawnFigure, Figure, GenePoints } from './figures/figure.ts';
import { genePoints } from './figures/gene-points.ts';
import { darkByLight } from './palette.ts';
import { type ContrastResult, geneName } from './report-data.ts';

/** What the page's scripts get: options of the live figures and the genes they draw. */
export interface ReportPayload {
  readonly darkByLight: Readonly<Record<string, string>>;
  readonly figures: Readonly<Record<string, LiveFigure>>;
  /** By contrast id. */
  readonly genes: Readonly<Record<string, LiveGenes>>;
}

export interface LiveFigure {
  readonly option: EChartsOption;
  /** Points come from the genes of a contrast. */
  readonly cloud?: NonNullable<Cloud['genes']> & { readonly axes: CloudAxes };
}

/** Columns of equal length, numbers as base64 of little-endian arrays. */
export interface LiveGenes {
  /** Separated by line feeds. */
  readonly names: string;
  readonly log2FoldChange: string;
  readonly minusLog10P: string;
  readonly baseMean: string;
  readonly log10Padj: string;
  readonly group: string;
}

/** Beyond this many points in all, further contrasts keep their still clouds: the page stays below 5 MB. */
const LIVE_POINTS = 70_000;

export function reportPayload(contrasts: readonly ContrastResult[], figures: readonly DrawnFigure[]): ReportPayload {
  const genes: Record<string, LiveGenes> = {};
  let points = 0;
  contrasts.forEach((contrast, k) => {
    const columns = genePoints(contrast);
    points += columns.gene.length;
    if (k === 0 || points <= LIVE_POINTS) genes[contrast.id] = liveGenes(contrast, columns);
  });
  const live = figures.flatMap((figure): [string, LiveFigure][] => {
    const one = liveFigure(figure, genes);
    return one === undefined ? [] : [[figure.name, one]];
  });
  return { darkByLight: darkByLight(), figures: Object.fromEntries(live), genes };
}

/** A cloud without genes in the page stays a still picture. */
function liveFigure({ option, cloud }: Figure, genes: Readonly<Record<string, LiveGenes>>): LiveFigure | undefined {
  if (cloud === undefined) return { option };
  return cloud.genes && cloud.genes.contrast in genes
    ? { option, cloud: { ...cloud.genes, axes: cloud.axes } }
    : undefined;
}

function liveGenes({ genes }: ContrastResult, points: GenePoints): LiveGenes {
  return {
    names: Array.from(points.gene, (gene) => geneName(genes, gene).replaceAll('\n', ' ')).join('\n'),
    log2FoldChange: base64(points.log2FoldChange),
    minusLog10P: base64(points.minusLog10P),
    baseMean: base64(points.baseMean),
    log10Padj: base64(points.log10Padj),
    group: base64(points.group),
  };
}

function base64(array: Float32Array | Uint8Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
}
