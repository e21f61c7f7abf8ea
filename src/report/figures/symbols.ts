import { colors } from '../palette.ts';

/** Corners of the symbols of groups in a square from 0 to 1. */
const OUTLINES: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  triangle: [
    [0.5, 0],
    [1, 1],
    [0, 1],
  ],
  rect: [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ],
  diamond: [
    [0.5, 0],
    [1, 0.5],
    [0.5, 1],
    [0, 0.5],
  ],
};

/** A symbol of a series as an element of the component `graphic`: around a center, in pixels. */
export function symbolElement(symbol: string, x: number, y: number, size: number, fill: string): object {
  const style = { fill, stroke: colors.ink, lineWidth: 0.7 };
  const outline = OUTLINES[symbol] ?? pathCorners(symbol);
  if (outline === undefined) return { type: 'circle', silent: true, shape: { cx: x, cy: y, r: size / 2 }, style };
  const points = outline.map(([across, down]) => [x + (across - 0.5) * size, y + (down - 0.5) * size]);
  return { type: 'polygon', silent: true, shape: { points }, style };
}

/** Corners of a path of straight lines in a square from 0 to 10, as the palette has them. */
function pathCorners(symbol: string): (readonly [number, number])[] | undefined {
  if (!symbol.startsWith('path://')) return undefined;
  return [...symbol.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x) / 10, Number(y) / 10]);
}
