import { describe, expect, it } from 'vitest';
import { didYouMean, nearestNames } from '../../src/text/nearest-names.ts';

describe('nearest names', () => {
  it('ranks by edits, swaps counting once, case not at all', () => {
    expect(nearestNames('contorl', ['treated', 'control', 'Controls', 'contour'])).toEqual([
      'control',
      'Controls',
      'contour',
    ]);
    expect(nearestNames('HSA-MIR-9-5P', ['hsa-miR-99-5p', 'hsa-miR-9-5p', 'hsa-miR-9-3p'], 2)).toEqual([
      'hsa-miR-9-5p',
      'hsa-miR-99-5p',
    ]);
  });

  it('finds a name that contains the other, but nothing far', () => {
    expect(nearestNames('treated1fb', ['untreated1', 'treated1', 'x'])).toEqual(['treated1']);
    expect(nearestNames('GAPDH', ['LIFR', 'CDH1', ''])).toEqual([]);
  });

  it('asks a question, or nothing', () => {
    expect(didYouMean('batc', ['batch', 'condition'])).toBe("Did you mean 'batch'?");
    expect(didYouMean('s1', ['s2', 's3', 's4', 's5'])).toBe("Did you mean 's2', 's3' or 's4'?");
    expect(didYouMean('zzz', ['batch'])).toBe('');
  });
});
