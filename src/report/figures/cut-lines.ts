import { colors } from '../palette.ts';
import type { CloudGenes } from './figure.ts';

/** The series, without points, that carries the lines at the cut-offs. */
export const CUTS = 'cuts';

export interface Cutoffs {
  /** False discovery rate below which a gene is called. */
  readonly alpha: number;
  /** Absolute log2 fold change that a called gene has at least; 0 for any. */
  readonly change: number;
}

/**
 * Lines at no change, at the least change of a call, and at the largest p-value that is called, where an axis has it.
 * `lowestCall`: the least -log10 p-value of the genes that the false discovery rate calls; undefined where it calls none.
 */
export function cutLines({ x, y }: Pick<CloudGenes, 'x' | 'y'>, cut: Cutoffs, lowestCall: number | undefined): object {
  const axis = x === 'log2FoldChange' ? 'xAxis' : 'yAxis';
  const changes = cut.change > 0 ? [-cut.change, 0, cut.change] : [0];
  const lines: object[] = changes.map((change) => ({ [axis]: change }));
  if (y === 'minusLog10P' && lowestCall !== undefined) {
    const label = {
      show: true,
      formatter: `FDR ${cut.alpha}`,
      position: 'insideEndTop',
      color: colors.muted,
      fontSize: 10.5,
    };
    lines.push({ yAxis: Math.round(lowestCall * 1000) / 1000, label });
  }
  return {
    silent: true,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: colors.axis, width: 1, type: [4, 4] },
    data: lines,
  };
}
