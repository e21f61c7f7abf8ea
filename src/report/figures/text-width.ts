/**
 * Widths of the letters from space to tilde in hundredths of the size of the font: those of DejaVu Sans, the widest font that
 * browsers take for one without serifs, as Chromium measures them. Others need less, so that what fits by these fits anywhere.
 */
const WIDTHS = (
  '32 40 46 84 64 95 78 27 39 39 50 84 32 36 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 53 100 68 69 70 77 63 58 77 75 ' +
  '29 29 66 56 86 75 79 60 79 69 63 61 73 68 99 69 61 69 39 34 39 84 50 50 61 63 55 63 62 35 63 63 28 28 58 28 97 63 61 63 63 ' +
  '41 52 39 63 59 82 59 59 52 64 34 64 84'
).split(' ');
const FIRST = 32;
/** Bold letters are wider by up to an eighth. */
export const BOLD = 1.125;

/** An upper estimate of the room that a line of text takes, in pixels; letters beyond ASCII count as square. */
export function textWidth(text: string, fontSize: number, bold = false): number {
  let hundredths = 0;
  for (const letter of text) hundredths += Number(WIDTHS[letter.charCodeAt(0) - FIRST] ?? 100);
  return (hundredths / 100) * fontSize * (bold ? BOLD : 1);
}

/** The same for a font as style sheets write it: `bold 12px sans-serif`. */
export function textWidthIn(text: string, font: string): number {
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 12);
  return textWidth(text, size, /\bbold\b|\b[6-9]\d\d\b/.test(font));
}
