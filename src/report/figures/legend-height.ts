import { textWidth } from './text-width.ts';

/** Of a horizontal legend of the library, in pixels. */
export interface LegendLook {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly itemWidth: number;
  readonly itemGap: number;
  readonly fontSize: number;
}

/** The library's distance between symbol and name. */
const BEHIND_SYMBOL = 5;
const LINE = 14;

/** Pixels from the upper edge of a chart of this width down to the end of its legend. */
export function legendHeight(names: readonly string[], width: number, look: LegendLook): number {
  const room = width - look.left - look.right;
  let rows = 1;
  let x = 0;
  for (const name of names) {
    const wide = look.itemWidth + BEHIND_SYMBOL + textWidth(name, look.fontSize);
    if (x > 0 && x + wide > room) {
      rows++;
      x = 0;
    }
    x += wide + look.itemGap;
  }
  return look.top + rows * (LINE + look.itemGap);
}
