import { describe, expect, it } from 'vitest';
import { parseMirna } from '../../../src/mirna/families/mirna.ts';
import { createSeedReader } from '../../../src/mirna/families/seed-of-name.ts';

describe('createSeedReader', () => {
  it.each([
    ['hsa-miR-9-5p', 'CUUUGGU'],
    ['miR-9-5p', 'CUUUGGU'],
    ['miR-9', 'CUUUGGU'],
    ['miR-124', 'AAGGCAC'],
    ['hsa-miR-124-3p.1', 'AAGGCAC'],
    ['miR-17-5p/20-5p/93-5p', 'AAAGUGC'],
    ['hsa-miR-21-3p', 'AACACCA'],
    ['MIMAT0000441', 'CUUUGGU'],
    ['CUUTGGU', 'CUUUGGU'],
    // Under the same name the fly's and the rat's are shifted by one nt.
    ['dme-miR-137-3p', 'AUUGCUU'],
    ['hsa-miR-137-3p', 'UAUUGCU'],
    ['rno-miR-10b-5p', 'CCUGUAG'],
    ['hsa-miR-10b-5p', 'ACCCUGU'],
    ['mmu-miR-9', 'CUUUGGU'],
    // Not built in: never read as human.
    ['ssc-miR-10b-5p', undefined],
    ['gga-miR-9', undefined],
    ['nothing', undefined],
  ])('reads %s as %s', async (name, seed) => {
    expect((await createSeedReader([]))(name)).toBe(seed);
  });

  it('asks the given miRNAs first', async () => {
    const given = parseMirna('ssc-miR-10b-5p', 'CCCUGUAGAACCGAAUUUGUGU');
    const seedOf = await createSeedReader([given]);
    expect(seedOf('ssc-miR-10b-5p')).toBe('CCUGUAG');
    expect(seedOf('miR-10b-5p')).toBe('CCUGUAG');
    expect(seedOf('hsa-miR-10b-5p')).toBe('ACCCUGU');
  });
});
