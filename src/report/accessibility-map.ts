import { formatCount } from './format.ts';
import { type Html, html } from './html.ts';
import type { Candidate } from './report-data.ts';
import { placeOnMap } from './site-glyphs.ts';

const HEIGHT = 44;
const TOP = 3;
/** log10 of the probability at the lower edge; what is less is drawn there. */
const LOWEST = -4;
/** Bases of a stretch before its middle. */
const BEFORE_MIDDLE = 7;

/**
 * How likely the 14 nt about each place of a 3' UTR are unpaired, on a logarithmic scale from 0.0001 to 1, as a curve that goes
 * under the map of its sites; lines mark the sites. Undefined where that was not computed.
 */
export function accessibilityMap(
  { accessibility, utrLength, sites }: Candidate,
  gene: string,
  width: number,
): Html | undefined {
  if (accessibility === undefined) return undefined;
  const curve = curveOf(accessibility, utrLength, width);
  if (curve === '') return undefined;
  const marks = sites.map(({ start }) => {
    const x = placeOnMap(start, utrLength, width).toFixed(1);
    return html`<path class="place" d="M${x} 0V${HEIGHT}"/>`;
  });
  return html`<svg class="accessibility" data-accessibility="${gene}" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" role="img" aria-label="Accessibility along the 3′ UTR of ${formatCount(utrLength)} nt: how likely 14 nt are unpaired, from 0.0001 (below) to 1">${marks}<path class="curve" d="${curve}"/></svg>`;
}

/** Means of the logarithms over what falls on one unit of the width. */
function curveOf(accessibility: Float64Array, utrLength: number, width: number): string {
  const points: string[] = [];
  let [column, sum, count] = [-1, 0, 0];
  const close = () => {
    if (count === 0) return;
    const y = TOP + (sum / count / LOWEST) * (HEIGHT - 2 * TOP);
    points.push(`${points.length === 0 ? 'M' : 'L'}${column} ${y.toFixed(1)}`);
  };
  for (const [k, value] of accessibility.entries()) {
    if (Number.isNaN(value)) continue;
    const place = Math.round(placeOnMap(k + 1 - BEFORE_MIDDLE, utrLength, width));
    if (place !== column) {
      close();
      [column, sum, count] = [place, 0, 0];
    }
    sum += Math.max(LOWEST, value);
    count++;
  }
  close();
  return points.join('');
}
