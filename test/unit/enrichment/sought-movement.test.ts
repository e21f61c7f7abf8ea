import { describe, expect, it } from 'vitest';
import { rankGenes } from '../../../src/analyses/ranking/rank-genes.ts';
import { explainBySeeds, familySites } from '../../../src/analyses/seeds/explain-by-seeds.ts';
import { parseMirna } from '../../../src/mirna/families/mirna.ts';
import { findSites } from '../../../src/mirna/sites/utr-scanner.ts';
import type { Effect } from '../../../src/ranking/changes/effect.ts';
import { judgeMovement, tellingSet } from '../../../src/ranking/shift/set-movement.ts';
import { createRandom } from '../../../src/stats/random/seeded-random.ts';
import { changesOf } from '../ranking/planted-study.ts';

const mirna = parseMirna('miR-9-5p', 'UCUUUGGUUAUCUAGCUGUAUGA');

/** Genes that fall by `strong` with a site of 7 or 8 nt and by `weak` with a 6mer alone; some have no 3' UTR, some were not tested. */
function plant(strong: number, weak: number, genes = 400) {
  const random = createRandom(17);
  const ids = Array.from({ length: genes }, (_, gene) => `g${gene}`);
  const letters = () => 'ACGT'.charCodeAt(random.integer(4));
  const sequences = ids.map((_, gene) => {
    const sequence = Uint8Array.from({ length: 200 + random.integer(900) }, letters);
    const site = gene % 4 === 0 ? 'ACCAAAGA' : gene % 4 === 1 ? 'GCCAAAGC' : '';
    sequence.set(new TextEncoder().encode(site), 60);
    return gene % 50 === 7 ? undefined : sequence;
  });
  const sites = new Map(ids.flatMap((id, k) => (sequences[k] ? [[id, findSites(sequences[k], mirna)] as const] : [])));
  const change = Float64Array.from(ids, (id) => {
    const types = (sites.get(id) ?? []).map(({ type }) => type);
    const shift = types.some((type) => type !== '6mer') ? strong : types.length > 0 ? weak : 0;
    return 0.25 * random.normal() - shift;
  });
  const errors = new Float64Array(genes).fill(0.25);
  const results = changesOf(ids, change, errors);
  for (let gene = 3; gene < genes; gene += 60) results.pvalue[gene] = Number.NaN;
  return { results, sequences, sites };
}

const cases: readonly (readonly [string, number, number, Effect])[] = [
  ['strong and weak sites act', 0.12, 0.1, 'overexpression'],
  ['only weak ones do', 0.02, 0.2, 'overexpression'],
  ['genes go the wrong way', 0.3, 0, 'inhibition'],
];

describe('whether the genes of the miRNA moved is said alike by a ranking and by the search for seeds', () => {
  it.each(cases)("by 3' UTRs where %s", async (_, strong, weak, effect) => {
    const { results, sequences, sites } = plant(strong, weak);
    const { sites: families } = await familySites(sequences, [mirna], []);
    const utrGc = families.drift?.utrGc?.map((share) => Number(share.toFixed(4)));
    const known = { sites, kind: 'all', traits: { ...families.drift, utrGc } } as const;
    const contrasts = [{ name: 'x', results, effect }];
    const answer = rankGenes({ contrasts, known, mirnas: [mirna], alpha: 0.1, fdr: 0.1 });
    const ranked = judgeMovement(tellingSet(answer.shifts()), { effect });
    const seeds = explainBySeeds({ results, sites: families, mirnas: [mirna], effect });
    expect(seeds.movement()).toEqual(ranked);
  });

  it.each(cases)('by listed sites where %s', async (_, strong, weak, effect) => {
    const { results, sites: all } = plant(strong, weak);
    const sites = new Map([...all].filter(([, own]) => own.some(({ type }) => type !== '6mer')));
    const genes = [...sites.keys()].map((id) => results.geneIds.indexOf(id));
    const weights = new Float64Array(genes.length).fill(1);
    const family = { name: 'miR-9', seed: mirna.seed, members: ['miR-9'], genes: Uint32Array.from(genes), weights };
    const perturbed = new Map(results.geneIds.map((id) => [id, sites.get(id) ?? []]));
    const contrasts = [{ name: 'x', results, effect }];
    const known = { sites: perturbed, kind: 'conserved', traits: {} } as const;
    const answer = rankGenes({ contrasts, known, mirnas: [mirna], alpha: 0.1, fdr: 0.1 });
    const ranked = judgeMovement(tellingSet(answer.shifts()), { effect });
    const families = { families: [family], traits: [], perturbed };
    expect(explainBySeeds({ results, sites: families, mirnas: [mirna], effect }).movement()).toEqual(ranked);
  });

  it('is not said where the sites are not known', () => {
    const { results } = plant(0.1, 0);
    const sites = { families: [], traits: [] };
    expect(explainBySeeds({ results, sites, mirnas: [mirna], effect: 'overexpression' }).movement()).toBeUndefined();
  });
});
