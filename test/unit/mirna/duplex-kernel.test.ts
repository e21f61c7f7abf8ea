import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import { duplexEnergies } from '../../../src/mirna/duplex/duplex-energies.ts';
import { findDuplexes, maskHit } from '../../../src/mirna/duplex/duplex-hits.ts';
import { DuplexKernel } from '../../../src/mirna/duplex/duplex-kernel.ts';
import { type Duplex, type DuplexRules, hybridize } from '../../../src/mirna/duplex/duplex-recursion.ts';
import { encodeBases } from '../../../src/mirna/sequences/nucleotides.ts';
import { randomSequence, seededRandom } from './random.ts';

const wide = { maxInternalLoop: 15, maxBulge: 15 };
const kernel = new DuplexKernel();

/** A random target, sometimes with an imperfect complement of the miRNA, sometimes with unknown bases. */
function randomTarget(random: () => number, query: Uint8Array, longest: number): Uint8Array {
  const alphabets = ['ACGU', 'AAUUUCG', 'ACGUN', 'GGCU'];
  const length = 1 + Math.floor(random() * longest);
  const target = encodeBases(randomSequence(random, length, alphabets[Math.floor(random() * 4)]));
  if (random() < 0.6) {
    let at = Math.floor(random() * length);
    for (const base of query) {
      if (random() < 0.03) continue;
      if (random() < 0.05) at += Math.ceil(random() * 4);
      if (at < length) target[at++] = 3 - base;
    }
  }
  return target;
}

const found = (duplex: Duplex | undefined): Duplex => duplex ?? { energy: 0, pairs: [] };

describe('the kernel gives the energy, to the last bit, and the structure of the plain recursion', () => {
  it.each<[string, DuplexRules]>([
    ['without constraint', wide],
    ['with a helix of nt 2-7', { ...wide, helix: { from: 2, to: 7 } }],
    ['with a helix of nt 2-8', { ...wide, helix: { from: 2, to: 8 } }],
    ['with a helix of nt 1-6', { ...wide, helix: { from: 1, to: 6 } }],
    ['with a helix of nt 3-8', { ...wide, helix: { from: 3, to: 8 } }],
    ['with a helix of nt 2-11', { ...wide, helix: { from: 2, to: 11 } }],
    ['with small loops', { maxInternalLoop: 3, maxBulge: 2 }],
    ['with the smallest loops', { maxInternalLoop: 1, maxBulge: 1 }],
    ['with small loops and a helix', { maxInternalLoop: 6, maxBulge: 4, helix: { from: 2, to: 7 } }],
    ['with the tables as they are meant', { ...wide, loopNaming: 'turner' }],
  ])('%s', (_, rules) => {
    const random = seededRandom(7);
    let bound = 0;
    for (let round = 0; round < 25; round++) {
      const query = encodeBases(randomSequence(random, 12 + Math.floor(random() * 21)));
      kernel.setQuery(query, rules);
      for (let k = 0; k < 3; k++) {
        const target = randomTarget(random, query, 220);
        for (let hit = 0; hit < 3; hit++) {
          const expected = hybridize(target, query, rules);
          expect(found(kernel.best(target))).toEqual(expected);
          if (expected.pairs.length === 0) break;
          bound++;
          maskHit(target, expected);
        }
      }
    }
    expect(bound).toBeGreaterThan(10);
  });

  it('over several blocks of rows', () => {
    const random = seededRandom(11);
    for (const rules of [wide, { ...wide, helix: { from: 2, to: 7 } }]) {
      const query = encodeBases(randomSequence(random, 22));
      const target = encodeBases(randomSequence(random, 9000));
      kernel.setQuery(query, rules);
      const expected = hybridize(target, query, rules);
      expect(kernel.best(target)).toEqual(expected);
      maskHit(target, expected);
      expect(kernel.best(target)).toEqual(hybridize(target, query, rules));
    }
  });
});

describe('hits', () => {
  const query = encodeBases('UCUUUGGUUAUCUAGCUGUAUGA').reverse();
  const target = encodeBases(randomSequence(seededRandom(3), 600));

  it('come best first and never share a target base', () => {
    kernel.setQuery(query, wide);
    const hits = findDuplexes(kernel, target, 6, 0, () => true);
    expect(hits).toHaveLength(6);
    const spans = hits.map(({ pairs }) => [pairs[0]![0], pairs.at(-1)![0]] as const);
    hits.slice(1).forEach((hit, k) => {
      expect(hit.energy).toBeGreaterThanOrEqual(hits[k]!.energy);
    });
    for (const [a, first] of spans.entries()) {
      for (const second of spans.slice(a + 1)) expect(first[1] < second[0] || second[1] < first[0]).toBe(true);
    }
  });

  it('are the same with a limit, down to it', () => {
    for (const rules of [wide, { ...wide, helix: { from: 2, to: 7 } }]) {
      kernel.setQuery(query, rules);
      const best = kernel.best(target)!;
      const energy = Math.round(best.energy * 100);
      expect(kernel.best(target, energy)).toEqual(best);
      expect(kernel.best(target, energy - 1)).toBeUndefined();
    }
  });

  it('refuse miRNAs and helices that do not fit', () => {
    const code = (action: () => void) => {
      try {
        action();
      } catch (error) {
        return error instanceof Fault ? error.code : error;
      }
      return undefined;
    };
    expect(code(() => kernel.setQuery(new Uint8Array(33), wide))).toBe('DUPLEX_QUERY_TOO_LONG');
    expect(code(() => kernel.setQuery(query, { ...wide, helix: { from: 7, to: 2 } }))).toBe('DUPLEX_HELIX');
    expect(code(() => kernel.setQuery(query, { ...wide, helix: { from: 20, to: 24 } }))).toBe('DUPLEX_HELIX');
  });
});

describe('the energy tables', () => {
  const reversed = [1, 0, 3, 2, 5, 4];
  const pairs = [0, 1, 2, 3, 4, 5];
  const bases = [0, 1, 2, 3];

  it('as they are meant give a loop the same energy from both strands', () => {
    const { stack, loop11, loop22 } = duplexEnergies('turner');
    for (const p of pairs) {
      for (const q of pairs) {
        const [back, far] = [6 * reversed[q]! + reversed[p]!, 6 * p + q];
        expect(stack[far]).toBe(stack[back]);
        for (const x of bases) {
          for (const y of bases) {
            expect(loop11[25 * far + 5 * x + y]).toBe(loop11[25 * back + 5 * y + x]);
            const [u, v] = [(x + y) % 4, (x + 2 * y) % 4];
            expect(loop22[625 * far + 125 * x + 25 * u + 5 * y + v]).toBe(
              loop22[625 * back + 125 * v + 25 * y + 5 * u + x],
            );
          }
        }
      }
    }
  });

  it('hold published values', () => {
    const { stack, bulge, internal } = duplexEnergies();
    // 5'-GC-3'/3'-CG-5' and 5'-GG-3'/3'-CC-5' of Xia et al. 1998, bulges and loops of Mathews et al. 1999.
    expect([stack[6 * 1 + 0], stack[6 * 1 + 1], bulge[1], bulge[3], internal[4], internal[6]]).toEqual([
      -340, -330, 380, 320, 170, 200,
    ]);
  });
});
