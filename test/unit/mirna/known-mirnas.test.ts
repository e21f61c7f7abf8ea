import { describe, expect, it } from 'vitest';
import { openInput } from '../../../pipeline/files/open-input.ts';
import { readMirnas } from '../../../src/formats/sequences/mirna-files.ts';
import { conservedMirnas, groupByFamily, loadCandidateMirnas } from '../../../src/mirna/families/families.ts';
import { builtInSpecies, loadKnownMirnas } from '../../../src/mirna/families/known-mirnas.ts';
import { parseMirna, parseMirnas } from '../../../src/mirna/families/mirna.ts';
import { resolveMirna, resolveMirnas } from '../../../src/mirna/families/resolve-mirna.ts';
import { knownSpecies, nameSpecies } from '../../../src/mirna/families/species.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';
import { faultOf } from '../tables/faults.ts';

const mature = sharedPath('data/mirbase/mature.fa.gz');

describe('built-in miRNAs', () => {
  it('are those of six species, with classes of conservation that agree with the conserved human families', async () => {
    expect(builtInSpecies).toEqual(['hsa', 'mmu', 'rno', 'dre', 'dme', 'cel']);
    const human = new Map((await loadKnownMirnas('hsa')).map((mirna) => [mirna.name, mirna]));
    for (const mirna of conservedMirnas()) expect(human.get(mirna.name)).toEqual(mirna);
    expect(conservedMirnas()).toHaveLength(
      [...human.values()].filter(({ conservation = 0 }) => conservation >= 1).length,
    );
    expect(await loadKnownMirnas('constructor')).toEqual([]);
  });

  it('give the families that may explain changes in a species', async () => {
    const seeds = async (...names: string[]) => {
      const { mirnas, note } = await loadCandidateMirnas(names.map((name) => parseMirna(name, 'ACGUACGUA')));
      return { families: groupByFamily(mirnas).length, note };
    };
    const human = { families: groupByFamily(conservedMirnas()).length, note: undefined };
    expect(await seeds()).toEqual(human);
    expect(await seeds('ssc-miR-1', 'own')).toEqual(human);
    const mouse = await seeds('own', 'mmu-miR-1');
    expect(mouse.note).toBe('seed families: the conserved ones of mouse');
    expect(mouse.families / human.families).toBeGreaterThan(0.8);
    expect(mouse.families / human.families).toBeLessThan(1.3);
    expect((await seeds('dme-miR-1')).note).toBe('seed families: all of fly, told by the seed alone');
  });

  it('know species, and which are plants', () => {
    expect(knownSpecies().get('ssc')).toEqual({ code: 'ssc', name: 'Sus scrofa', isPlant: false });
    const kinds = (codes: string[]) => codes.map((code) => knownSpecies().get(code)!.isPlant);
    expect(kinds(['ath', 'osa', 'zma', 'gma', 'ppt', 'tae'])).toEqual([true, true, true, true, true, true]);
    expect(kinds(['hsa', 'dme', 'ebv', 'ddi', 'cin', 'gga'])).toEqual([false, false, false, false, false, false]);
    expect(['mmu', 'ssc', 'xyz'].map(nameSpecies)).toEqual(['mouse', 'Sus scrofa', 'xyz']);
  });
});

describe.skipIf(!hasShared)(`miRBase 22${whyShared}`, () => {
  it('has no name that is read as a miRNA of another species', async () => {
    const records = parseMirnas(await readMirnas(openInput(mature)), mature);
    expect(records).toHaveLength(48_885);
    const wrong: string[] = [];
    let refused = 0;
    for (const { name, accession } of records) {
      const builtIn = builtInSpecies.includes(name.split('-')[0]!);
      try {
        const mirna = await resolveMirna(name);
        if (!builtIn || mirna.accession !== accession) wrong.push(`${name} as ${mirna.name}`);
      } catch {
        refused++;
        if (builtIn) wrong.push(`${name} refused`);
      }
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(0);
  });

  it('is read in the species that is asked for, also where the whole of it is given', async () => {
    const given = { mirnas: parseMirnas(await readMirnas(openInput(mature)), mature), file: 'mature.fa' };
    expect((await resolveMirna('ssc-miR-9-1', given)).name).toBe('ssc-miR-9-1');
    expect((await resolveMirna('cfa-miR-30e', given)).name).toBe('cfa-miR-30e');
    expect((await faultOf(() => resolveMirna('hsa-miR-9-1', given))).details.code).toBe('MIRNA_AMBIGUOUS');
    expect((await faultOf(() => resolveMirna('miR-9-1', given))).details.message).toContain('says no species');
    expect((await faultOf(() => resolveMirna('ssc-miR-9-5p', given))).details).toMatchObject({ code: 'MIRNA_SPECIES' });
    const { notes } = await resolveMirnas(['ath-miR156a-5p'], given);
    expect(notes.filter(({ level }) => level === 'warning')).toHaveLength(1);
  });
});
