import { init, setPlatformAPI } from 'echarts/dist/echarts.esm.min.mjs';
import { drawSvg } from './draw-svg.ts';
import type { Figure } from './figure.ts';
import { textWidthIn } from './text-width.ts';

// Without a screen the library guesses widths of texts that fit the narrowest fonts only.
setPlatformAPI({ measureText: (text, font) => ({ width: textWidthIn(text, font ?? '') }) });

/** The static form of a figure where no browser is. See {@link drawSvg}. */
export function renderSvg(figure: Figure): string {
  return drawSvg(init, figure);
}
