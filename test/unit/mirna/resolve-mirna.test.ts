import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import { conservedMirnas, groupByFamily } from '../../../src/mirna/families/families.ts';
import { parseMirna, parseMirnas } from '../../../src/mirna/families/mirna.ts';
import { resolveMirna, resolveMirnas } from '../../../src/mirna/families/resolve-mirna.ts';

async function faultOf(action: () => unknown): Promise<Fault['details']> {
  try {
    await action();
  } catch (error) {
    if (error instanceof Fault) return error.details;
    throw error;
  }
  throw new Error('no fault');
}

const MIR9 = 'UCUUUGGUUAUCUAGCUGUAUGA';
const HAIRPIN = `CGGGGUUGGUUGUUA${MIR9}GUGGUGUGGAGUCUUCAUAAAGCUAGAUAACCGAAAGUAAAAAUAACCCCA`;
const given = (...names: readonly (readonly [name: string, sequence: string])[]) => ({
  mirnas: names.map(([name, sequence]) => parseMirna(name, sequence)),
  file: 'own.fa',
});

describe('resolveMirna', () => {
  it.each([
    ['hsa-miR-9-5p', 'hsa-miR-9-5p'],
    ['miR-9-5p', 'hsa-miR-9-5p'],
    ['mir9-5p', 'hsa-miR-9-5p'],
    ['hsa.miR.9.5p', 'hsa-miR-9-5p'],
    ['HSA_MIR_9_5P', 'hsa-miR-9-5p'],
    ['microRNA-9-5p', 'hsa-miR-9-5p'],
    ['miR\u20119\u20115p', 'hsa-miR-9-5p'],
    ['MIMAT0000441', 'hsa-miR-9-5p'],
    ['miR-9-1-5p', 'hsa-miR-9-5p'],
    // No arm: the one whose family is conserved.
    ['hsa-miR-9', 'hsa-miR-9-5p'],
    ['miR-9', 'hsa-miR-9-5p'],
    ['MIR9', 'hsa-miR-9-5p'],
    ['mmu-miR-9', 'mmu-miR-9-5p'],
    ['miR-9*', 'hsa-miR-9-3p'],
    ['hsa-let-7a', 'hsa-let-7a-5p'],
    // Poorly conserved ones.
    ['hsa-miR-574-3p', 'hsa-miR-574-3p'],
    ['miR-574-5p', 'hsa-miR-574-5p'],
    ['hsa-miR-21-3p', 'hsa-miR-21-3p'],
    ['hsa-miR-642a-5p', 'hsa-miR-642a-5p'],
    ['hsa-miR-941', 'hsa-miR-941'],
    ['miR-3662', 'hsa-miR-3662'],
    // Other species.
    ['mmu-miR-9-5p', 'mmu-miR-9-5p'],
    ['rno-miR-10b-5p', 'rno-miR-10b-5p'],
    ['dre-miR-430a-3p', 'dre-miR-430a-3p'],
    ['dme-miR-137-3p', 'dme-miR-137-3p'],
    ['dme-bantam-3p', 'dme-bantam-3p'],
    ['cel-lin-4-5p', 'cel-lin-4-5p'],
    ['MIMAT0000010', 'cel-miR-39-3p'],
    // Sequences.
    [MIR9, 'hsa-miR-9-5p'],
    ['tctttggttatctagctgtatga', 'hsa-miR-9-5p'],
    [`5'-${MIR9}-3'`, 'hsa-miR-9-5p'],
    [`5\u2032 ${MIR9} 3\u2032`, 'hsa-miR-9-5p'],
    [`3'-${[...MIR9].reverse().join('')}-5'`, 'hsa-miR-9-5p'],
    ['UCU UUG GUU AUC UAG CUG UAU GA', 'hsa-miR-9-5p'],
    [`${MIR9}dTdT`, 'hsa-miR-9-5p'],
    [`${MIR9}TT`, 'hsa-miR-9-5p'],
    [[...MIR9].map((base) => `m${base}`).join(''), 'hsa-miR-9-5p'],
    [`/5Phos/${[...MIR9].map((base) => `r${base}`).join('')}`, 'hsa-miR-9-5p'],
    ['UGAGAUCAUUUUGAAAGCUGAUU', 'dme-bantam-3p'],
  ])('reads %s as %s', async (query, name) => {
    expect((await resolveMirna(query)).name).toBe(name);
  });

  it.each([
    ['hsa-miR-9-1', 'MIRNA_AMBIGUOUS', 'hsa-miR-9-5p UCUUUGGUUAUCUAGCUGUAUGA (seed CUUUGGU)'],
    ['MIRLET7A1', 'MIRNA_AMBIGUOUS', 'hsa-let-7a-5p UGAGGUAGUAGGUUGUAUAGUU'],
    ['hsa-mir-103a-1', 'MIRNA_AMBIGUOUS', 'hsa-miR-103a-1-5p'],
    ['miR-200', 'MIRNA_AMBIGUOUS', 'hsa-miR-200b-3p'],
    ['hsa-miR-642a', 'MIRNA_AMBIGUOUS', 'the seeds differ'],
    ['miR-142*', 'MIRNA_AMBIGUOUS', 'hsa-miR-142-5p'],
    ['cel-let-7', 'MIRNA_AMBIGUOUS', 'cel-let-7-5p'],
    ['miR-9a', 'MIRNA_UNKNOWN', 'near names: hsa-miR-9-3p, hsa-miR-9-5p'],
    ['hsa-miR-9a-5p', 'MIRNA_SPECIES', 'rno-miR-9a-5p, dme-miR-9a-5p UCUUUGGUUAUCUAGCUGUAUGA'],
    ['hsa-miR-2100-3p', 'MIRNA_UNKNOWN', 'hsa-miR-210-3p'],
    ['hsa-miR-107-3p', 'MIRNA_SPECIES', 'near names: hsa-miR-107'],
    ['dme-miR-24-3p', 'MIRNA_SPECIES', 'rno-miR-24-3p UGGCUCAGUUCAGCAGGAACAG (seed GGCUCAG); the seeds agree'],
    ['cfa-miR-30e', 'MIRNA_SPECIES', 'the seeds differ'],
    ['ssc-miR-9-1', 'MIRNA_SPECIES', 'hsa-miR-9-5p'],
    ['has-miR-9-5p', 'MIRNA_SPECIES', 'hsa (human)'],
    ['MI0000466', 'MIRNA_HAIRPIN', 'MIMAT'],
    [HAIRPIN, 'MIRNA_HAIRPIN', 'hsa-miR-9-5p UCUUUGG'],
    ['ACGUA', 'MIRNA_TOO_SHORT', ''],
    [`${MIR9}N`, 'MIRNA_LETTER', ''],
    ['ath-miR156a-5p', 'MIRNA_SPECIES', 'nearly complete pairing'],
  ])('does not guess %s', async (query, code, shown) => {
    const fault = await faultOf(() => resolveMirna(query));
    expect(fault.code).toBe(code);
    expect([fault.found, fault.expected, fault.hint].join('\n')).toContain(shown);
  });

  it.each<[string, 'info' | 'warning', string]>([
    ['dre-miR-9-5p', 'info', 'miRNA: dre-miR-9-5p, UCUUUGGUUAUCUAGCUGUAUGA, seed CUUUGGU, zebrafish, built in'],
    ['dre-miR-9-5p', 'info', 'its family is told by the seed alone'],
    ['mmu-miR-9-5p', 'info', 'its family is broadly conserved among vertebrates'],
    ['miR-9-5p', 'info', 'says no species: it is read as human'],
    ['miR-9', 'warning', 'the other arm is hsa-miR-9-3p AUAAAGCUAGAUAACCGAAAGU (seed UAAAGCU)'],
    ['miR-9*', 'warning', 'hsa-miR-9-3p is taken'],
    [`${MIR9}dTdT`, 'info', 'the overhang dTdT is left out'],
    [`mU${MIR9.slice(1)}`, 'info', 'marks of modified nucleotides are left out'],
    [`3'-${MIR9}-5'`, 'info', 'is turned around'],
    ['TCATACAGCTAGATAACCAAAGA', 'warning', 'is the reverse complement of hsa-miR-9-5p'],
    ['CATACAGCTAGATAACCA', 'warning', 'is the reverse complement of hsa-miR-9-5p'],
    // A miRNA of the mouse, which is what an inhibitor of miR-9 may be, too.
    ['AUACAGCUAGAUAACCAAAGA', 'warning', 'is the reverse complement of hsa-miR-9-5p'],
    [`${MIR9}UCGACGU`, 'warning', 'has 30 nt'],
    [MIR9.slice(1), 'warning', 'the seeds differ, this one is UUUGGUU'],
    [MIR9.slice(0, 20), 'warning', 'the seeds agree'],
    ['UCUUUGGUAAAAAAAAAAAAAA', 'info', 'it shares the seed of'],
  ])('says of %s as %s: %s', async (query, level, text) => {
    const { notes } = await resolveMirnas([query]);
    expect(notes).toContainEqual({ level, text: expect.stringContaining(text) });
  });

  it('takes any sequence of at least 8 nt', async () => {
    expect(await resolveMirna('ACGTACGTAC')).toEqual({
      name: 'ACGUACGUAC',
      sequence: 'ACGUACGUAC',
      seed: 'CGUACGU',
    });
  });
});

describe('resolveMirna with a file', () => {
  const mouse = given(['mmu-miR-9-5p', MIR9], ['mmu-miR-9-3p', 'AUAAAGCUAGAUAACCGAAAGU']);
  const fly = given(['dme-miR-137-3p', 'UAUUGCUUGAGAAUACACGUAG']);

  it('looks there first, says so, and asks which arm is meant', async () => {
    expect((await resolveMirna('miR-9-3p', mouse)).name).toBe('mmu-miR-9-3p');
    expect((await resolveMirnas(['mmu-miR-9-3p'], mouse)).notes).toEqual([
      { level: 'info', text: 'miRNA: mmu-miR-9-3p, AUAAAGCUAGAUAACCGAAAGU, seed UAAAGCU, mouse, from own.fa' },
    ]);
    expect(await faultOf(() => resolveMirna('miR-9', mouse))).toMatchObject({
      code: 'MIRNA_AMBIGUOUS',
      found: expect.stringContaining('mmu-miR-9-5p UCUUUGG'),
    });
  });

  it('never takes a miRNA of another species for the one that is named', async () => {
    expect(await resolveMirna('hsa-miR-137-3p', fly)).toMatchObject({ name: 'hsa-miR-137-3p', seed: 'UAUUGCU' });
    const pig = given(['ssc-miR-9-1', MIR9], ['ssc-miR-9-2', MIR9]);
    expect((await faultOf(() => resolveMirna('hsa-miR-9-1', pig))).code).toBe('MIRNA_AMBIGUOUS');
    const { code, expected } = await faultOf(() => resolveMirna('bta-miR-137-3p', fly));
    expect(code).toBe('MIRNA_SPECIES');
    expect(expected).toContain('dme-miR-137-3p UAUUGCUUGAGAAUACACGUAG (seed AUUGCUU)');
    expect(expected).toContain('hsa-miR-137-3p');
    expect(expected).toContain('the seeds differ');
  });

  it('warns where the miRNA of the named species is not of the file', async () => {
    const { mirnas, notes } = await resolveMirnas(['hsa-miR-24-3p'], fly);
    expect(mirnas[0]!.name).toBe('hsa-miR-24-3p');
    expect(notes).toContainEqual({
      level: 'warning',
      text: 'own.fa has no hsa-miR-24-3p: hsa-miR-24-3p of human is taken, built in from miRBase 22',
    });
  });

  it('warns where the file and miRBase have other sequences under one name', async () => {
    const shifted = given(['hsa-miR-9-5p', MIR9.slice(1)]);
    expect((await resolveMirnas(['hsa-miR-9-5p'], shifted)).notes).toContainEqual({
      level: 'warning',
      text: `own.fa and miRBase 22 differ in hsa-miR-9-5p: there it is ${MIR9} (seed CUUUGGU), the seeds differ`,
    });
  });

  it('asks for the species where the name says none and the file has not the miRNA, or has several species', async () => {
    expect(await faultOf(() => resolveMirna('miR-24-3p', fly))).toMatchObject({
      code: 'MIRNA_UNKNOWN',
      expected: expect.stringContaining('hsa-miR-24-3p'),
    });
    const both = given(['hsa-miR-9-5p', MIR9], ['ssc-miR-9-1', MIR9]);
    expect(await faultOf(() => resolveMirna('miR-9-1', both))).toMatchObject({
      code: 'MIRNA_AMBIGUOUS',
      message: expect.stringContaining('says no species'),
    });
  });

  it('finds names without a species, says when they are hairpins, and warns of plants', async () => {
    expect((await resolveMirna('novel-1', given(['novel-1', 'ACGUACGUACGUACGUACGU']))).seed).toBe('CGUACGU');
    const hairpins = given(['hsa-mir-9-1', HAIRPIN]);
    expect((await faultOf(() => resolveMirna('hsa-mir-9-1', hairpins))).code).toBe('MIRNA_HAIRPIN');
    const plant = given(['ath-miR156a-5p', 'UGACAGAAGAGAGUGAGCAC']);
    expect((await resolveMirnas(['ath-miR156a-5p'], plant)).notes).toContainEqual({
      level: 'warning',
      text: expect.stringContaining('rules of seeds do not fit'),
    });
  });
});

describe('resolveMirnas', () => {
  it.each([
    [['hsa-miR-9-5p', 'mmu-miR-9-5p'], 'mmu-miR-9-5p has the sequence of hsa-miR-9-5p'],
    [['hsa-miR-9-5p', 'MIR9'], 'hsa-miR-9-5p is named more than once'],
    [['hsa-miR-9-5p', MIR9], 'hsa-miR-9-5p is named more than once'],
  ])('takes %j as one miRNA', async (names, text) => {
    const { mirnas, notes } = await resolveMirnas(names);
    expect(mirnas.map(({ name }) => name)).toEqual(['hsa-miR-9-5p']);
    expect(notes).toContainEqual({ level: 'info', text: expect.stringContaining(text) });
  });

  it('says which miRNAs share their sites', async () => {
    const { mirnas, notes } = await resolveMirnas(['hsa-miR-17-5p', 'hsa-miR-106b-5p', 'hsa-miR-9-5p']);
    expect(mirnas).toHaveLength(3);
    const shared = notes.filter(({ text }) => text.includes('one set of sites'));
    expect(shared.map(({ text }) => text)).toEqual([
      expect.stringContaining('hsa-miR-106b-5p has the seed of hsa-miR-17-5p, AAAGUGC'),
    ]);
  });
});

describe('parseMirnas', () => {
  it('keeps the accession and refuses strange letters and duplicates', async () => {
    const record = { id: 'x-miR-1', description: 'MIMAT0000001 Some beast', sequence: 'ugagguaguag' };
    expect(parseMirnas([record])[0]).toMatchObject({ accession: 'MIMAT0000001', sequence: 'UGAGGUAGUAG' });
    expect((await faultOf(() => parseMirnas([record, record], 'm.fa'))).code).toBe('MIRNA_DUPLICATE');
    expect(await faultOf(() => parseMirnas([{ id: 'a', sequence: 'ACGNACGUA', line: 7 }], 'm.fa'))).toMatchObject({
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
