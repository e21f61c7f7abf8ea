import { describe, expect, it } from 'vitest';
import { basePowers, expectedShares } from '../../../src/enrichment/seeds/expected-shares.ts';
import { familyOfWords, seedWords } from '../../../src/enrichment/seeds/seed-words.ts';
import { codeOf, wordCount, wordOf } from '../../../src/enrichment/seeds/word-codes.ts';
import { hitPlace, WordKernel, type WordLength } from '../../../src/enrichment/seeds/word-kernel.ts';
import { scanWords } from '../../../src/enrichment/seeds/word-landscape.ts';
import { encodeBases } from '../../../src/mirna/sequences/nucleotides.ts';
import { createRandom } from '../../../src/stats/random/seeded-random.ts';
import { randomSequence, seededRandom } from '../mirna/random.ts';
import { countWords, createWordReader } from './plain-words.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** One length, with all of its words. */
function scanLength(sequences: readonly Uint8Array[], length: WordLength, windows?: number) {
  const scan = scanWords(sequences, { lengths: [length], windows })[0]!;
  return { ...scan, words: Array.from(scan.codes, scan.describe) };
}

describe('the words of a sequence', () => {
  it('are those that a search letter by letter finds, repeats at one or two positions counting once', () => {
    const random = seededRandom(3);
    const read = createWordReader(6);
    const out = new Uint32Array(1000);
    for (let trial = 0; trial < 20; trial++) {
      const text = `${randomSequence(random, 300, 'acGtUN')}AAAAAAAAACGCGCGCGCGATGATGATGATG`;
      const found = [...out.subarray(0, read(bytes(text), out))].map((code) => wordOf(code, 6));
      const letters = text.toUpperCase().replaceAll('U', 'T');
      const expected: string[] = [];
      for (let i = 0; i + 6 <= letters.length; i++) {
        const word = letters.slice(i, i + 6);
        const comesAgain = i > 0 && [1, 2].some((back) => letters.slice(Math.max(0, i - back), i - back + 6) === word);
        if (!word.includes('N') && !comesAgain) expected.push(word);
      }
      expect(found).toEqual(expected);
    }
  });

  it('have codes that lead back to them', () => {
    for (let code = 0; code < wordCount(6); code++) expect(codeOf(wordOf(code, 6))).toBe(code);
    expect(codeOf('ACCAAAGU')).toBe(codeOf('accaaagt'));
    expect(codeOf('ACNA')).toBe(-1);
  });

  it('that are sites of miR-9-5p are the published ones', () => {
    expect(seedWords('CUUUGGU').map(({ word }) => word)).toEqual(['ACCAAAGA', 'ACCAAAG', 'CCAAAGA', 'CCAAAG']);
    const families = [
      { name: 'miR-9-5p', seed: 'CUUUGGU' },
      { name: 'other', seed: 'CUUUGGA' },
    ];
    expect(familyOfWords(families).get('CCAAAG')).toBe('miR-9-5p 6mer, other 6mer');
  });
});

describe('the sums of words', () => {
  it('are those of a count gene by gene, bit for bit', () => {
    const random = seededRandom(17);
    const letters = ['ACGT', 'acgtu', 'AT', 'A', 'ACGTN', 'GC'];
    const sequences = Array.from({ length: 150 }, (_, gene) =>
      bytes(randomSequence(random, Math.floor(random() * 900), letters[gene % letters.length]!)),
    );
    sequences.push(bytes(''), bytes('ACGTA'), bytes('ACGTAC'), bytes('NNNNNN'), bytes('ACACACACACACGGGGGGGGGGG'));
    const kernel = new WordKernel(sequences);
    const powers = basePowers(sequences, 8);
    const lengths = [6, 7, 8] as const;
    const plain = lengths.map((length) => countWords(sequences, length, 9));
    const { windowEnds } = plain[0]!;
    const asked = lengths.map((length) => ({ length, shares: expectedShares(powers, kernel.sizes(length), length) }));
    kernel.scan(asked, windowEnds).forEach(({ hits, ...sums }, k) => {
      const { wordsUpTo, ...expected } = plain[k]!;
      expect(sums.totals.reduce((sum, total) => sum + total, 0)).toBe(wordsUpTo.at(-1));
      for (const name of Object.keys(sums) as (keyof typeof sums)[]) {
        expect(Buffer.from(sums[name].buffer).equals(Buffer.from(expected[name].buffer)), name).toBe(true);
      }
      const inOrder = expected.hits.map((_, at) => hits[hitPlace(Math.floor(at / 9), at % 9, lengths[k]!, 9)]!);
      expect(inOrder).toEqual(expected.hits);
    });
    // One length alone gives the same.
    const [alone] = kernel.scan([asked[1]!], windowEnds);
    expect(alone!.variance).toEqual(plain[1]!.variance);
  });

  it('are none where no sequence is', () => {
    expect(scanWords([], { lengths: [6, 7, 8] }).map(({ codes }) => codes.length)).toEqual([0, 0, 0]);
  });
});

describe('the landscape of a word', () => {
  it("is R's hypergeometric p of its occurrences in growing sets of leading genes", () => {
    // Words of A and C, of which A thins out from gene to gene. R 4.2: phyper(hits - 1, marked, population - marked, drawn,
    // lower.tail = FALSE) or phyper(hits, ...), the smaller, with these counts told by a search of strings.
    const random = seededRandom(5);
    const sequences = Array.from({ length: 60 }, (_, gene) => {
      const share = 0.5 + 0.004 * (30 - gene);
      return bytes(Array.from({ length: 200 }, () => (random() < share ? 'A' : 'C')).join(''));
    });
    const scan = scanLength(sequences, 6, 10);
    expect([...scan.windows]).toEqual([6, 12, 18, 24, 30, 36, 42, 48, 54, 60]);
    const aacaac = scan.landscapeOf(codeOf('AACAAC'));
    expect(aacaac[0]).toBeCloseTo(2.614862276180692, 10);
    expect(aacaac[1]).toBeCloseTo(2.4218340111012844, 10);
    expect(aacaac[3]).toBeCloseTo(3.7326451694127263, 10);
    const ccacaa = scan.landscapeOf(codeOf('CCACAA'));
    expect(ccacaa[0]).toBeCloseTo(-0.8548428466229447, 10);
    expect(ccacaa[1]).toBeCloseTo(0.516475155416247, 10);
    expect(ccacaa[3]).toBeCloseTo(-0.3090016948796695, 10);
  });
});

describe('the running sum of a word', () => {
  const random = createRandom(11);
  const sequence = (length: number, gc: number, word = '') => {
    const letters = Array.from({ length }, () => (random.uniform() < gc ? 'GC' : 'AT')[random.integer(2)]).join('');
    return bytes(letters.slice(0, length / 2) + word + letters.slice(length / 2));
  };

  it('finds a word that was planted in leading genes, at either end, with the genes that lead', () => {
    const down = Array.from({ length: 600 }, (_, gene) => sequence(400, 0.45, gene < 120 ? 'ACCAAAGA' : ''));
    const { words } = scanLength(down, 7);
    expect(words.slice(0, 2).map(({ word }) => word)).toEqual(expect.arrayContaining(['ACCAAAG', 'CCAAAGA']));
    expect(words[0]).toMatchObject({ direction: 'down' });
    expect(words[0]!.pAdjusted).toBeLessThan(1e-6);
    expect(Math.abs(words[0]!.leadingGenes - 120)).toBeLessThan(15);
    const up = scanLength([...down].reverse(), 7).words;
    expect(up[0]).toMatchObject({ word: words[0]!.word, direction: 'up' });
    expect(up[0]!.runningSum).toBeCloseTo(words[0]!.runningSum, 8);
  });

  it('has p-values that are never too small where the order of genes is chance, whatever their lengths', () => {
    const sequences = Array.from({ length: 300 }, () =>
      sequence(100 + random.integer(1500), 0.3 + 0.4 * random.uniform()),
    );
    let below = 0;
    let all = 0;
    for (let trial = 0; trial < 6; trial++) {
      const order = Uint32Array.from(sequences.keys());
      random.shuffle(order);
      const { words } = scanLength(
        Array.from(order, (gene) => sequences[gene]!),
        6,
      );
      all += words.length;
      below += words.filter(({ logP }) => Math.exp(logP) < 0.05).length;
    }
    expect(all).toBeGreaterThan(20_000);
    expect(below / all).toBeLessThan(0.05);
    expect(below / all).toBeGreaterThan(0.025);
  });

  it('is not raised by length or composition of leading genes, as the landscape is', () => {
    const sequences = Array.from({ length: 400 }, (_, gene) =>
      sequence(gene < 100 ? 2000 : 500, gene < 100 ? 0.3 : 0.55),
    );
    const { words } = scanLength(sequences, 6);
    expect(words.filter(({ pAdjusted }) => pAdjusted < 0.05)).toEqual([]);
    expect(Math.max(...words.map(({ peak }) => peak))).toBeGreaterThan(20);
  });

  it('leaves out rare words, and takes sequences without any', () => {
    expect(scanLength([bytes('ACGTACG'), bytes(''), bytes('NNNNNNNN')], 6).words).toEqual([]);
    expect(encodeBases('N')[0]).toBeGreaterThan(3);
  });
});
