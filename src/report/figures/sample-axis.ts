import { colors } from '../palette.ts';
import { shortNames } from './short-names.ts';
import { textWidth } from './text-width.ts';

const FONT = 11;
const LEAST_FONT = 7.5;
const MOST_ROOM = 118;

/** Names along an axis of cells: as large as cells allow, turned where they would touch, shortened to the room. */
export interface CellLabels {
  /** In the order of the cells, all different. */
  readonly names: readonly string[];
  /** Pixels between the axis and the end of the longest name. */
  readonly room: number;
  readonly axisLabel: object;
}

/** `pitch`: pixels from cell to cell. Below a readable size there are none. */
export function cellLabels(names: readonly string[], pitch: number, side: 'bottom' | 'side'): CellLabels {
  const fontSize = Math.min(FONT, Math.floor(2 * (pitch - 0.5)) / 2);
  if (fontSize < LEAST_FONT) return { names, room: 14, axisLabel: { show: false } };
  const short = shortNames(names, MOST_ROOM, fontSize);
  const widest = Math.max(0, ...short.map((name) => textWidth(name, fontSize)));
  const turned = side === 'bottom' && widest > pitch - 4;
  return {
    names: short,
    room: Math.ceil(side === 'side' || turned ? widest : fontSize) + 12,
    axisLabel: { color: colors.muted, fontSize, interval: 0, ...(turned ? { rotate: 90 } : {}) },
  };
}
