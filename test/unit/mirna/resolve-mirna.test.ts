import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import { conservedMirnas, groupByFamily } from '../../../src/mirna/families/families.ts';
import { parseMirna, parseMirnas } from '../../../src/mirna/families/mirna.ts';
import { resolveMirna } from '../../../src/mirna/families/resolve-mirna.ts';

function faultOf(action: () => unknown): Fault['details'] {
  try {
    action();
  } catch (error) {
    if (error instanceof Fault) return error.details;
    throw error;
  }
  throw new Error('no fault');
}

describe('resolveMirna', () => {
  it.each([
    'hsa-miR-9-5p',
    'hsa-miR-9',
    'miR-9',
    'mir-9',
    'MIR9',
    'mir9-5p',
    'MIMAT0000441',
    'UCUUUGGUUAUCUAGCUGUAUGA',
    'tctttggttatctagctgtatga',
  ])('reads %s as hsa-miR-9-5p', (query) => {
    const { name, seed } = resolveMirna(query);
    expect({ name, seed }).toEqual({ name: 'hsa-miR-9-5p', seed: 'CUUUGGU' });
  });

  it('prefers the miRNAs it is given and says when a name is ambiguous among them', () => {
    const given = [
      parseMirna('mmu-miR-9-5p', 'UCUUUGGUUAUCUAGCUGUAUGA'),
      parseMirna('mmu-miR-9-3p', 'AUAAAGCUAGAUAACCGAAAGU'),
    ];
    expect(resolveMirna('miR-9-3p', given).name).toBe('mmu-miR-9-3p');
    expect(faultOf(() => resolveMirna('miR-9', given))).toMatchObject({
      code: 'MIRNA_AMBIGUOUS',
      found: 'mmu-miR-9-5p, mmu-miR-9-3p',
    });
  });

  it('lists the members when a name means several', () => {
    expect(faultOf(() => resolveMirna('miR-200')).found).toBe('hsa-miR-200a-3p, hsa-miR-200b-3p, hsa-miR-200c-3p');
  });

  it('suggests near names', () => {
    expect(faultOf(() => resolveMirna('hsa-miR-9-3p'))).toMatchObject({
      code: 'MIRNA_UNKNOWN',
      expected: expect.stringContaining('near names: hsa-miR-9-5p'),
    });
    expect(faultOf(() => resolveMirna('hsa-miR-2100-3p')).expected).toContain('hsa-miR-210-3p');
  });

  it('takes any sequence of at least 8 nt', () => {
    expect(resolveMirna('ACGTACGTAC')).toEqual({ name: 'ACGUACGUAC', sequence: 'ACGUACGUAC', seed: 'CGUACGU' });
    expect(faultOf(() => resolveMirna('ACGUA')).code).toBe('MIRNA_TOO_SHORT');
  });
});

describe('parseMirnas', () => {
  it('keeps the accession and refuses strange letters and duplicates', () => {
    const record = { id: 'x-miR-1', description: 'MIMAT0000001 Some beast', sequence: 'ugagguaguag' };
    expect(parseMirnas([record])[0]).toMatchObject({ accession: 'MIMAT0000001', sequence: 'UGAGGUAGUAG' });
    expect(faultOf(() => parseMirnas([record, record], 'm.fa')).code).toBe('MIRNA_DUPLICATE');
    expect(faultOf(() => parseMirnas([{ id: 'a', sequence: 'ACGNACGUA', line: 7 }], 'm.fa'))).toMatchObject({
      code: 'MIRNA_LETTER',
      file: 'm.fa',
      line: 7,
      column: 4,
    });
  });
});

describe('built-in families', () => {
  it('holds known members with their seeds', () => {
    const seeds = Object.fromEntries(conservedMirnas().map((mirna) => [mirna.name, mirna.seed]));
    expect(seeds).toMatchObject({
      'hsa-let-7a-5p': 'GAGGUAG',
      'hsa-miR-124-3p': 'AAGGCAC',
      'hsa-miR-155-5p': 'UAAUGCU',
      'hsa-miR-34a-5p': 'GGCAGUG',
      'hsa-miR-210-3p': 'UGUGCGU',
    });
    const families = groupByFamily(conservedMirnas());
    expect(families.length).toBeGreaterThan(150);
    expect(families.find((family) => family.seed === 'GAGGUAG')!.members.length).toBeGreaterThan(8);
  });
});
