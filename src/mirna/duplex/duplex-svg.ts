import type { DuplexDrawing } from './duplex-drawing.ts';

export interface DuplexSvgOptions {
  /** Name of the target and of the miRNA, for the title that screen readers speak. */
  readonly target: string;
  readonly mirna: string;
  /** kcal/mol */
  readonly energy: number;
}

const CELL = 11;
const ROW = 15;
const MARGIN = 34;

/**
 * A duplex as an SVG picture: target 5'->3' on top, miRNA 3'->5' below, a line between Watson-Crick pairs and a dot between
 * G and U. Letters take the color of the text around them.
 */
export function duplexSvg(drawing: DuplexDrawing, { target, mirna, energy }: DuplexSvgOptions): string {
  const { targetUnpaired, targetPaired, mirnaPaired, mirnaUnpaired } = drawing;
  const width = 2 * MARGIN + targetPaired.length * CELL;
  const height = 5 * ROW + 6;
  const x = (column: number) => MARGIN + (column + 0.5) * CELL;
  const letters = (text: string, row: number, weight: number) =>
    [...text]
      .map((letter, k) =>
        letter === ' ' ? '' : `<text x="${x(k)}" y="${row * ROW}" font-weight="${weight}">${letter}</text>`,
      )
      .join('');
  const middle = 2.5 * ROW + 3;
  const bonds = [...targetPaired]
    .map((letter, k) => {
      if (letter === ' ') return '';
      const isWobble = letter + mirnaPaired[k]! === 'GU' || letter + mirnaPaired[k]! === 'UG';
      return isWobble
        ? `<circle cx="${x(k)}" cy="${middle}" r="1.8" fill="currentColor"/>`
        : `<line x1="${x(k)}" x2="${x(k)}" y1="${middle - 4}" y2="${middle + 4}" stroke="currentColor"/>`;
    })
    .join('');
  const ends = [
    [MARGIN - 8, 1.5, "5'", 'end'],
    [width - MARGIN + 8, 1.5, "3'", 'start'],
    [MARGIN - 8, 4.5, "3'", 'end'],
    [width - MARGIN + 8, 4.5, "5'", 'start'],
  ].map(([at, row, text, anchor]) => `<text x="${at}" y="${Number(row) * ROW}" text-anchor="${anchor}">${text}</text>`);
  const title = escapeText(`${target} and ${mirna}, ${energy.toFixed(1)} kcal/mol`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="ui-monospace, monospace" font-size="12" text-anchor="middle" fill="currentColor"><title>${title}</title>${letters(targetUnpaired, 1, 400)}${letters(targetPaired, 2, 700)}${bonds}${letters(mirnaPaired, 4, 700)}${letters(mirnaUnpaired, 5, 400)}${ends.join('')}</svg>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => entities[letter]!);
}
