import type { EChartsOption } from 'echarts';
import type { Column } from '../../formats/delimited/read-table.ts';

/**
 * One figure of a report, from which the static SVG, the interactive canvas and the data file are made. Its option holds
 * data only, no functions, so that it can travel in the page as JSON.
 */
export interface Figure {
  /** Unique in the report, fit for a file name: `mir9_vs_control.volcano`. */
  readonly name: string;
  readonly title: string;
  /** What is drawn, for those who cannot see it and for those who wonder. */
  readonly description: string;
  /** What it shows here, one sentence made from the numbers. */
  readonly finding: string;
  readonly width: number;
  readonly height: number;
  readonly option: EChartsOption;
  /** Laid out in pixels: where the page has less room than this, it keeps the still picture. */
  readonly leastWidth?: number | undefined;
  /** Points of a large cloud, by series of `option`; those series come without data. */
  readonly cloud?: Cloud | undefined;
  /** Names of points in the first grid: placed beside them when the figure is drawn, so that none covers another. */
  readonly labels?: readonly PointLabel[] | undefined;
  /** Other ways to look at it, which a reader may choose in the page; the first is the figure itself. */
  readonly variants?: FigureVariants | undefined;
  /** What is drawn, as a table. */
  readonly table: ReadonlyMap<string, Column>;
  /** Where the rows of the table are genes: the page takes from its columns of genes what they have. */
  readonly geneTable?: GeneTable | undefined;
}

export interface GeneTable {
  readonly contrast: string;
  /** Row in the result table of each row, ascending. */
  readonly rows: ArrayLike<number> & Iterable<number>;
  /** Columns of the table by name that the genes of the page have, and what they are called there. */
  readonly from: Readonly<Record<string, string>>;
}

export interface FigureVariants {
  /** What is chosen: `Color`. */
  readonly label: string;
  readonly choices: readonly FigureVariant[];
}

export interface FigureVariant {
  readonly name: string;
  readonly option: EChartsOption;
  /** The column that takes the place of `log2FoldChange` in the cloud. */
  readonly change?: string;
}

/** A name for a point, in values of the axes. */
export interface PointLabel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Row in the result table, where the point is a gene of a cloud. */
  readonly gene?: number;
}

/** A figure with its static picture. */
export interface DrawnFigure extends Figure {
  readonly svg: string;
}

/** `[points]` each. */
export interface Cloud {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Index of the series that the point belongs to. */
  readonly series: ArrayLike<number>;
  readonly axes: CloudAxes;
  /** Where the points are genes of the contrast: the page draws them again from these columns, with hover and search. */
  readonly genes?: CloudGenes | undefined;
}

/** Where the page takes the points from: columns of the genes of a contrast. */
export interface CloudGenes {
  readonly contrast: string;
  readonly alpha: number;
  readonly x: PointColumn;
  readonly y: PointColumn;
  /** Of the series, without the numbers of their genes. */
  readonly names: readonly string[];
}

export interface CloudAxes {
  readonly x: CloudAxis;
  readonly y: CloudAxis;
}

/** Points beyond an end are marked at it. */
export interface CloudAxis {
  readonly min: number;
  readonly max: number;
  readonly log?: boolean;
}

export type PointColumn = 'log2FoldChange' | 'minusLog10P' | 'baseMean';

/** The genes that can be drawn, in single precision: what hover, search and both clouds share. `[points]` each. */
export interface GenePoints {
  /** Row in the result table, ascending. */
  readonly gene: Int32Array;
  readonly log2FoldChange: Float32Array;
  readonly minusLog10P: Float32Array;
  readonly baseMean: Float32Array;
  readonly log10Padj: Float32Array;
  /** Series that the point belongs to. */
  readonly group: Uint8Array;
}
