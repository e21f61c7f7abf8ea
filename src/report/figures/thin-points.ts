/** Side of a cell in pixels: points closer than this lie upon one another. */
const CELL = 1.5;

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/**
 * The pixels at which to draw a cloud so that it looks as if every point had been drawn: the first point of each cell of
 * 1.5 x 1.5 px, in order. Points that are no number are left out.
 *
 * @param places of all points, x, y, x, y...
 */
export function thinPoints(points: readonly number[], places: ArrayLike<number>): Pixel[] {
  const taken = new Set<number>();
  const kept: Pixel[] = [];
  for (const point of points) {
    const x = places[2 * point]!;
    const y = places[2 * point + 1]!;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    const cell = Math.floor(x / CELL) * 65_536 + Math.floor(y / CELL);
    if (taken.has(cell)) continue;
    taken.add(cell);
    kept.push({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 });
  }
  return kept;
}
