import { colors } from '../palette.ts';
import { FONT_FAMILY } from './chart-axes.ts';
import { shortNames } from './short-names.ts';
import { symbolElement } from './symbols.ts';
import { textWidth } from './text-width.ts';

const ROW = 18;
const SYMBOL = 11;
const GAP = 14;
const FONT = 12;
const MOST_HEADING = 120;

/** What the colors or the shapes of one variable mean. */
export interface LegendBlock {
  /** In front of its entries. */
  readonly heading: string;
  readonly entries: readonly LegendEntry[];
}

interface LegendEntry {
  readonly name: string;
  readonly color: string;
  readonly symbol: string;
}

/** Elements of the component `graphic` of ECharts, and the pixels from top to bottom that they take. */
export interface DrawnLegend {
  readonly elements: readonly object[];
  readonly height: number;
}

/**
 * A legend whose place is known before anything is drawn: rows of entries behind the name of their variable, names shortened
 * to the width. The library's own legend grows over the plot, or gets pages that nobody can turn on paper.
 */
export function drawLegend(
  blocks: readonly LegendBlock[],
  { left, top, width }: { readonly left: number; readonly top: number; readonly width: number },
): DrawnLegend {
  const headings = shortNames(
    blocks.map(({ heading }) => heading),
    MOST_HEADING,
    FONT,
  );
  const indent = Math.max(0, ...headings.map((heading) => textWidth(heading, FONT))) + 10;
  const elements: object[] = [];
  let y = top;
  for (const [k, { entries }] of blocks.entries()) {
    elements.push(text(headings[k]!, left, y, colors.muted));
    const room = width - indent - SYMBOL - 5;
    const names = shortNames(
      entries.map(({ name }) => name),
      room,
      FONT,
    );
    let x = indent;
    for (const [e, { color, symbol }] of entries.entries()) {
      const wide = SYMBOL + 5 + textWidth(names[e]!, FONT);
      if (x > indent && x + wide > width) {
        x = indent;
        y += ROW;
      }
      elements.push(
        symbolElement(symbol, left + x + SYMBOL / 2, y + ROW / 2, SYMBOL, color),
        text(names[e]!, left + x + SYMBOL + 5, y, colors.ink),
      );
      x += wide + GAP;
    }
    y += ROW;
  }
  return { elements, height: y - top };
}

function text(words: string, x: number, y: number, fill: string): object {
  return {
    type: 'text',
    silent: true,
    style: { text: words, x, y: y + ROW / 2, fill, font: `${FONT}px ${FONT_FAMILY}`, textVerticalAlign: 'middle' },
  };
}
