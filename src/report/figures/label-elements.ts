import { hypot } from '../../stats/math/portable.ts';
import { colors } from '../palette.ts';
import { FONT_FAMILY } from './chart-axes.ts';
import { type Box, placeLabels } from './place-labels.ts';
import { shortName } from './short-names.ts';
import { textWidth } from './text-width.ts';

const FONT = 11.5;
const HEIGHT = 14;
/** A label this far from its point, in pixels, is joined to it by a line. */
const JOINED = 9;
const LONGEST = 150;

/** A point with its name, in pixels. */
export interface NamedPixel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Names beside their points as elements of the component `graphic`; those that have no place are left out. */
export function labelElements(points: readonly NamedPixel[], bounds: Box, others: ArrayLike<number> = []): object[] {
  const texts = points.map(({ text }) => shortName(text, LONGEST, FONT));
  const boxes = placeLabels(
    points.map(({ x, y }, k) => ({ x, y, width: textWidth(texts[k]!, FONT), height: HEIGHT })),
    bounds,
    others,
  );
  return boxes.flatMap((box, k) => (box ? elementsOf(box, points[k]!, texts[k]!) : []));
}

function elementsOf(box: Box, { x, y }: NamedPixel, text: string): object[] {
  // The text may be narrower than estimated: it stands at the edge that looks at its point.
  const [left, right] = [box.left > x, box.right < x];
  const at = left ? box.left : right ? box.right : (box.left + box.right) / 2;
  const middle = (box.top + box.bottom) / 2;
  const nearX = Math.min(Math.max(x, box.left), box.right);
  const nearY = Math.min(Math.max(y, box.top), box.bottom);
  const far = hypot(nearX - x, nearY - y) > JOINED;
  const line = {
    type: 'line',
    silent: true,
    z: 25,
    shape: { x1: round(x), y1: round(y), x2: round(nearX), y2: round(nearY) },
    style: { stroke: colors.muted, lineWidth: 0.8 },
  };
  const words = {
    type: 'text',
    silent: true,
    z: 26,
    style: {
      text,
      x: round(at),
      y: round(middle),
      fill: colors.ink,
      stroke: colors.paper,
      lineWidth: 2.5,
      font: `${FONT}px ${FONT_FAMILY}`,
      textAlign: left ? 'left' : right ? 'right' : 'center',
      textVerticalAlign: 'middle',
    },
  };
  return far ? [line, words] : [words];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
