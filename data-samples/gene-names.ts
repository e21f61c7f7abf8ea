import type { RandomStream } from './random.ts';

const ONSETS = ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z'];
const VOWELS = ['a', 'e', 'i', 'o', 'u'];

/**
 * Invented gene names, `sim` and three syllables: pronounceable, unique, and like no gene symbol of any nomenclature, so
 * that nobody takes a simulated gene for a real one.
 */
export function inventGeneNames(count: number, random: RandomStream): string[] {
  const names = new Set<string>();
  while (names.size < count) {
    const syllables = [0, 1, 2].map(() => ONSETS[random.below(ONSETS.length)]! + VOWELS[random.below(VOWELS.length)]!);
    const [first = '', ...rest] = syllables;
    names.add(`sim${first.charAt(0).toUpperCase()}${first.slice(1)}${rest.join('')}`);
  }
  return [...names].sort();
}
