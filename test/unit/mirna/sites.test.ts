import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import { conservedMirnas, groupByFamily } from '../../../src/mirna/families/families.ts';
import { type Mirna, parseMirna } from '../../../src/mirna/families/mirna.ts';
import { reverseComplement } from '../../../src/mirna/sequences/nucleotides.ts';
import { type SeedSiteType, seedSiteTypes } from '../../../src/mirna/sites/site-types.ts';
import { countSites, findSites, scanUtrs } from '../../../src/mirna/sites/utr-scanner.ts';
import { randomSequence, seededRandom } from './random.ts';

const mir9 = parseMirna('hsa-miR-9-5p', 'UCUUUGGUUAUCUAGCUGUAUGA');

/** The definition of each type as a regular expression on the sequence with its first 14 nt masked. */
function sitesByRegex(sequence: string, mirna: Mirna): { type: string; start: number; end: number }[] {
  const text = 'N'.repeat(Math.min(14, sequence.length)) + sequence.slice(14).toUpperCase().replaceAll('T', 'U');
  const [, two, ...rest] = mirna.sequence;
  const pairing = (letters: string[]) => reverseComplement(letters.join(''));
  const opposite2 = pairing([two!]);
  const opposite7 = pairing([mirna.sequence[6]!]);
  const opposite8 = pairing([mirna.sequence[7]!]);
  const nt2to7 = pairing([two!, ...rest.slice(0, 5)]);
  const patterns: Record<SeedSiteType, string> = {
    '8mer': `${opposite8}${nt2to7}A`,
    '7mer-m8': `${opposite8}${nt2to7}(?!A)`,
    '7mer-A1': `(?<!${opposite8})${nt2to7}A`,
    '6mer': `(?<!${opposite8})${nt2to7}(?!A)`,
    'offset 6mer': `${pairing(rest.slice(0, 6))}(?!${opposite2})`,
    '6mer-A1': `(?<!${opposite7})${pairing([two!, ...rest.slice(0, 4)])}A`,
  };
  const sites = Object.entries(patterns).flatMap(([type, pattern]) => {
    const found = [];
    const regex = new RegExp(pattern, 'g');
    for (let hit = regex.exec(text); hit; hit = regex.exec(text)) {
      found.push({ type, start: hit.index + 1, end: hit.index + hit[0].length });
      regex.lastIndex = hit.index + 1;
    }
    return found;
  });
  return sites.sort((a, b) => a.start - b.start || a.end - b.end);
}

describe('findSites', () => {
  it('gives each type of miR-9 its published motif and coordinates', () => {
    const spacer = 'G'.repeat(20);
    const motifs: [SeedSiteType, string][] = [
      ['8mer', 'ACCAAAGA'],
      ['7mer-m8', 'ACCAAAG'],
      ['7mer-A1', 'CCAAAGA'],
      ['6mer', 'CCAAAG'],
      ['offset 6mer', 'ACCAAA'],
      ['6mer-A1', 'CAAAGA'],
    ];
    for (const [type, motif] of motifs) {
      const found = findSites(`${spacer}${motif}C${spacer}`.replaceAll('U', 'T').toLowerCase(), mir9, {
        siteTypes: seedSiteTypes,
      });
      const tail = type === 'offset 6mer' ? 'C' : '';
      expect({ tail, found }).toEqual({ tail, found: [{ type, start: 21, end: 20 + motif.length }] });
    }
  });

  it('equals a regular expression for every type on random sequences with unknown bases', () => {
    const random = seededRandom(1);
    let total = 0;
    for (let round = 0; round < 3000; round++) {
      const mirna = parseMirna('m', randomSequence(random, 10, 'AC'));
      const length = Math.floor(random() * 200);
      const sequence = randomSequence(random, length, round % 2 ? 'GUGUGUGUAN' : 'GUgtA');
      const found = findSites(sequence, mirna, { siteTypes: seedSiteTypes });
      expect(found).toEqual(sitesByRegex(sequence, mirna));
      total += found.length;
    }
    expect(total).toBeGreaterThan(1000);
  });

  it('masks the first 14 nt: a site may start at nt 15, and what lies before cannot pair', () => {
    const at = (start: number) => findSites(`${'G'.repeat(start - 1)}ACCAAAGAGG`, mir9);
    expect(at(15)).toEqual([{ type: '8mer', start: 15, end: 22 }]);
    expect(at(14)).toEqual([{ type: '7mer-A1', start: 15, end: 21 }]);
    expect(at(13)).toEqual([]);
  });

  it('never matches N or IUPAC codes and refuses other letters with their place', () => {
    expect(findSites(`${'G'.repeat(20)}ACCNAAGA`, mir9)).toEqual([]);
    expect(findSites(`${'G'.repeat(20)}RCCAAAGY`, mir9)).toEqual([{ type: '6mer', start: 22, end: 27 }]);
    for (const index of [3, 40]) {
      const letters = [...'G'.repeat(60)];
      letters[index] = 'E';
      expect(() => findSites(letters.join(''), mir9)).toThrowError(
        expect.objectContaining({ details: expect.objectContaining({ code: 'UTR_LETTER', column: index + 1 }) }),
      );
    }
  });
});

describe('scanUtrs', () => {
  it('finds for all families in one pass what it finds for each alone', () => {
    const random = seededRandom(2);
    const families = groupByFamily(conservedMirnas()).map((family) => family.members[0]!);
    const utrs = Array.from({ length: 40 }, (_, k) => ({
      id: `u${k}`,
      sequence: randomSequence(random, 900, 'ACGUN'),
    }));
    const key = (site: object) => Object.values(site).join(' ');
    const together = scanUtrs(utrs, families, { siteTypes: seedSiteTypes }).map(key).sort();
    const apart = families
      .flatMap((mirna) => scanUtrs(utrs, mirna, { siteTypes: seedSiteTypes }))
      .map(key)
      .sort();
    expect(together).toEqual(apart);
    expect(together.length).toBeGreaterThan(1000);
  });

  it('counts sites per gene', () => {
    const sequence = `${'G'.repeat(20)}ACCAAAGAGGGACCAAAGAGGGCCCAAAGC`;
    const counts = countSites(
      scanUtrs(
        [
          { id: 'g1', sequence },
          { id: 'g2', sequence: 'GGG' },
        ],
        mir9,
      ),
    );
    expect([...counts]).toEqual([
      ['g1', { '8mer': 2, '7mer-m8': 0, '7mer-A1': 0, '6mer': 1, 'offset 6mer': 0, '6mer-A1': 0 }],
    ]);
  });

  it('refuses empty UTRs and duplicate ids', () => {
    const code = (utrs: { id: string; sequence: string }[]) => {
      try {
        scanUtrs(utrs, mir9);
      } catch (error) {
        return error instanceof Fault ? error.code : error;
      }
      return undefined;
    };
    expect(code([{ id: 'a', sequence: '' }])).toBe('UTR_EMPTY');
    expect(
      code([
        { id: 'a', sequence: 'ACG' },
        { id: 'a', sequence: 'ACG' },
      ]),
    ).toBe('UTR_DUPLICATE_ID');
  });
});
