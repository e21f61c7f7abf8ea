import { geneCountsFigure } from '../figures/gene-counts.ts';
import { genePoints } from '../figures/gene-points.ts';
import { heatMapFigure } from '../figures/heat-map-figure.ts';
import { meanDifferenceFigure } from '../figures/mean-difference.ts';
import { sampleGroups } from '../figures/sample-groups.ts';
import { volcanoFigure } from '../figures/volcano.ts';
import { type Html, html } from '../html.ts';
import type { ContrastResult } from '../report-data.ts';
import { figureBlock } from './figure-block.ts';
import { geneCardBlock } from './gene-card-block.ts';
import type { ContrastSection, ContrastView } from './section.ts';

/** How the genes of one contrast moved: volcano, MA plot, counts, heat map. */
export const expressionSection: ContrastSection = {
  id: 'expression',
  title: 'Differential expression',
  scope: 'contrast',
  figures: (data, contrast) => {
    const { study, counts } = data;
    const points = genePoints(contrast);
    return [
      volcanoFigure(study, contrast, points),
      meanDifferenceFigure(study, contrast, points),
      counts && geneCountsFigure(contrast, counts, sampleGroups(data)),
      contrast.heatMap && heatMapFigure(study, contrast, contrast.heatMap),
    ];
  },
  render: renderExpression,
};

function renderExpression({ contrast, figure }: ContrastView): Html {
  const { id } = contrast;
  return html`
<div class="plot-tools needs-script" role="toolbar" aria-label="Select genes in the plots" data-plot-tools="${id}" hidden>
<button type="button" data-brush="rect" aria-pressed="false">Select a box</button><button type="button" data-brush="polygon" aria-pressed="false">Draw a lasso</button><button type="button" data-brush="clear" disabled>Clear the selection</button><output data-brushed="${id}">Click a point to see its gene.</output></div>
${cutControls(contrast)}
<div class="figures">${figureBlock(figure('volcano'))}${figureBlock(figure('ma'))}</div>
${geneCardBlock(id, contrast.alpha, contrast.consensus)}
<div class="figures">${figureBlock(figure('counts'))}${figureBlock(figure('heat-map'))}</div>`;
}

/** Where the plots draw the line between genes that are called and others; the ranking does not follow. */
function cutControls({ id, alpha }: ContrastResult): Html {
  return html`<div class="plot-tools needs-script" role="group" aria-label="Cut-offs of the plots" data-cuts="${id}" hidden>
<label>False discovery rate below <input type="number" data-cut="alpha" min="0" max="1" step="any" value="${alpha}" autocomplete="off"></label><label>log₂ fold change, up or down, at least <input type="number" data-cut="change" min="0" step="any" value="0" autocomplete="off"></label><button type="button" data-cut="reset" disabled>As in the study</button><output></output></div>`;
}
