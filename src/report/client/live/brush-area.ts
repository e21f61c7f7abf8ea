import type { CloudAxes, CloudAxis } from '../../figures/figure.ts';
import { type GroupedGenes, shownPlace } from './cloud-view.ts';

export interface BrushArea {
  readonly brushType: 'rect' | 'polygon';
  /** In values of the axes: two ranges, or the corners. */
  readonly coordRange: readonly (readonly [number, number])[];
}

/** The shown genes inside an area; along a logarithmic axis as it is seen. */
export function genesInside(
  { groups, beyond }: GroupedGenes,
  axes: CloudAxes,
  { brushType, coordRange }: BrushArea,
): Int32Array {
  const seen = ({ log }: CloudAxis, value: number) => (log ? Math.log10(value) : value);
  const corners =
    brushType === 'polygon' ? coordRange.map(([x, y]) => [seen(axes.x, x), seen(axes.y, y)] as const) : [];
  const [across, upward] = coordRange as [readonly [number, number], readonly [number, number]];
  const inside = (x: number, y: number) =>
    brushType === 'rect'
      ? x >= Math.min(...across) && x <= Math.max(...across) && y >= Math.min(...upward) && y <= Math.max(...upward)
      : isInPolygon(corners, seen(axes.x, x), seen(axes.y, y));
  const genes = [...groups.flat(), ...beyond];
  const within = genes.filter(({ x, y }) => inside(...shownPlace([x, y], axes)));
  return Int32Array.from(within, ({ row }) => row).sort();
}

/** Whether a ray from the point crosses the outline an odd number of times. */
function isInPolygon(corners: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let odd = false;
  corners.forEach(([x1, y1], k) => {
    const [x2, y2] = corners.at(k - 1) as readonly [number, number];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)) odd = !odd;
  });
  return odd;
}
