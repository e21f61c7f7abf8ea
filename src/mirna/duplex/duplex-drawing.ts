import { rnaLetters } from '../sequences/nucleotides.ts';

/**
 * The four lines of a duplex drawing, of equal length, target 5'->3' on top, miRNA 3'->5' below:
 * unpaired target bases, paired target bases, paired miRNA bases, unpaired miRNA bases.
 */
export interface DuplexDrawing {
  readonly targetUnpaired: string;
  readonly targetPaired: string;
  readonly mirnaPaired: string;
  readonly mirnaUnpaired: string;
  /** 1-based position of the first target base drawn; 0 if nothing is drawn. */
  readonly position: number;
}

const emptyDrawing: DuplexDrawing = {
  targetUnpaired: '',
  targetPaired: '',
  mirnaPaired: '',
  mirnaUnpaired: '',
  position: 0,
};

/**
 * Draws a duplex as RNAhybrid 2.1.2 does: one unpaired target base is shown on each side where there is one, the miRNA
 * whole; in a loop both strands start at its left.
 *
 * @param target base codes 5'->3'
 * @param query base codes of the miRNA 3'->5'
 * @param pairs as in `Duplex`
 */
export function drawDuplex(
  target: Uint8Array,
  query: Uint8Array,
  pairs: readonly (readonly [i: number, j: number])[],
): DuplexDrawing {
  const first = pairs[0];
  const last = pairs[pairs.length - 1];
  if (!first || !last) return emptyDrawing;
  const lines = ['', '', '', ''];
  const add = (x: string, y: string, paired: boolean) => {
    const columns = paired ? [' ', x, y, ' '] : [x, ' ', ' ', y];
    for (let row = 0; row < 4; row++) lines[row] += columns[row]!;
  };
  const addUnpaired = (x: string, y: string) => {
    for (let c = 0; c < Math.max(x.length, y.length); c++) add(x[c] ?? ' ', y[c] ?? ' ', false);
  };
  const lead = letters(target, Math.max(0, first[0] - 1), first[0]);
  const head = letters(query, 0, first[1]);
  const width = Math.max(lead.length, head.length);
  addUnpaired(lead.padStart(width), head.padStart(width));
  pairs.forEach(([i, j], at) => {
    add(letterOf(target[i]!), letterOf(query[j]!), true);
    const next = pairs[at + 1];
    if (next) addUnpaired(letters(target, i + 1, next[0]), letters(query, j + 1, next[1]));
  });
  addUnpaired(
    letters(target, last[0] + 1, Math.min(last[0] + 2, target.length)),
    letters(query, last[1] + 1, query.length),
  );
  const [targetUnpaired, targetPaired, mirnaPaired, mirnaUnpaired] = lines as [string, string, string, string];
  return { targetUnpaired, targetPaired, mirnaPaired, mirnaUnpaired, position: Math.max(1, first[0]) };
}

function letterOf(code: number): string {
  return rnaLetters[code] ?? 'N';
}

function letters(codes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let k = from; k < to; k++) text += letterOf(codes[k]!);
  return text;
}
