import type { ScatterSeriesOption } from 'echarts';
import { colors } from '../palette.ts';
import { chartGrid, FONT_FAMILY } from './chart-axes.ts';
import type { CloudAxes, CloudAxis } from './figure.ts';

/** The end of an axis beyond which a point lies. */
export type Rim = 'up' | 'down' | 'left' | 'right';

/** The series, empty in the option, that gets a triangle for each point beyond the axes. */
export const BEYOND = 'beyond';

/** Empty here: one triangle for each gene beyond the axes. */
export const BEYOND_SERIES: ScatterSeriesOption = {
  id: BEYOND,
  type: 'scatter',
  symbol: 'triangle',
  symbolSize: 9,
  z: 12,
  itemStyle: { opacity: 1, borderColor: colors.ink, borderWidth: 0.7 },
  emphasis: { disabled: true },
  data: [],
};

const ROTATIONS: Readonly<Record<Rim, number>> = { up: 0, left: 90, down: 180, right: -90 };
const MARKS: Readonly<Record<Rim, string>> = { up: '▲', down: '▼', left: '◀', right: '▶' };

/** Where a point lies beyond the axes, the vertical one first. */
export function rimOf(x: number, y: number, axes: CloudAxes): Rim | undefined {
  if (y > axes.y.max) return 'up';
  if (y < axes.y.min) return 'down';
  if (x < axes.x.min) return 'left';
  return x > axes.x.max ? 'right' : undefined;
}

/** The nearest place on an axis. */
export function clamp(value: number, { min, max }: CloudAxis): number {
  return Math.min(max, Math.max(min, value));
}

/** A triangle at the edge that points to where the point lies. */
export function rimMark(x: number, y: number, rim: Rim, axes: CloudAxes, color: string): object {
  return {
    value: [clamp(x, axes.x), clamp(y, axes.y)],
    symbolRotate: ROTATIONS[rim],
    itemStyle: { color },
  };
}

/** Above the plot to the right: how many points lie beyond which edge; nothing where none does. */
export function rimCount(rims: readonly Rim[], gridTop: number): object[] {
  const counts = (['up', 'down', 'left', 'right'] as const)
    .map((rim) => [MARKS[rim], rims.filter((one) => one === rim).length] as const)
    .filter(([, count]) => count > 0);
  if (counts.length === 0) return [];
  const words = counts.map(([mark, count]) => `${mark} ${count.toLocaleString('en')}`).join('  ');
  return [
    {
      type: 'text',
      silent: true,
      right: chartGrid.right,
      top: gridTop - 15,
      style: { text: `beyond the axes: ${words}`, fill: colors.muted, font: `11.5px ${FONT_FAMILY}` },
    },
  ];
}
