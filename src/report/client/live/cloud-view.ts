import type { Cutoffs } from '../../figures/cut-lines.ts';
import type { CloudAxes } from '../../figures/figure.ts';
import { NOT_SIGNIFICANT, SIGNIFICANT, siteGroup } from '../../figures/gene-points.ts';
import { clamp, type Rim, rimOf } from '../../figures/rim.ts';
import type { PageColumns } from '../../page-events.ts';
import { siteTypes } from '../../report-data.ts';
import type { LiveFigure } from '../../tables/payload.ts';

export type LiveCloud = NonNullable<LiveFigure['cloud']>;

/** How a reader looks at the genes of a contrast. */
export interface CloudView {
  readonly cloud: LiveCloud;
  readonly genes: PageColumns;
  /** The column in place of the fold change. */
  readonly change: string | undefined;
  readonly cut: Cutoffs;
  /** Rows that filters leave; undefined for all. */
  readonly shown: Int32Array | undefined;
}

export interface PlacedGene {
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

/** The genes of a cloud by where they are drawn; `[series]` is one of the groups of `gene-points`. */
export interface GroupedGenes {
  readonly groups: readonly (readonly PlacedGene[])[];
  readonly beyond: readonly (PlacedGene & { readonly rim: Rim; readonly group: number })[];
  /** Those that filters leave out, at the edge where they lie beyond it. */
  readonly rest: readonly PlacedGene[];
  /** Of all genes, drawn where they may be: `[series]`. */
  readonly sizes: readonly number[];
  readonly down: number;
  readonly up: number;
  /** The least -log10 p-value that the false discovery rate calls. */
  readonly lowestCall: number | undefined;
}

export const GROUPS = siteGroup(siteTypes.length);

/** Where each gene lies on the axes, if anywhere. */
export function placesOf({ cloud, genes, change }: CloudView): (row: number) => readonly [number, number] {
  const column = (name: LiveCloud['x']): ((row: number) => number) => {
    if (name === 'minusLog10P') {
      const logarithms = genes.log10('pvalue');
      return (row) => -(logarithms[row] as number);
    }
    const values = genes.numbers((name === 'log2FoldChange' && change) || name);
    return (row) => values[row] as number;
  };
  const [x, y] = [column(cloud.x), column(cloud.y)];
  return (row) => [x(row), y(row)];
}

/** The same, a gene beyond an axis at its edge. */
export function shownPlace([x, y]: readonly [number, number], axes: CloudAxes): [number, number] {
  return [clamp(x, axes.x), clamp(y, axes.y)];
}

/** Whether a gene is called at the cut-offs: by its false discovery rate and the size of the change that is drawn. */
export function callerOf({ genes, change, cut }: CloudView): (row: number) => boolean {
  const padj = genes.numbers('padj');
  const changes = genes.numbers(change ?? 'log2FoldChange');
  return (row) => (padj[row] as number) < cut.alpha && Math.abs(changes[row] as number) >= cut.change;
}

export function groupGenes(view: CloudView): GroupedGenes {
  const { cloud, genes, cut } = view;
  const padj = genes.numbers('padj');
  const heights = genes.log10('pvalue');
  const changes = genes.numbers(view.change ?? 'log2FoldChange');
  const strongest = genes.has('strongest') ? genes.numbers('strongest') : undefined;
  const isShown = view.shown && new Uint8Array(genes.rows);
  for (const row of view.shown ?? []) if (isShown) isShown[row] = 1;
  const place = placesOf(view);
  const isCalled = callerOf(view);
  const groups = Array.from({ length: GROUPS }, (): PlacedGene[] => []);
  const beyond: (PlacedGene & { rim: Rim; group: number })[] = [];
  const rest: PlacedGene[] = [];
  const sizes = new Array<number>(GROUPS).fill(0);
  let [down, up] = [0, 0];
  let lowestCall: number | undefined;
  for (let row = 0; row < genes.rows; row++) {
    const [x, y] = place(row);
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    if ((padj[row] as number) < cut.alpha) lowestCall = Math.min(-(heights[row] as number), lowestCall ?? Infinity);
    const site = strongest?.[row] ?? siteTypes.length;
    const called = isCalled(row);
    const group = !called ? NOT_SIGNIFICANT : site < siteTypes.length ? siteGroup(site) : SIGNIFICANT;
    sizes[group] = (sizes[group] as number) + 1;
    if (called && (changes[row] as number) < 0) down++;
    else if (called) up++;
    const rim = rimOf(x, y, cloud.axes);
    if (isShown && isShown[row] === 0) {
      const [across, upward] = shownPlace([x, y], cloud.axes);
      rest.push({ row, x: across, y: upward });
    } else if (rim !== undefined) beyond.push({ row, x, y, rim, group });
    else (groups[group] as PlacedGene[]).push({ row, x, y });
  }
  return { groups, beyond, rest, sizes, down, up, lowestCall };
}
