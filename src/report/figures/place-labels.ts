import { hypot } from '../../stats/math/portable.ts';
/** Text that belongs to a point, in pixels. */
export interface LabelToPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Pixels between a point and the nearest edge of its label, nearest first. */
const DISTANCES = [9, 15, 26, 40, 56, 80, 110];
/** Where the label lies as seen from the point: beside it before above it, straight before askew. */
const DIRECTIONS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const;
/** A label lies this much closer for each point that it does not hide. */
const HIDDEN_POINT = 2;
/** The same for a line from a label to its point that would cross a label. */
const CROSSED = 40;

/**
 * Places for labels beside their points, in the order of the labels, earlier ones first: within the bounds, over no other
 * label and none of the labelled points, near rather than far, hiding as few of the other points as may be. Undefined for a
 * label that has no such place. Equal input gives equal places.
 */
export function placeLabels(
  labels: readonly LabelToPlace[],
  bounds: Box,
  others: ArrayLike<number> = [],
): (Box | undefined)[] {
  const marks = labels.map(({ x, y }) => ({ left: x - 7, right: x + 7, top: y - 7, bottom: y + 7 }));
  const placed: Box[] = [];
  const lines: number[] = [];
  return labels.map((label, own) => {
    let best: Box | undefined;
    let least = Number.POSITIVE_INFINITY;
    // Away from the middle there is more room.
    const outward = label.x < (bounds.left + bounds.right) / 2 ? 1 : -1;
    for (const [step, distance] of DISTANCES.entries()) {
      for (const [turn, [across, down]] of DIRECTIONS.entries()) {
        const cost = 8 * step + turn;
        if (cost >= least) continue;
        const box = boxBeside(label, across * outward, down, distance);
        if (!isWithin(box, bounds) || placed.some((one) => overlap(one, box))) continue;
        if (marks.some((mark, k) => k !== own && overlap(mark, box))) continue;
        const line = pointsBetween(label, box);
        const crosses = placed.some((one) => pointsIn(one, line, 1) > 0) || pointsIn(box, lines, 1) > 0;
        const drawn = cost + (crosses ? CROSSED : 0);
        if (drawn >= least) continue;
        const hidden = drawn + HIDDEN_POINT * pointsIn(box, others, Math.ceil((least - drawn) / HIDDEN_POINT));
        if (hidden >= least) continue;
        best = box;
        least = hidden;
      }
    }
    if (best) {
      placed.push(best);
      lines.push(...pointsBetween(label, best));
    }
    return best;
  });
}

function boxBeside({ x, y, width, height }: LabelToPlace, across: number, down: number, distance: number): Box {
  const reach = across !== 0 && down !== 0 ? distance * Math.SQRT1_2 : distance;
  const left = x + across * reach + (across < 0 ? -width : across > 0 ? 0 : -width / 2);
  const top = y + down * reach + (down < 0 ? -height : down > 0 ? 0 : -height / 2);
  return { left, top, right: left + width, bottom: top + height };
}

function isWithin(box: Box, bounds: Box): boolean {
  return box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The line from a point to its label: x, y, x, y... */
function pointsBetween({ x, y }: LabelToPlace, { left, right, top, bottom }: Box): number[] {
  const across = Math.min(Math.max(x, left), right) - x;
  const down = Math.min(Math.max(y, top), bottom) - y;
  const steps = Math.ceil(hypot(across, down) / 5);
  return Array.from({ length: steps }, (_, k) => [
    x + (across * (k + 0.5)) / steps,
    y + (down * (k + 0.5)) / steps,
  ]).flat();
}

/** Points x, y, x, y... in the box, counted up to so many. */
function pointsIn({ left, right, top, bottom }: Box, points: ArrayLike<number>, most: number): number {
  let count = 0;
  for (let i = 0; i < points.length && count < most; i += 2) {
    const x = points[i]!;
    const y = points[i + 1]!;
    if (x > left && x < right && y > top && y < bottom) count++;
  }
  return count;
}
