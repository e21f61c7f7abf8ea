import { describe, expect, it } from 'vitest';
import { contextScore } from '../../../src/mirna/context/context-score.ts';
import { createUtrContext } from '../../../src/mirna/context/utr-context.ts';
import { parseMirna } from '../../../src/mirna/families/mirna.ts';
import { findSites } from '../../../src/mirna/sites/utr-scanner.ts';
import { expectedChange, siteWeight } from '../../../src/targets/expected-change.ts';
import { findMessageSites } from '../../../src/targets/message-sites.ts';
import { repressionModel } from '../../../src/targets/repression-model.ts';
import { hasShared, whyShared } from '../../shared.ts';

const average = { utr: 1000, coding: 1500 };

describe('the expected change of a message', () => {
  it('is that of its sites by type and region where all else is average', () => {
    const weight = siteWeight({ type: '8mer', region: 'utr' }, average);
    expect(weight).toBeCloseTo(Math.exp(repressionModel.utr['8mer']), 12);
    expect(expectedChange([weight, weight])).toBeCloseTo(-Math.log2(1 + 2 * weight), 12);
    expect(expectedChange([])).toBe(0);
  });

  it('falls with the strength of the type, in both regions, and more in the 3’ UTR than in the coding sequence', () => {
    const types = ['8mer', '7mer-m8', '7mer-A1', '6mer'] as const;
    const weights = (region: 'utr' | 'coding') => types.map((type) => siteWeight({ type, region }, average));
    for (const region of ['utr', 'coding'] as const) {
      expect(weights(region)).toEqual(weights(region).sort((a, b) => b - a));
    }
    for (const [k, weight] of weights('utr').entries()) expect(weight).toBeGreaterThan(weights('coding')[k]!);
  });

  it('is weaker in long messages, and stronger between A and U and near an end', () => {
    const site = { type: '8mer', region: 'utr', localAu: 0.6, pairing: 2, endDistance: 100 } as const;
    const usual = siteWeight(site, average);
    expect(siteWeight(site, { utr: 4000, coding: 1500 })).toBeLessThan(usual);
    expect(siteWeight(site, { utr: 1000, coding: 6000 })).toBeLessThan(usual);
    expect(siteWeight({ ...site, localAu: 0.8 }, average)).toBeGreaterThan(usual);
    expect(siteWeight({ ...site, endDistance: 400 }, average)).toBeLessThan(usual);
  });
});

describe('the sites of a message', () => {
  const mirna = parseMirna('hsa-miR-9-5p', 'UCUUUGGUUAUCUAGCUGUAUGA');
  const utr = `${'GC'.repeat(20)}ACCAAAGA${'GA'.repeat(20)}`;
  const coding = `AUGACCAAAGA${'GCU'.repeat(30)}CCAAAGGUAA`;
  const context = createUtrContext({ sequence: utr });
  const scored = findSites(utr, mirna).map((site) => ({
    gene: 'g',
    family: { name: mirna.name, seed: mirna.seed, species: undefined, mirnas: new Map() },
    site: site as never,
    mirna,
    score: contextScore({ ...site, type: '8mer' }, mirna, context, undefined, 'paper'),
  }));

  it('are found in the coding sequence from its first base on, and add to those of the 3’ UTR', () => {
    const whole = findMessageSites({ id: 'g', length: utr.length, coding }, scored, [mirna]);
    expect(whole.codingLength).toBe(coding.length);
    expect(whole.codingSites.map(({ type, start, end }) => `${type}:${start}-${end}`)).toEqual([
      '8mer:4-11',
      '6mer:102-107',
    ]);
    expect(coding.slice(3, 11)).toBe('ACCAAAGA');
    const none = findMessageSites({ id: 'g', length: utr.length, coding: 'GCU'.repeat(37) }, scored, [mirna]);
    expect(none.codingSites).toEqual([]);
    const [both, alone] = [whole, none].map(({ expectedChanges }) => expectedChanges.get(mirna.name)!);
    expect(both!).toBeLessThan(alone!);
    const weightOf = (change: number): number => 2 ** -change - 1;
    const own = whole.codingSites.reduce((sum, { change }) => sum + weightOf(change), 0);
    expect(weightOf(both!) - own).toBeCloseTo(weightOf(alone!), 2);
  });

  it('are not known in a coding sequence that is not', () => {
    const { codingLength, codingSites } = findMessageSites({ id: 'g', length: utr.length, coding: undefined }, scored, [
      mirna,
    ]);
    expect([codingLength, codingSites]).toEqual([undefined, []]);
  });
});

describe.skipIf(!hasShared)(`six miRNAs in HEK293FT cells${whyShared}`, () => {
  it('are foretold better with coding sites and lengths, and than by TargetScan 7', async () => {
    const { readHek } = await import('../../bench/repression-data.ts');
    const { explained, predict } = await import('../../bench/repression-fit.ts');
    const hek = await readHek();
    const mean = (score: (one: (typeof hek)[number]) => Float64Array): number =>
      hek.reduce((sum, one) => sum + explained(score(one), one.change), 0) / hek.length;
    const inUtr = mean((one) =>
      predict({ ...one, sites: one.sites.map((own) => own.filter(({ region }) => region === 'utr')) }, repressionModel),
    );
    const all = mean((one) => predict(one, repressionModel));
    expect(all).toBeGreaterThan(inUtr + 0.01);
    expect(all).toBeGreaterThan(mean(({ targetScan }) => targetScan) + 0.02);
    expect(all).toBeGreaterThan(0.13);
  });
});
