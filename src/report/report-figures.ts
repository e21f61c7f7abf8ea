import { dispersionFigure } from './figures/dispersion.ts';
import type { DrawnFigure, Figure, GenePoints } from './figures/figure.ts';
import { genePoints } from './figures/gene-points.ts';
import { meanDifferenceFigure } from './figures/mean-difference.ts';
import { pcaFigure } from './figures/pca.ts';
import { pvalueHistogramFigure } from './figures/pvalue-histogram.ts';
import { renderSvg } from './figures/render-svg.ts';
import { librarySizesFigure, sizeFactorsFigure } from './figures/sample-bars.ts';
import { sampleDistancesFigure } from './figures/sample-distances.ts';
import { sampleGroups } from './figures/sample-groups.ts';
import { siteEcdfFigure } from './figures/site-ecdf.ts';
import { volcanoFigure } from './figures/volcano.ts';
import type { ContrastResult, ReportData, StudySummary } from './report-data.ts';

/** The figures of one contrast. */
export interface ContrastFigures {
  readonly points: GenePoints;
  readonly siteEcdf: DrawnFigure | undefined;
  readonly volcano: DrawnFigure;
  readonly meanDifference: DrawnFigure;
  readonly pvalues: DrawnFigure;
  readonly dispersion: DrawnFigure | undefined;
}

/** Every figure of a report, in reading order: `contrasts` as in the data, then `quality`. */
export interface ReportFigures {
  readonly contrasts: readonly ContrastFigures[];
  readonly quality: readonly DrawnFigure[];
}

export function drawFigures(data: ReportData): ReportFigures {
  return {
    contrasts: data.contrasts.map((contrast) => contrastFigures(data.study, contrast)),
    quality: qualityFigures(data),
  };
}

export function allFigures({ contrasts, quality }: ReportFigures): DrawnFigure[] {
  const ofContrasts = contrasts.flatMap(({ siteEcdf, volcano, meanDifference, pvalues, dispersion }) => [
    siteEcdf,
    volcano,
    meanDifference,
    pvalues,
    dispersion,
  ]);
  return [...ofContrasts, ...quality].filter((figure) => figure !== undefined);
}

function contrastFigures(study: StudySummary, contrast: ContrastResult): ContrastFigures {
  const { targets, dispersion } = contrast;
  const points = genePoints(contrast);
  return {
    points,
    siteEcdf: targets && draw(siteEcdfFigure(study, contrast, targets)),
    volcano: draw(volcanoFigure(study, contrast, points)),
    meanDifference: draw(meanDifferenceFigure(study, contrast, points)),
    pvalues: draw(pvalueHistogramFigure(contrast)),
    dispersion: dispersion && draw(dispersionFigure(contrast, dispersion)),
  };
}

function qualityFigures(data: ReportData): DrawnFigure[] {
  const { quality } = data;
  const groups = sampleGroups(data);
  return [
    quality.pca && pcaFigure(quality, quality.pca, groups),
    quality.sampleDistances && sampleDistancesFigure(quality, quality.sampleDistances, groups),
    librarySizesFigure(quality.librarySizes, groups),
    sizeFactorsFigure(quality.sizeFactors, groups),
  ]
    .filter((figure) => figure !== undefined)
    .map(draw);
}

function draw(figure: Figure): DrawnFigure {
  return { ...figure, svg: renderSvg(figure) };
}
