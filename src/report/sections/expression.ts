import { dispersionFigure } from '../figures/dispersion.ts';
import { genePoints } from '../figures/gene-points.ts';
import { meanDifferenceFigure } from '../figures/mean-difference.ts';
import { pvalueHistogramFigure } from '../figures/pvalue-histogram.ts';
import { volcanoFigure } from '../figures/volcano.ts';
import { type Html, html } from '../html.ts';
import type { ContrastSection, ContrastView } from '../section.ts';
import { figureBlock } from './figure-block.ts';

/** Volcano, MA plot, p-values and dispersions of one contrast. */
export const expressionSection: ContrastSection = {
  id: 'expression',
  title: 'Differential expression',
  scope: 'contrast',
  figures: ({ study }, contrast) => {
    const points = genePoints(contrast);
    return [
      volcanoFigure(study, contrast, points),
      meanDifferenceFigure(study, contrast, points),
      pvalueHistogramFigure(contrast),
      contrast.dispersion && dispersionFigure(contrast, contrast.dispersion),
    ];
  },
  render: renderExpression,
};

function renderExpression({ contrast: { id }, figure }: ContrastView): Html {
  return html`
<div class="table-tools needs-script" hidden><label>Find a gene in the plots <input type="search" data-find="${id}" autocomplete="off" spellcheck="false"></label><output data-found="${id}"></output></div>
<div class="figures">${['volcano', 'ma', 'pvalues', 'dispersion'].map((name) => figureBlock(figure(name)))}</div>`;
}
