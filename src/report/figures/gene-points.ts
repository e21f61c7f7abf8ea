import * as math from '../../stats/math/portable.ts';
import { type ContrastResult, NO_SITE, siteTypes } from '../report-data.ts';
import type { GenePoints } from './figure.ts';

/** Series of the clouds, in this order: not significant, significant without a site, then one a site type. */
export const NOT_SIGNIFICANT = 0;
export const SIGNIFICANT = 1;
const FIRST_SITE_GROUP = 2;

/** Group of significant genes whose strongest site is `siteTypes[type]`. */
export function siteGroup(type: number): number {
  return FIRST_SITE_GROUP + type;
}

/** Where a p-value that underflowed to 0 is drawn when its logarithm is not known: just beyond the smallest double. */
const UNDERFLOW_HEIGHT = 324;

/**
 * The genes of a contrast as points: all with a fold change, in table order. A significant gene (padj below alpha) with a
 * site belongs to its strongest site's group, whichever way it moves.
 */
export function genePoints(contrast: ContrastResult): GenePoints {
  const { genes, targets, alpha } = contrast;
  const { log2FoldChange, baseMean, padj } = genes;
  const drawn = new Int32Array(log2FoldChange.length);
  let count = 0;
  for (let gene = 0; gene < drawn.length; gene++) if (Number.isFinite(log2FoldChange[gene]!)) drawn[count++] = gene;
  const points = {
    gene: drawn.slice(0, count),
    log2FoldChange: new Float32Array(count),
    minusLog10P: new Float32Array(count),
    baseMean: new Float32Array(count),
    log10Padj: new Float32Array(count),
    group: new Uint8Array(count),
  };
  for (let i = 0; i < count; i++) {
    const gene = points.gene[i]!;
    points.log2FoldChange[i] = log2FoldChange[gene]!;
    points.minusLog10P[i] = minusLog10P(contrast, gene);
    points.baseMean[i] = baseMean[gene]!;
    points.log10Padj[i] = math.log10(padj[gene]!);
    if (!(padj[gene]! < alpha)) continue;
    const strongest = targets?.strongest[gene] ?? NO_SITE;
    points.group[i] = strongest < siteTypes.length ? siteGroup(strongest) : SIGNIFICANT;
  }
  return points;
}

function minusLog10P({ genes }: ContrastResult, gene: number): number {
  const known = genes.logPvalue?.[gene];
  if (known !== undefined && Number.isFinite(known)) return -known / Math.LN10;
  const p = genes.pvalue[gene]!;
  return p === 0 ? UNDERFLOW_HEIGHT : -math.log10(p);
}

/** How many points each group has. */
export function groupSizes(points: GenePoints): number[] {
  const sizes = new Array<number>(siteGroup(siteTypes.length)).fill(0);
  for (const group of points.group) sizes[group]!++;
  return sizes;
}
