import { describe, expect, it } from 'vitest';
import { openInput } from '../../../pipeline/files/open-input.ts';
import { parseMirnaFile, readMirnas } from '../../../src/formats/sequences/mirna-files.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';
import { faultOf } from './faults.ts';

const parse = (text: string) => parseMirnaFile(Buffer.from(text), 'mirnas');
const short = (text: string) => parse(text).map(({ id, sequence, line }) => [id, sequence, line]);

describe('files of microRNAs', () => {
  it('miRBase', () => {
    const [record] = parse('>hsa-miR-9-5p MIMAT0000441 Homo sapiens miR-9-5p\nUCUUUGGUUAUCUAGCUGUAUGA\n');
    expect(record).toMatchObject({
      id: 'hsa-miR-9-5p',
      description: 'MIMAT0000441 Homo sapiens miR-9-5p',
      sequence: 'UCUUUGGUUAUCUAGCUGUAUGA',
    });
  });

  it('MirGeneDB, the star arm included', () => {
    expect(short('>Hsa-Mir-9-P1_5p\nUCUUUGGUUAUCUAGCUGUAUGA\n>Hsa-Mir-9-P1_3p*\nAUAAAGCUAGAUAACCGAAAGU\n')).toEqual([
      ['Hsa-Mir-9-P1_5p', 'UCUUUGGUUAUCUAGCUGUAUGA', 1],
      ['Hsa-Mir-9-P1_3p*', 'AUAAAGCUAGAUAACCGAAAGU', 3],
    ]);
  });

  const row = {
    id: 'hsa-let-7a',
    family: 'let-7/98',
    species: 9606,
    conservation: 2,
    description: 'MIMAT0000062',
    sequence: 'UGAGGUAGUAGGUUGUAUAGUU',
    line: 2,
  };
  it.each([
    [
      "TargetScan's families",
      'miR family\tSeed+m8\tSpecies ID\tMiRBase ID\tMature sequence\tFamily Conservation?\tMiRBase Accession\nlet-7/98\tGAGGUAG\t9606\thsa-let-7a\tUGAGGUAGUAGGUUGUAUAGUU\t2\tMIMAT0000062\n',
    ],
    [
      'the same as R writes it',
      '"miR.family" "Seed.m8" "Species.ID" "MiRBase.ID" "Mature.sequence" "Family.Conservation." "MiRBase.Accession"\n"54" "let-7/98" "GAGGUAG" 9606 "hsa-let-7a" "UGAGGUAGUAGGUUGUAUAGUU" 2 "MIMAT0000062"\n',
    ],
  ])('%s', (_, text) => {
    expect(parse(text)).toEqual([row]);
  });

  it('the input of context scores, without header', () => {
    expect(short('let-7/98\t10090\tmmu-let-7a-5p\tUGAGGUAGUAGGUUGUAUAGUU\n')).toEqual([
      ['mmu-let-7a-5p', 'UGAGGUAGUAGGUUGUAUAGUU', 1],
    ]);
  });

  it('refuses another table', async () => {
    const fault = await faultOf(() => parse('gene\ts1\ng1\t5\n'));
    expect([fault.code, fault.details.found]).toEqual(['MIRNA_FILE', 'gene, s1']);
  });
});

describe.skipIf(!hasShared)(`real files of microRNAs${whyShared}`, () => {
  // Rows as counted by wc -l less the header; miR-9-5p as miRBase has it.
  it.each([
    ['targetscan_family/miR_Family_Info.ts8_all_species.txt.gz', 9994],
    ['targetscan_family/miR_Family_Info.ts6_1.txt.gz', 6120],
    ['targetscan_family/Human_miR_Family_Info_8.0.txt.gz', undefined],
    ['mirbase/hsa_mature.fa.gz', 2656],
  ])('%s', async (name, count) => {
    const mirnas = await readMirnas(openInput(sharedPath('data', name)));
    if (count !== undefined) expect(mirnas.length).toBe(count);
    const mir9 = mirnas.find(
      ({ id, description }) => /^hsa-miR-9(-5p)?$/.test(id) && description.includes('MIMAT0000441'),
    );
    expect(mir9?.sequence).toBe('UCUUUGGUUAUCUAGCUGUAUGA');
    if (mir9?.family !== undefined) expect([mir9.species, mir9.conservation]).toEqual([9606, 2]);
  });
});
