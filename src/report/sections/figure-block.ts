import type { DrawnFigure } from '../figures/figure.ts';
import { type Html, html, trusted } from '../html.ts';
import { useColorVariables } from '../palette.ts';

/**
 * A figure in the page: heading, picture, finding, and how to read it. The static picture stays for print and for readers
 * without scripts; a script draws the live one beside it.
 */
export function figureBlock(
  figure: DrawnFigure | undefined,
  options: { readonly level?: 2 | 3 } = {},
): Html | undefined {
  if (figure === undefined) return undefined;
  const { name, title, finding, description, width, height } = figure;
  const svg = useColorVariables(figure.svg).replace(`width="${width}" height="${height}" `, '');
  return html`
<figure class="figure" id="figure-${name}">
${options.level === 2 ? html`<h2 class="title">${title}</h2>` : html`<h3>${title}</h3>`}
${figure.variants && variantChoice(figure)}<div class="chart" data-figure="${name}" style="aspect-ratio:${width}/${height}"><div class="still">${trusted(svg)}</div></div>
<figcaption><p class="finding">${finding}</p><details><summary>How to read it</summary><p>${description}</p></details>${downloads(figure)}</figcaption>
</figure>`;
}

/** From the page itself: a page that was sent has no files beside it. */
function downloads({ name, title }: DrawnFigure): Html {
  const button = (form: string, label: string) =>
    html`<button type="button" data-save="${form}" data-of="${name}" aria-label="${title}: ${label}">${label}</button>`;
  return html`<p class="saves needs-script" hidden>${button('svg', 'SVG')} ${button('png', 'PNG')} ${button('tsv', 'Data (TSV)')} <output></output></p>`;
}

/** Which variant is shown; the first needs no script. */
function variantChoice({ name, variants }: DrawnFigure): Html {
  return html`<label class="choice needs-script" hidden>${variants?.label} <select data-variant="${name}">${variants?.choices.map((choice, k) => html`<option value="${k}">${choice.name}</option>`)}</select></label>
`;
}
