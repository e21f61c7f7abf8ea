import { textWidth } from './text-width.ts';

const ELLIPSIS = '…';
/** Shares of the room that go to the beginning of a name: the first that leaves all names different is taken. */
const HEADS = [0.6, 0.4, 0.8, 0.2, 1, 0];

/** A name in so many pixels: where it is longer, its middle is left out, since names differ at their ends. */
export function shortName(name: string, room: number, fontSize: number, head = HEADS[0]!): string {
  if (textWidth(name, fontSize) <= room) return name;
  const letters = [...name];
  const free = room - textWidth(ELLIPSIS, fontSize);
  const begin = lettersWithin(letters, free * head, fontSize);
  const rest = free - textWidth(letters.slice(0, begin).join(''), fontSize);
  const end = lettersWithin(letters.slice(begin).reverse(), rest, fontSize);
  return `${letters.slice(0, begin).join('').trimEnd()}${ELLIPSIS}${letters
    .slice(letters.length - end)
    .join('')
    .trimStart()}`;
}

function lettersWithin(letters: readonly string[], room: number, fontSize: number): number {
  let width = 0;
  for (const [count, letter] of letters.entries()) {
    width += textWidth(letter, fontSize);
    if (width > room) return count;
  }
  return letters.length;
}

/**
 * Names in so many pixels each, such that different names stay different: shortened where their middles are alike, and
 * numbered in their order where nothing else tells them apart.
 */
export function shortNames(names: readonly string[], room: number, fontSize: number): string[] {
  const distinct = new Set(names).size;
  for (const head of HEADS) {
    const short = names.map((name) => shortName(name, room, fontSize, head));
    if (new Set(short).size === distinct) return short;
  }
  const places = new Map([...new Set(names)].map((name, k) => [name, k + 1]));
  return names.map((name) => {
    const number = ` ${places.get(name)}`;
    return `${shortName(name, room - textWidth(number, fontSize), fontSize)}${number}`;
  });
}
