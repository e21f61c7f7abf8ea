import { describe, expect, it } from 'vitest';
import { findNames } from '../../../pipeline/page/window/find-names.ts';

const names = ['hsa-miR-92a-3p', 'hsa-miR-9-3p', 'hsa-miR-9-5p', 'hsa-let-7a-5p', 'mmu-miR-9-5p', 'hsa-miR-199a-5p'];

describe('the list of miRNAs', () => {
  it('finds names however they are spelled, those of the same number first', () => {
    for (const text of ['hsa-miR-9-5p', 'HSA mir 9 5p']) expect(findNames(names, text)).toEqual(['hsa-miR-9-5p']);
    expect(findNames(names, 'mir-9-5p')).toEqual(['hsa-miR-9-5p', 'mmu-miR-9-5p']);
    expect(findNames(names, 'miR9').slice(0, 3)).toEqual(['hsa-miR-9-3p', 'hsa-miR-9-5p', 'mmu-miR-9-5p']);
    expect(findNames(names, 'let7')).toEqual(['hsa-let-7a-5p']);
    expect(findNames(names, 'nothing')).toEqual([]);
  });
});
