import { dispersionFigure } from '../figures/dispersion.ts';
import { filteringFigure } from '../figures/filtering.ts';
import { pvalueHistogramFigure } from '../figures/pvalue-histogram.ts';
import { cooksFigure } from '../figures/sample-bars.ts';
import { sampleGroups } from '../figures/sample-groups.ts';
import { type Html, html } from '../html.ts';
import { figureBlock } from './figure-block.ts';
import type { ContrastSection, ContrastView } from './section.ts';

/** Whether the model of a contrast can be trusted: p-values, dispersions, filtering, outliers. */
export const fitSection: ContrastSection = {
  id: 'fit',
  title: 'Model checks',
  scope: 'contrast',
  figures: (data, contrast) => {
    const { filtering, cooks } = contrast.fitChecks ?? {};
    return [
      pvalueHistogramFigure(contrast),
      contrast.dispersion && dispersionFigure(contrast, contrast.dispersion),
      filtering && filteringFigure(contrast, filtering),
      cooks && cooks.genes > 0 && cooks.samples.length === data.study.samples.length
        ? cooksFigure(contrast, cooks, sampleGroups(data))
        : undefined,
    ];
  },
  render: renderFit,
};

function renderFit({ figure }: ContrastView): Html {
  return html`<div class="figures">${['pvalues', 'dispersion', 'filtering', 'cooks'].map((name) => figureBlock(figure(name)))}</div>`;
}
