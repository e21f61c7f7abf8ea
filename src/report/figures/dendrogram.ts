import type { LineSeriesOption, XAXisComponentOption, YAXisComponentOption } from 'echarts';
import { colors } from '../palette.ts';
import type { TreeMerge } from '../report-data.ts';

/** The leaves below a node (of the whole tree where none is named), in the order of the drawing. */
export function leavesOf(merges: readonly TreeMerge[], leaves: number, node = leaves + merges.length - 1): number[] {
  const merge = merges[node - leaves];
  return merge === undefined
    ? [node]
    : [...leavesOf(merges, leaves, merge.left), ...leavesOf(merges, leaves, merge.right)];
}

type Corner = [along: number, height: number] | [null, null];

/**
 * The branches of a tree over leaves at 0, 1, 2... (in the order of the drawing) as one line with gaps: for each merge up,
 * across and down.
 */
function branches(merges: readonly TreeMerge[], order: readonly number[]): Corner[] {
  const leaves = order.length;
  const place = new Float64Array(leaves + merges.length);
  const height = new Float64Array(leaves + merges.length);
  order.forEach((item, position) => {
    place[item] = position;
  });
  return merges.flatMap(({ left, right, height: top }, k): Corner[] => {
    place[leaves + k] = (place[left]! + place[right]!) / 2;
    height[leaves + k] = top;
    return [
      [place[left]!, height[left]!],
      [place[left]!, top],
      [place[right]!, top],
      [place[right]!, height[right]!],
      [null, null],
    ];
  });
}

interface TreePlace {
  /** Number of its grid and of its two axes. */
  readonly grid: number;
  /** Root on top, or to the left. */
  readonly root: 'top' | 'left';
}

/** A tree whose leaves stand at the middles of the categories of the neighboring grid. */
export function treeSeries(
  merges: readonly TreeMerge[],
  order: readonly number[],
  { grid, root }: TreePlace,
): LineSeriesOption {
  const corners = branches(merges, order).map(([along, height]) => {
    const point = along === null ? [null, null] : [round(along), round(height)];
    return root === 'top' ? point : point.reverse();
  });
  return {
    type: 'line',
    xAxisIndex: grid,
    yAxisIndex: grid,
    silent: true,
    symbol: 'none',
    connectNulls: false,
    data: corners as LineSeriesOption['data'],
    lineStyle: { color: colors.axis, width: 1.2 },
    emphasis: { disabled: true },
    tooltip: { show: false },
  } as LineSeriesOption;
}

export function treeAxes(
  merges: readonly TreeMerge[],
  leaves: number,
  { grid, root }: TreePlace,
): { readonly x: XAXisComponentOption; readonly y: YAXisComponentOption } {
  const hidden = { show: false, type: 'value' as const, gridIndex: grid };
  const along = { ...hidden, min: -0.5, max: leaves - 0.5 };
  const heights = { ...hidden, min: 0, max: round(1.02 * (merges.at(-1)?.height ?? 1)) };
  return root === 'top'
    ? { x: along, y: heights }
    : { x: { ...heights, inverse: true }, y: { ...along, inverse: true } };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
