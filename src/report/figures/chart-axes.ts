import type { EChartsOption, XAXisComponentOption, YAXisComponentOption } from 'echarts';
import * as math from '../../stats/math/portable.ts';
import { colors } from '../palette.ts';

export const FONT_FAMILY = "'Segoe UI', 'Helvetica Neue', Roboto, 'Noto Sans', Arial, sans-serif";
const TEXT_SIZE = 12;

/** What all charts share: no animation (still figures, reduced motion, equal bytes), our font, text in the muted ink. */
export const chartBase = {
  animation: false,
  textStyle: { fontFamily: FONT_FAMILY, fontSize: TEXT_SIZE, color: colors.muted },
  tooltip: {
    confine: true,
    backgroundColor: colors.paper,
    borderColor: colors.axis,
    textStyle: { color: colors.ink, fontSize: TEXT_SIZE + 1 },
  },
} as const satisfies EChartsOption;

/** Room for axis names and labels around the plot. */
export const chartGrid = { left: 62, right: 20, top: 18, bottom: 54, containLabel: false } as const;

interface AxisOptions {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Distance of the name from the axis. */
  readonly nameGap?: number;
  readonly log?: boolean;
  readonly interval?: number | undefined;
  /** The axis need not hold 0. */
  readonly free?: boolean;
  /** Room beyond the outermost points. */
  readonly boundaryGap?: string;
}

export function xAxis(name: string, options: AxisOptions = {}): XAXisComponentOption {
  return { ...numberAxis(name, { nameGap: 30, ...options }), splitLine: { show: false } } as XAXisComponentOption;
}

export function yAxis(name: string, options: AxisOptions = {}): YAXisComponentOption {
  return numberAxis(name, { nameGap: 44, ...options }) as YAXisComponentOption;
}

function numberAxis(name: string, { min, max, nameGap, log, interval, free, boundaryGap }: AxisOptions) {
  return {
    type: log ? ('log' as const) : ('value' as const),
    name,
    nameLocation: 'middle' as const,
    nameGap: nameGap ?? 30,
    nameTextStyle: { color: colors.ink, fontSize: TEXT_SIZE + 1 },
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(interval === undefined ? {} : { interval }),
    ...(free ? { scale: true } : {}),
    ...(boundaryGap === undefined ? {} : { boundaryGap: [boundaryGap, boundaryGap] }),
    axisLine: { show: true, onZero: false, lineStyle: { color: colors.axis } },
    axisTick: { show: true, lineStyle: { color: colors.axis } },
    axisLabel: {
      color: colors.muted,
      fontSize: TEXT_SIZE,
      hideOverlap: true,
    },
    splitLine: { lineStyle: { color: colors.line } },
  };
}

/** Ends of a logarithmic axis that holds all positive values: powers of ten. */
export function logLimits(values: ArrayLike<number>): { min: number; max: number } {
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value > 0 && value < Infinity)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (most < least) return { min: 0.1, max: 10 };
  const low = Math.floor(math.log10(least));
  const high = Math.max(low + 1, Math.ceil(math.log10(most)));
  return { min: powerOfTen(low), max: powerOfTen(high) };
}

/** Parsed, because `10 ** -4` is not the double nearest to 0.0001, and axes print what they get. */
function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}

/** A straight reference line, drawn as a mark of the series that carries it. */
export function referenceLine(place: { xAxis: number } | { yAxis: number }) {
  return {
    silent: true,
    symbol: 'none' as const,
    label: { show: false },
    lineStyle: { color: colors.axis, width: 1, type: [4, 4] },
    data: [place],
  };
}

/** Rounds up to the next number of the form 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten: calm ends for axes. */
export function roundLimit(value: number): number {
  if (!(value > 0)) return 1;
  const power = math.powerOfTen(Math.floor(math.log10(value)));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((candidate) => candidate * power >= value * (1 - 1e-12)) ?? 10;
  return step * power;
}
