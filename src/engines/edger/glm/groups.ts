/** Samples of one group after another: group g has the places starts[g] to starts[g + 1] - 1 of `members`. */
export interface Groups {
  readonly members: Int32Array;
  readonly starts: Int32Array;
}

/** @param codes [samples]: group of each sample, from 0 to `count` - 1; others are left out */
export function makeGroups(codes: ArrayLike<number>, count: number): Groups {
  const members: number[] = [];
  const starts = [0];
  for (let group = 0; group < count; group++) {
    for (let j = 0; j < codes.length; j++) if (codes[j] === group) members.push(j);
    starts.push(members.length);
  }
  return { members: Int32Array.from(members), starts: Int32Array.from(starts) };
}
