import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { seedPairingStability } from '../../../src/mirna/context/seed-stability.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';

describe('seedPairingStability', () => {
  // Values that Garcia et al. 2011 publish for these miRNAs.
  it.each([
    ['miR-9', 'CUUUGGU', -7.01, -5.22],
    ['let-7', 'GAGGUAG', -9.25, -6.72],
    ['miR-124', 'AAGGCAC', -9.5, -6.81],
    ['miR-34a', 'GGCAGUG', -11.13, -8.57],
    ['miR-200b', 'AAUACUG', -5.25, -2.69],
    ['miR-10', 'ACCCUGU', -10.2, -8.41],
  ])('%s', (_, seed, seven, six) => {
    expect(seedPairingStability(seed)).toBeCloseTo(seven, 10);
    expect(seedPairingStability(seed.slice(0, 6))).toBeCloseTo(six, 10);
  });

  it.skipIf(!hasShared)(`equals the published table for all seeds${whyShared}`, () => {
    const file = sharedPath('oracles/targetscan/sample/params/TA_SPS_by_seed_region.txt.gz');
    const rows = gunzipSync(readFileSync(file)).toString().trim().split('\n').slice(1);
    expect(rows).toHaveLength(16_384);
    const different = rows.filter((row) => {
      const [seed = '', seven, six] = row.split('\t');
      return (
        seedPairingStability(seed).toFixed(3) !== Number(seven).toFixed(3) ||
        seedPairingStability(seed.slice(0, 6)).toFixed(3) !== Number(six).toFixed(3)
      );
    });
    expect(different).toEqual([]);
  });
});
