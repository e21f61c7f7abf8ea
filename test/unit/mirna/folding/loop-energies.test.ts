import { describe, expect, it } from 'vitest';
import { exteriorStems, multiloopClosings, multiloopStems } from '../../../../src/mirna/folding/boltzmann-weights.ts';
import { encodeForFolding, foldingLetters, NO_BASE, pairTypes } from '../../../../src/mirna/folding/folding-bases.ts';
import { hairpinEnergy, interiorEnergy } from '../../../../src/mirna/folding/loop-energies.ts';

// Energies that ViennaRNA 2 gives these loops, hundredths of kcal/mol.

const typeOf = (pair: string) => pairTypes[5 * foldingLetters.indexOf(pair[0]!) + foldingLetters.indexOf(pair[1]!)]!;

describe('hairpinEnergy', () => {
  it.each([
    ['CAAAG', 540],
    ['AAAAU', 590],
    ['CAACG', 680],
    ['CUUCGG', 370],
    ['GGAAAC', 310],
    ['UAAAAG', 510],
    ['ACAGUGCU', 290],
    ['GAAAAAAC', 430],
    [`C${'A'.repeat(30)}G`, 620],
    [`C${'A'.repeat(33)}G`, 630.28],
  ])('%s: %d', (letters, energy) => {
    const bases = encodeForFolding(letters);
    const type = typeOf(letters[0]! + letters.at(-1)!);
    expect(hairpinEnergy(bases, 1, letters.length, type)).toBeCloseTo(energy, 3);
  });
});

describe('interiorEnergy', () => {
  it.each([
    ['GC', 'GC', -340],
    ['GA', 'UU', -130],
    ['GG', 'UU', -50],
    ['CAG', 'CG', 140],
    ['AAAU', 'AU', 380],
    ['CAG', 'CAG', 90],
    ['CAG', 'CAAG', 230],
    ['CAAG', 'CAG', 230],
    ['GUCA', 'UAGC', 190],
    ['CNAG', 'CAAG', 120],
    ['CAG', 'CAAAG', 230],
    ['CGAG', 'CAAAG', 150],
    ['AGAAU', 'AGAAU', 140],
    ['CAAAAAAG', 'CAAG', 470],
  ])('%s and %s: %d', (left, right, energy) => {
    // A hairpin of five between the two sides.
    const bases = encodeForFolding(`${left}AAAAA${right}`);
    const [i, k] = [1, left.length];
    const [l, j] = [left.length + 6, left.length + 5 + right.length];
    const outer = typeOf(left[0]! + right.at(-1)!);
    const inner = typeOf(right[0]! + left.at(-1)!);
    expect(interiorEnergy(bases, [i, j, k, l], outer, inner)).toBe(energy);
  });
});

describe('weights of stems', () => {
  const energyOf = (weight: number) => (-Math.log(weight) * 616.3207755) / 10;
  const code = (base: string) => (base === '' ? NO_BASE : foldingLetters.indexOf(base));
  const stem = (weights: Float64Array, before: string, pair: string, after: string) =>
    energyOf(weights[36 * typeOf(pair) + 6 * code(before) + code(after)]!);

  it.each([
    ['A', 'GC', 'U', -100],
    ['', 'GC', 'U', -120],
    ['G', 'GC', '', -1.698],
    ['A', 'UG', 'C', -10],
    ['G', 'AU', '', 10],
    ['', 'AU', '', 50],
  ])('%s.%s.%s in no loop: %d', (before, pair, after, energy) => {
    expect(stem(exteriorStems, before, pair, after)).toBeCloseTo(energy, 3);
  });

  it.each([
    ['A', 'GC', 'U', -190],
    ['A', 'UG', 'C', -100],
  ])('%s.%s.%s in a multiloop: %d', (before, pair, after, energy) => {
    expect(stem(multiloopStems, before, pair, after)).toBeCloseTo(energy, 3);
  });

  it('G(A...A)C closes a multiloop for 730', () => {
    expect(energyOf(multiloopClosings[25 * typeOf('GC') + 5 * code('A') + code('A')]!)).toBeCloseTo(730, 6);
  });
});
