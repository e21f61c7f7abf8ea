import { describe, expect, it } from 'vitest';
import {
  affectedIsoformRatio,
  localAuContent,
  meanOverIsoforms,
  scaleIsoforms,
} from '../../../src/mirna/context/context-features.ts';
import { percentileRanks } from '../../../src/mirna/context/context-percentiles.ts';
import { contextScore, featureOrder } from '../../../src/mirna/context/context-score.ts';
import { type GeneSite, geneScore } from '../../../src/mirna/context/cumulative-score.ts';
import { threePrimePairing } from '../../../src/mirna/context/three-prime-pairing.ts';
import { createUtrContext } from '../../../src/mirna/context/utr-context.ts';
import { parseMirna } from '../../../src/mirna/families/mirna.ts';
import { randomSequence, seededRandom } from './random.ts';

const mir9 = parseMirna('hsa-miR-9-5p', 'UCUUUGGUUAUCUAGCUGUAUGA');

describe('localAuContent', () => {
  it('weighs A and U by the inverse distance from the site', () => {
    // One A directly upstream of an 8mer: weight 1; two bases down: 1/2 and 1/3.
    expect(localAuContent('AACCAAAGAGU', 2, 9, '8mer')).toBe(Number(((1 + 1 / 3) / (1 + 1 / 2 + 1 / 3)).toFixed(3)));
    // 6mer: upstream from 1/2, downstream from 1.
    expect(localAuContent('ACCAAAGUG', 2, 7, '6mer')).toBe(Number(((1 / 2 + 1) / (1 / 2 + 1 + 1 / 2)).toFixed(3)));
    expect(localAuContent('CCAAAG', 1, 6, '6mer')).toBe(0);
    const au = 'A'.repeat(50);
    expect(localAuContent(`${au}CCAAAG${au}`, 51, 56, '6mer')).toBe(1);
  });
});

describe('isoforms', () => {
  const isoforms = [
    { start: 1, end: 100, air: 100 },
    { start: 101, end: 300, air: 40 },
  ];

  it('weigh a value by the transcripts that hold the site', () => {
    expect(affectedIsoformRatio(isoforms, 50)).toBe(1);
    expect(affectedIsoformRatio(isoforms, 101)).toBe(0.4);
    expect(affectedIsoformRatio(isoforms, 400)).toBe(0.4);
    expect(affectedIsoformRatio([], 400)).toBe(1);
    expect(meanOverIsoforms(isoforms, 50, (end) => end)).toBe(Math.round((100 * 100 + 40 * 300) / 140));
    expect(meanOverIsoforms(isoforms, 150, (end) => end)).toBe(300);
    expect(meanOverIsoforms(isoforms, 400, (end) => end)).toBe(0);
  });

  it('stretch with the length of another species', () => {
    expect(scaleIsoforms(isoforms, 300, 150)).toEqual([
      { start: 1, end: 50, air: 100 },
      { start: 50, end: 150, air: 40 },
    ]);
  });
});

describe('threePrimePairing', () => {
  const upstreamOf = (gap: string) => `AGAUUGGU${gap}`; // 3'->5' from the A that faces nt 1
  it('scores pairs of nt 13-16 one, others a half, and takes half a point for each nt of offset beyond two', () => {
    const pairNt = (from: number, to: number) =>
      [...mir9.sequence.slice(from - 1, to)].map((base) => ({ A: 'U', C: 'G', G: 'C', U: 'A' })[base]).join('');
    const seed = pairNt(2, 8);
    const utr = (middle: string, pairs: string) => `A${seed}${middle}${pairs}`;
    expect(threePrimePairing(utr('NNNN', pairNt(13, 16)), mir9.sequence, '8mer')).toMatchObject({
      score: 4,
      offset: 0,
    });
    expect(threePrimePairing(utr('NNNN', pairNt(13, 18)), mir9.sequence, '8mer')).toMatchObject({
      score: 5,
      offset: 0,
    });
    expect(threePrimePairing(utr('NNN', pairNt(13, 16)), mir9.sequence, '8mer')).toMatchObject({
      score: 4,
      offset: 1,
      gap: 'utr',
    });
    expect(threePrimePairing(utr('NNNNNNNN', pairNt(13, 16)), mir9.sequence, '8mer')).toMatchObject({
      score: 3,
      offset: 4,
      gap: 'mirna',
    });
    expect(threePrimePairing(upstreamOf('NNNNNNNN'), mir9.sequence, '8mer').score).toBe(0);
  });
});

describe('contextScore', () => {
  const random = seededRandom(4);
  const sequence = `${randomSequence(random, 300)}ACCAAAGA${randomSequence(random, 500)}`;
  const site = { type: '8mer', start: 301, end: 308 } as const;
  const full = createUtrContext({
    sequence,
    isoforms: [{ start: 1, end: sequence.length, air: 100 }],
    unpaired: () => 0.01,
    orf: `${randomSequence(random, 900)}ACCAAAGA`,
  });

  it('is the intercept and the rounded contributions together', () => {
    const { score, intercept, contributions } = contextScore({ ...site, pct: 0.3 }, mir9, full, 3.593, 'paper');
    const sum = featureOrder.reduce((total, feature) => total + (contributions[feature] ?? 0), intercept);
    expect(score).toBeCloseTo(sum, 10);
    // Agarwal et al. 2015: -0.115 on the scale -4.356 .. -0.661 of log10 probability, and so on.
    expect(contributions.accessibility).toBeCloseTo((-0.115 * (-2 + 4.356)) / (4.356 - 0.661), 3);
    expect(contributions.orf8mers).toBeCloseTo(-0.118, 10);
    expect(contributions.targetAbundance).toBeCloseTo(0.142, 10);
    expect(contributions.seedPairingStability).toBeCloseTo(0.154, 10);
    expect(contributions.pct).toBeCloseTo((-0.103 * 0.3) / 0.816, 3);
  });

  it('leaves out what is not known, and says so by leaving it out of the contributions', () => {
    const bare = createUtrContext({ sequence });
    const { contributions, air } = contextScore(site, mir9, bare, undefined, 'paper');
    for (const feature of ['accessibility', 'orfLength', 'orf8mers', 'targetAbundance', 'pct'] as const) {
      expect(contributions[feature]).toBeUndefined();
    }
    expect(air).toBe(1);
    const known = contextScore(site, mir9, full, undefined, 'paper').contributions;
    expect(contributions.utrLength).toBe(known.utrLength);
    expect(contributions.minDistance).toBe(known.minDistance);
  });

  it('counts offset 6mers by the paper; the public program always counts one', () => {
    const many = createUtrContext({
      sequence: sequence + 'GACCAAAC'.repeat(3),
      isoforms: [{ start: 1, end: 2000, air: 100 }],
    });
    const offset = (rules: 'paper' | 'targetscan70') =>
      contextScore(site, mir9, many, undefined, rules).contributions.offset6mers;
    const inRandom = full.offset6merEnds(mir9.seed).length;
    expect(offset('paper')).toBeCloseTo(-0.02 * (3 + inRandom), 10);
    expect(offset('targetscan70')).toBeCloseTo(-0.02, 10);
  });

  it('sets weak scores to the weakest of the type', () => {
    const strong = createUtrContext({ sequence: `${'G'.repeat(4000)}ACCAAAGA${'G'.repeat(4000)}`, orfLength: 30_000 });
    const weak = contextScore({ ...site, start: 4001, end: 4008 }, mir9, strong, 4.5, 'paper');
    expect(weak).toMatchObject({ score: -0.03, isWeakest: true });
  });
});

describe('percentileRanks', () => {
  it('counts the less favorable sites; ties share a rank; order does not matter', () => {
    const printed = (values: number[]) => values.map((value) => ({ value, text: value.toFixed(3) }));
    const values = [-0.1, -0.3, 0, -0.1, -0.2];
    const ranks = percentileRanks(printed(values), printed(values), 'paper');
    expect(ranks.map(({ score }) => score)).toEqual([20, 80, 0, 20, 60]);
    expect(ranks.map(({ weighted }) => weighted)).toEqual([20, 80, 0, 20, 60]);
  });
});

describe('geneScore', () => {
  const site = (start: number, score: number, air: number): GeneSite => {
    return { start, end: start + 6, score, air, weighted: Math.log2((2 ** score - 1) * air + 1) };
  };

  it('adds scores of sites that all transcripts hold', () => {
    const { total, cumulativeWeighted } = geneScore([site(20, -0.3, 1), site(90, -0.2, 1)]);
    expect(total).toBeCloseTo(-0.5, 12);
    expect(cumulativeWeighted).toBeCloseTo(-0.5, 12);
  });

  it('lets a site act on its share of transcripts only', () => {
    expect(geneScore([site(20, -0.3, 0.25)]).cumulativeWeighted).toBeCloseTo(Math.log2(1 - 0.25 * (1 - 2 ** -0.3)), 12);
    // Half of the transcripts are short; the distal site acts on the long ones.
    const long = 2 ** -0.4 * 2 ** -0.3;
    const expected = Math.log2(0.5 * 2 ** -0.3 + 0.5 * long);
    expect(geneScore([site(20, -0.3, 1), site(500, -0.4, 0.5)]).cumulativeWeighted).toBeCloseTo(expected, 12);
  });

  it('takes the best subset of overlapping sites', () => {
    const random = seededRandom(8);
    for (let round = 0; round < 100; round++) {
      const sites = Array.from({ length: 7 }, () => site(20 + Math.floor(random() * 40), -random(), 1));
      let best = 0;
      for (let subset = 0; subset < 128; subset++) {
        const chosen = sites.filter((_, k) => (subset >> k) & 1);
        const overlaps = chosen.some((a) => chosen.some((b) => a !== b && a.start <= b.end && b.start <= a.end));
        if (!overlaps)
          best = Math.min(
            best,
            chosen.reduce((sum, { score }) => sum + score, 0),
          );
      }
      expect(geneScore(sites).cumulativeWeighted).toBeCloseTo(best, 10);
    }
  });
});
