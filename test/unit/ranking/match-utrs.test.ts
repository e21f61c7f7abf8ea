import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import { countMatchedGenes, geneOfUtr, nameGenes } from '../../../src/ranking/match-utrs.ts';

describe("the gene of a 3' UTR", () => {
  it('is its id, or what follows the last bar', () => {
    expect(['ENSG1', 'ENST1|ENSG1', 'a|b|LIFR'].map(geneOfUtr)).toEqual(['ENSG1', 'ENSG1', 'LIFR']);
  });

  it('is found by id, or by a symbol that stands for one gene', () => {
    const names = nameGenes(['e1', 'e2', 'e3', 'e4'], ['LIFR', 'DUP', 'DUP', 'e1']);
    expect(names.get('LIFR')).toBe('e1');
    expect(names.get('DUP')).toBeUndefined();
    expect(names.get('e1')).toBe('e1');
    expect(countMatchedGenes(names, ['LIFR', 'e1', 'e3', 'zzz'], 'utrs.fa')).toBe(2);
  });

  it('is nowhere: a fault that shows three ids of each side', () => {
    const names = nameGenes(['ENSG1', 'ENSG2', 'ENSG3', 'ENSG4'], undefined);
    let fault: unknown;
    try {
      countMatchedGenes(names, ['NM_1', 'NM_2', 'NM_3', 'NM_4'], 'utrs.fa');
    } catch (error) {
      fault = error;
    }
    expect((fault as Fault).details).toMatchObject({
      code: 'UTRS_NO_SHARED_GENE',
      file: 'utrs.fa',
      found: "3' UTRs of NM_1, NM_2, NM_3",
      expected: 'genes of the count table: ENSG1, ENSG2, ENSG3',
    });
    expect(fault).toBeInstanceOf(Fault);
  });
});
