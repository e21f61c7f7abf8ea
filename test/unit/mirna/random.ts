/** A seeded source of uniform numbers in [0, 1) (mulberry32), so that random tests repeat. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function randomSequence(random: () => number, length: number, letters = 'ACGU'): string {
  let sequence = '';
  for (let i = 0; i < length; i++) sequence += letters[Math.floor(random() * letters.length)];
  return sequence;
}
