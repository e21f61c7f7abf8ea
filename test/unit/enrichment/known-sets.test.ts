import { describe, expect, it } from 'vitest';
import { loadKnownSets } from '../../../src/enrichment/known-sets/known-sets.ts';

const genesOf = async (collection: 'go' | 'hippo', name: string) => {
  const { sets, symbols } = await loadKnownSets(collection);
  const set = sets.find((one) => one.name === name)!;
  return Array.from(set.members, (gene) => symbols[gene]!).sort();
};

describe('built-in gene sets', () => {
  it('has the terms of the Gene Ontology with all their genes', async () => {
    expect(await genesOf('go', 'GO:0000012')).toEqual(
      'APLF APTX ERCC6 ERCC8 LIG4 PARP1 SIRT1 TDP1 TERF2 TNP1 XNDC1N XRCC1'.split(' '),
    );
    const { sets, symbols } = await loadKnownSets('go');
    expect(sets.length).toBe(12531);
    expect(sets.reduce((sum, { members }) => sum + members.length, 0)).toBe(1100658);
    expect(new Set(symbols).size).toBe(symbols.length);
    const tested = sets.filter(({ members }) => members.length >= 15 && members.length <= 500);
    expect(tested.length).toBeGreaterThan(6000);
  });

  it('has a term with all the genes of what is a part of it', async () => {
    const [repair, dnaRepair] = [await genesOf('go', 'GO:0000012'), new Set(await genesOf('go', 'GO:0006281'))];
    expect(repair.filter((gene) => !dnaRepair.has(gene))).toEqual([]);
  });

  it('has the 22 targets of YAP and TAZ under their symbols of today', async () => {
    const targets = await genesOf('hippo', 'WANG2018_YAP_TAZ_22');
    expect(targets).toHaveLength(22);
    expect(targets).toEqual(expect.arrayContaining(['CCN1', 'CCN2', 'ANKRD1', 'AMOTL2']));
  });

  it('has MOB1 where WikiPathways identifies that node as CXCL10, and no signature without a licence', async () => {
    const genes = await genesOf('hippo', 'WP4537_HIPPO-YAP_SIGNALING');
    expect(genes).toEqual(expect.arrayContaining(['MOB1A', 'MOB1B']));
    expect(genes).not.toContain('CXCL10');
    const { sets } = await loadKnownSets('hippo');
    expect(sets.map(({ name }) => name).filter((name) => /CORDENONSI|KEGG/.test(name))).toEqual([]);
    expect(sets).toHaveLength(7);
  });
});
