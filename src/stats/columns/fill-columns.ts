/**
 * A column of doubles, `valueAt(i)` at each place. `Float64Array.from` gives the same, but collects all values in a list
 * before that, and takes ten to fifty times as long for tens of thousands of genes.
 */
export function fillDoubles(length: number, valueAt: (i: number) => number): Float64Array<ArrayBuffer> {
  const column = new Float64Array(length);
  for (let i = 0; i < length; i++) column[i] = valueAt(i);
  return column;
}

/** The places below `length` for which something holds, ascending. */
export function placesWhere(length: number, holds: (place: number) => boolean): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(length);
  let count = 0;
  for (let place = 0; place < length; place++) if (holds(place)) places[count++] = place;
  return places.slice(0, count);
}
