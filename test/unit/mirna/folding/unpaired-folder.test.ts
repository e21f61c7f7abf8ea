import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/fault.ts';
import { encodeForFolding } from '../../../../src/mirna/folding/folding-bases.ts';
import { applyRules, type FoldingRules, targetScanFolding } from '../../../../src/mirna/folding/folding-rules.ts';
import { PlainFolding } from '../../../../src/mirna/folding/plain-folding.ts';
import { UnpairedFolder } from '../../../../src/mirna/folding/unpaired-folder.ts';
import { randomSequence, seededRandom } from '../random.ts';

const all = (n: number) => Int32Array.from({ length: n }, (_, k) => k + 1);
const tenDigits = (values: Iterable<number>) => Array.from(values, (value) => value.toPrecision(10));
const folder = new UnpairedFolder(targetScanFolding);
/** A mean of each base, nt 1 first. */
const single = (sequence: string, by = folder) => by.stretches(sequence, all(sequence.length), [1, 1]);

/** The largest difference, as a part of the smaller one. */
function largestDifference(ours: Float64Array, theirs: Float64Array): number {
  expect(ours).toHaveLength(theirs.length);
  return ours.reduce((most, value, k) => {
    if (Number.isNaN(value) && Number.isNaN(theirs[k]!)) return most;
    return Math.max(most, Math.abs(value - theirs[k]!) / Math.min(value, theirs[k]!));
  }, 0);
}

describe('UnpairedFolder', () => {
  it('has the probabilities of small structures, a multiloop among them', () => {
    const hairpin = [
      0.02828364, 0.0004988289, 0.001232612, 0.1327643, 1, 1, 1, 1, 0.01790935, 0.0003503302, 0.002035497, 0.1424842,
    ];
    expect([...single('GGGGAAAACCCC')].map((p) => Number(p.toPrecision(7)))).toEqual(hairpin);
    const multiloop = [0.01956585, 0.003634016, 0.02022286, 0.965731, 0.9999261];
    expect([...single('GGGAAAUCCGGGAAACCCAGGGAAACCCAUCCC')].slice(0, 5).map((p) => Number(p.toPrecision(7)))).toEqual(
      multiloop,
    );
  });

  it.each<[string, FoldingRules, string, number]>([
    ['as TargetScan 7', targetScanFolding, 'ACGU', 130],
    ['as ViennaRNA 2.7', { ...targetScanFolding, convention: 'viennarna-2.7' }, 'ACGU', 130],
    ['rich in G and U', targetScanFolding, 'GGUUUAC', 120],
    ['with N', targetScanFolding, 'GGCCAUN', 120],
    ['a short window', { ...targetScanFolding, window: 30, span: 30, stretch: 9 }, 'ACGU', 90],
    ['a long span', { ...targetScanFolding, window: 100, span: 90, stretch: 4 }, 'ACGU', 130],
    ['stretches longer than the span', { ...targetScanFolding, window: 40, span: 12, stretch: 30 }, 'GGCCAU', 90],
    ['less than a window', targetScanFolding, 'ACGU', 60],
  ])('equals the plain recursions on random sequences: %s', (_, rules, letters, length) => {
    const random = seededRandom(length + letters.length + rules.window);
    const kernel = new UnpairedFolder(rules);
    const sequence = randomSequence(random, length, letters);
    const range = [1, Math.min(rules.stretch, length)] as const;
    const plain = new UnpairedFolder(rules, false).stretches(sequence, all(length), range);
    expect(largestDifference(kernel.stretches(sequence, all(length), range), plain)).toBeLessThan(1e-13);
  });

  it('folds only what a stretch depends on: the window at either side, and one nt more', () => {
    const random = seededRandom(20);
    const sequence = randomSequence(random, 3000, 'GGCAU');
    const whole = folder.stretches(sequence, all(3000), [14, 14]);
    const alone = Float64Array.from([14, 15, 50, 93, 94, 95, 700, 1199, 1200, 1201, 2400, 2920, 2999, 3000], (end) => {
      const [value] = folder.stretches(sequence, Int32Array.of(end), [14, 14]);
      expect(Math.abs(value! / whole[end - 1]! - 1)).toBeLessThan(1e-13);
      return value!;
    });
    expect(new Set(alone).size).toBe(14);
    const together = folder.stretches(sequence, Int32Array.of(100, 130, 400, 1500, 1501), [14, 14]);
    expect(tenDigits(together)).toEqual(tenDigits([100, 130, 400, 1500, 1501].map((end) => whole[end - 1]!)));
  });

  it('does not depend on bases farther away, and does on the last one', () => {
    const random = seededRandom(3);
    const sequence = randomSequence(random, 400, 'GGCCAU');
    const [s, e] = [187, 200];
    const value = (text: string) => folder.stretches(text, Int32Array.of(e), [14, 14])[0]!;
    const changed = (at: number) => {
      const others = [...'ACGU'].map((base) => sequence.slice(0, at - 1) + base + sequence.slice(at)).map(value);
      return Math.max(...others) / Math.min(...others) - 1;
    };
    expect(changed(e - 81)).toBe(0);
    expect(changed(s + 81)).toBe(0);
    expect(changed(e - 80)).toBeGreaterThan(1e-9);
    expect(changed(s + 80)).toBeGreaterThan(1e-9);
  });

  it('does not depend on case, or on T in place of U', () => {
    const sequence = randomSequence(seededRandom(7), 200);
    expect(single(sequence.replaceAll('U', 't').toLowerCase())).toEqual(single(sequence));
  });

  it('never pairs what is no base: N, IUPAC codes, other letters', () => {
    const sequence = randomSequence(seededRandom(8), 120, 'GGCCAUNRX');
    // TargetScan 7 leaves out loop sides of 30 nt.
    const newer = new UnpairedFolder({ ...targetScanFolding, convention: 'viennarna-2.7' });
    const values = single(sequence, newer);
    for (const [k, letter] of [...sequence].entries()) {
      if ('NRX'.includes(letter)) expect(values[k]).toBeCloseTo(1, 13);
    }
    expect(single(sequence.replaceAll(/[RX]/g, 'N'), newer)).toEqual(values);
    expect([...single('N'.repeat(90))].every((p) => Math.abs(p - 1) < 1e-13)).toBe(true);
  });

  it('gives each base of a sequence in one window a partner, or none, with a probability of 1 together', () => {
    const sequence = randomSequence(seededRandom(9), 70, 'GGCCAU');
    const plain = new PlainFolding(encodeForFolding(sequence), applyRules(targetScanFolding, 70));
    const values = single(sequence);
    let largestPair = 0;
    for (let i = 1; i <= 70; i++) {
      let sum = values[i - 1]!;
      for (let j = 1; j <= 70; j++) {
        if (Math.abs(j - i) > 40) continue;
        const pair = plain.paired(Math.min(i, j), Math.max(i, j));
        largestPair = Math.max(largestPair, pair);
        sum += pair;
      }
      expect(sum).toBeCloseTo(1, 12);
    }
    expect(largestPair).toBeGreaterThan(0.2);
  });

  it('lets a pair span 41 nt as TargetScan 7, 40 as ViennaRNA 2.7', () => {
    const sequence = `GGGGGG${'A'.repeat(30)}CCCCCC`;
    const paired = (convention: FoldingRules['convention'], i: number, j: number) =>
      new PlainFolding(
        encodeForFolding(sequence),
        applyRules({ ...targetScanFolding, convention }, sequence.length),
      ).paired(i, j);
    expect(paired('targetscan7', 1, 41)).toBeGreaterThan(0.001);
    expect(paired('viennarna-2.7', 2, 41)).toBeGreaterThan(0.001);
    expect([paired('viennarna-2.7', 1, 41), paired('targetscan7', 1, 42)]).toEqual([0, 0]);
  });

  it('leaves out a loop side of 30 nt that ends with the stretch, as TargetScan 7 does and ViennaRNA 2.7 does not', () => {
    const old = new UnpairedFolder({ ...targetScanFolding, span: 39 });
    const newer = new UnpairedFolder({ ...targetScanFolding, span: 40, convention: 'viennarna-2.7' });
    const random = randomSequence(seededRandom(2), 300, 'GGCCAU');
    const [left, right] = [old, newer].map((by) => by.stretches(random, all(300), [1, 20]));
    let [smaller, larger] = [0, 0];
    for (const [k, value] of left!.entries()) {
      if (value < right![k]! * (1 - 1e-14)) smaller++;
      if (value > right![k]! * (1 + 1e-12)) larger++;
    }
    expect(smaller).toBeGreaterThan(100);
    expect(larger).toBe(0);
    expect(largestDifference(left!, right!)).toBeLessThan(1e-3);
  });

  it('prints the probabilities of stretches that lie in the sequence, each once', () => {
    const sequence = randomSequence(seededRandom(4), 100);
    const printed = folder.printed(sequence, [50, 13, 101, 50, 14], 14);
    expect([...printed.keys()]).toEqual([14, 50]);
    for (const value of printed.values()) expect(Number(value.toPrecision(7))).toBe(value);
    expect(folder.printed('ACGU', [4], 14).size).toBe(0);
  });

  it('refuses rules that contradict themselves', () => {
    const faultOf = (rules: Partial<FoldingRules>) => {
      try {
        return new UnpairedFolder({ ...targetScanFolding, ...rules });
      } catch (error) {
        return (error as Fault).details;
      }
    };
    expect(faultOf({ window: 30 })).toMatchObject({ code: 'FOLDING_RULES', option: 'folding_span', found: '40 nt' });
    expect(faultOf({ stretch: 81 })).toMatchObject({ code: 'FOLDING_RULES', option: 'folding_stretch' });
  });
});
