import { describe, expect, it } from 'vitest';
import { hybridize } from '../../../src/mirna/duplex/duplex-recursion.ts';
import { createSiteHybridizer } from '../../../src/mirna/duplex/site-duplex.ts';
import { encodeBases, reverseComplement } from '../../../src/mirna/sequences/nucleotides.ts';
import { findSites } from '../../../src/mirna/sites/utr-scanner.ts';
import { randomSequence, seededRandom } from './random.ts';

const rules = { maxInternalLoop: 15, maxBulge: 15, helix: { from: 2, to: 7 } };

describe('the duplex of a site', () => {
  it('is the best one with a helix of nt 2-7 where that lies on the site, else one that binds less well', () => {
    const random = seededRandom(5);
    let [best, other] = [0, 0];
    for (let round = 0; round < 60; round++) {
      const mirna = randomSequence(random, 18 + Math.floor(random() * 7), round % 3 === 0 ? 'GU' : 'ACGU');
      const seed = mirna.slice(1, 8);
      const match = reverseComplement(seed);
      const upstream = randomSequence(random, 30, round % 3 === 0 ? 'ACGC' : 'ACGU');
      // A second helix, shifted into the first or upstream of it, for some.
      const rival = round % 2 === 0 ? match.slice(1).repeat(1 + Math.floor(random() * 2)) : '';
      const sequence = `${randomSequence(random, 20)}${upstream}${rival}${match}${randomSequence(random, 9)}`;
      const utr = encodeBases(sequence);
      const sites = findSites(sequence, { name: 'm', seed }).filter(({ start }) => start > 45);
      const hybridizeSite = createSiteHybridizer(mirna);
      const query = encodeBases(mirna).reverse();
      for (const site of sites) {
        const { energy, drawing } = hybridizeSite(utr, site);
        const facing2 = site.end - (site.type === '8mer' || site.type === '7mer-A1' ? 2 : 1);
        const from = site.start - 31;
        const expected = hybridize(utr.slice(from, facing2 + 3), query, rules);
        const [place] = expected.pairs.find(([, j]) => j === query.length - 2)!;
        if (place === facing2 - from) {
          best++;
          expect(energy).toBe(expected.energy);
          expect(drawing.position).toBe(from + expected.pairs[0]![0]);
        } else {
          other++;
          expect(energy).toBeGreaterThanOrEqual(expected.energy);
          expect(energy).toBeLessThan(0);
        }
        expect(drawing.mirnaPaired.replaceAll(' ', '')).toContain([...mirna.slice(1, 7)].reverse().join(''));
      }
    }
    expect(best).toBeGreaterThan(30);
    expect(other).toBeGreaterThan(5);
  });
});
