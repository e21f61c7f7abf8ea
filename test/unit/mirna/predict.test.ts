import { describe, expect, it } from 'vitest';
import type { ConservationModel } from '../../../src/mirna/conservation/conservation.ts';
import { parseNewick } from '../../../src/mirna/conservation/phylogeny.ts';
import { createPredictor, type SearchedFamily } from '../../../src/targets/predict-sites.ts';
import { speciesWithType } from '../../../src/targets/site-groups.ts';

const mir9: SearchedFamily = { name: 'miR-9', seed: 'CUUUGGU', species: undefined, mirnas: new Map() };
const tree = parseNewick('((1:1,2:2):4,3:8);');
const model: ConservationModel = {
  generic: tree,
  binned: Array.from({ length: 10 }, () => tree),
  pct: new Map([['8mer', new Map([['CUUUGGU', [0, 1, 1, 0]]])]]),
  reference: 1,
  conservedFrom: { '8mer': 5, '7mer-m8': 5 },
};

const lead = 'G'.repeat(20);
const rows = (...texts: string[]) => new Map(texts.map((text, k) => [k + 1, Buffer.from(text)]));

describe('a site in an alignment', () => {
  const predict = createPredictor([mir9], model, 'paper');
  const { families } = predict(
    rows(
      `${lead}ACC--AAAGAGGGGGGGGGACCAAAGGG`,
      `${lead}ACCUUAAAGAGGGGGGGGGACCAAAGAG`,
      `GGGGGGGGGGG---------ACCAAAGGGG--GGGGGACCAAAGAG`,
    ),
  );
  const sites = families[0]!.sites;

  it('is found across gaps, with coordinates without and with them', () => {
    const first = sites.find((site) => site.species === 1 && site.type === '8mer')!;
    expect([first.start, first.end, first.firstColumn, first.lastColumn]).toEqual([21, 28, 21, 30]);
  });

  it('belongs to the sites of other species that it overlaps', () => {
    const groups = new Map<number, string[]>();
    for (const { groupNumber, species, type } of sites) {
      groups.set(groupNumber, [...(groups.get(groupNumber) ?? []), `${species} ${type}`]);
    }
    // The third species has 11 bases before its site: too near to the stop codon for all but the second one.
    expect([...groups.values()].sort()).toEqual([['1 7mer-m8', '2 8mer', '3 8mer'], ['1 8mer']].sort());
    const group = sites.find((site) => site.species === 3)!.group;
    expect(group.types).toEqual(['7mer-m8', '8mer']);
    expect(speciesWithType(group, '8mer')).toEqual([2, 3]);
    expect(speciesWithType(group, '7mer-m8')).toEqual([1, 2, 3]);
  });

  it('is as conserved as the branches that join the species with its type', () => {
    const of = (species: number, type: string) => sites.find((site) => site.species === species && site.type === type)!;
    expect(of(1, '7mer-m8')).toMatchObject({ branchLength: 15, isConserved: true });
    expect(of(2, '8mer')).toMatchObject({ branchLength: 2 + 4 + 8, isConserved: true });
    expect(of(2, '8mer').pct).toBeCloseTo(1 / (1 + Math.exp(-14)), 12);
    expect(of(1, '8mer')).toMatchObject({ branchLength: 0, pct: 0, isConserved: false });
  });
});

describe('createPredictor', () => {
  it('searches a family in its species only and numbers groups from UTR to UTR', () => {
    const predict = createPredictor([{ ...mir9, species: new Set([2]) }], undefined, 'paper');
    const site = `${lead}ACCAAAGA`;
    const numbers = [predict(rows(site, site)), predict(rows(site, site))].map(({ families }) =>
      families.flatMap(({ sites }) => sites.map(({ species, groupNumber }) => [species, groupNumber])),
    );
    expect(numbers).toEqual([[[2, 1]], [[2, 2]]]);
  });

  it('flags what also codes for protein; the public program looks one column too far right', () => {
    const flags = (text: string, rules: 'paper' | 'targetscan70') =>
      createPredictor([mir9], undefined, rules)(rows(text)).families[0]!.sites[0]!.overlapsOrf;
    expect(flags(`${lead}aCCAAAGAG`, 'paper')).toBe(true);
    expect(flags(`${lead}aCCAAAGAG`, 'targetscan70')).toBe(false);
    expect(flags(`${lead}ACCAAAGAg`, 'paper')).toBe(false);
    expect(flags(`${lead}ACCAAAGAg`, 'targetscan70')).toBe(true);
  });
});
