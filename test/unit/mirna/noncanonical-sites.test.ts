import { describe, expect, it } from 'vitest';
import { parseMirna } from '../../../src/mirna/families/mirna.ts';
import { reverseComplement } from '../../../src/mirna/sequences/nucleotides.ts';
import {
  findNoncanonicalSites,
  type NoncanonicalSiteType,
  noncanonicalSiteTypes,
} from '../../../src/mirna/sites/noncanonical-sites.ts';
import { randomSequence, seededRandom } from './random.ts';

const lead = 'G'.repeat(20);
const mirna = parseMirna('hsa-miR-9-5p', 'UCUUUGGUUAUCUAGCUGUAUGA');
/** The target of nt from..to. */
const match = (from: number, to: number) => reverseComplement(mirna.sequence.slice(from - 1, to));
const find = (sequence: string, types: readonly NoncanonicalSiteType[] = noncanonicalSiteTypes) =>
  findNoncanonicalSites(sequence, mirna, types);

describe('findNoncanonicalSites', () => {
  it('finds centered sites: at least 11 pairs that begin at nt 4 or 5', () => {
    expect(find(`${lead}${match(4, 14)}CG`, ['centered'])).toEqual([{ type: 'centered', start: 21, end: 31 }]);
    expect(find(`${lead}${match(5, 16)}GG`, ['centered'])).toEqual([{ type: 'centered', start: 21, end: 32 }]);
    expect(find(`${lead}C${match(4, 13)}CG`, ['centered'])).toEqual([]);
    expect(find(`${lead}${match(3, 14)}CG`, ['centered'])).toEqual([]);
  });

  it('finds bulged sites: one target base between those that pair nt 5 and nt 6', () => {
    const site = `${match(6, 8)}G${match(2, 5)}`;
    expect(find(`${lead}${site}GG`)).toEqual([{ type: 'bulged', start: 21, end: 28 }]);
    expect(find(`${lead}${match(7, 8)}G${match(2, 6)}GG`, ['bulged'])).toEqual([]);
    expect(find(`${lead}${match(2, 8)}GG`, ['bulged'])).toEqual([]);
  });

  it("finds 3'-compensatory sites: one mismatch in the seed, nine pairs over nt 13-16 at an offset of at most two", () => {
    const seed = `${match(7, 8)}A${match(2, 5)}`;
    const tail = match(12, 20);
    for (const [gap, isFound] of [
      ['CCC', true],
      ['CCCCC', true],
      ['C', true],
      ['CCCCCC', false],
      ['', false],
    ] as const) {
      const sequence = `${lead}${tail}${gap}${seed}GG`;
      const start = 21 + tail.length + gap.length;
      const expected = isFound ? [{ type: "3'-compensatory", start, end: start + 6 }] : [];
      expect({ gap, found: find(sequence, ["3'-compensatory"]) }).toEqual({ gap, found: expected });
    }
    expect(find(`${lead}${match(13, 20)}CCCC${seed}GG`, ["3'-compensatory"])).toEqual([]);
  });

  it('gives a bulged site with such pairing the stronger type', () => {
    const site = `${match(12, 20)}CCC${match(6, 8)}G${match(2, 5)}`;
    expect(find(`${lead}${site}GG`)).toEqual([{ type: "3'-compensatory", start: 33, end: 40 }]);
    expect(find(`${lead}${site}GG`, ['bulged'])).toEqual([{ type: 'bulged', start: 33, end: 40 }]);
  });

  it('equals a regular expression for centered and bulged sites in random sequences', () => {
    const random = seededRandom(6);
    let total = 0;
    for (let round = 0; round < 300; round++) {
      const mir = parseMirna('m', randomSequence(random, 18, 'AC'));
      const sequence = lead + randomSequence(random, 400, 'GGU').slice(0, 400);
      const piece = (from: number, to: number) => reverseComplement(mir.sequence.slice(from - 1, to));
      const text = 'N'.repeat(14) + sequence.slice(14);
      const starts = (pattern: string) =>
        [...text.matchAll(new RegExp(`(?=${pattern})`, 'g'))].map(({ index }) => index + 1);
      const bulged = starts(`${piece(6, 8)}.${piece(2, 5)}`).filter((start) => {
        // Not where the same bases hold a seed match.
        const window = text.slice(start, start + 8);
        return !window.slice(1).startsWith(piece(2, 7)) && !window.startsWith(piece(3, 8));
      });
      const isA1 = (start: number) => new RegExp(`^${piece(2, 6)}A`).test(text.slice(start + 1));
      const expected = bulged.filter((start) => !isA1(start));
      const found = findNoncanonicalSites(sequence, mir, ['bulged']).map(({ start }) => start);
      expect(found).toEqual(expected);
      total += found.length;
    }
    expect(total).toBeGreaterThan(100);
  });
});
