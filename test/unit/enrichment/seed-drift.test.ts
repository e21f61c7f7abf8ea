import { describe, expect, it } from 'vitest';
import { explainBySeeds, familySites } from '../../../src/analyses/seeds/explain-by-seeds.ts';
import { isSignificant, scanFamilies } from '../../../src/enrichment/seeds/family-scan.ts';
import { createRandom } from '../../../src/stats/random/seeded-random.ts';
import { changesOf } from '../ranking/planted-study.ts';

/** Genes that drift with the ln of their 3' UTR length, and change for no miRNA. */
function driftingStudy(slope: number, genes = 2000) {
  const random = createRandom(21);
  const lengths = Array.from({ length: genes }, () => Math.round(600 * Math.exp(0.75 * random.normal())) + 30);
  const sequences = lengths.map((length) => Uint8Array.from({ length }, () => 'ACGT'.charCodeAt(random.integer(4))));
  const ids = lengths.map((_, gene) => `g${gene}`);
  const change = Float64Array.from(
    lengths,
    (length) => (slope * Math.log(length / 600)) / 0.75 + 0.15 * random.normal(),
  );
  return { sequences, results: changesOf(ids, change, new Float64Array(genes).fill(0.15)) };
}

describe("a search for seeds where long 3' UTRs drift", () => {
  it('finds none for the drift alone, and says what was taken off', async () => {
    const { sequences, results } = driftingStudy(-0.3);
    const { sites } = await familySites(sequences, [], []);
    const z = results.log2FoldChange.map((change, gene) => change / results.lfcSE[gene]!);
    const uncorrected = scanFamilies({ z, traits: [results.baseMean], families: sites.families });
    expect(
      uncorrected.filter(isSignificant).length + uncorrected.filter(({ rankSumZ }) => rankSumZ > 4).length,
    ).toBeGreaterThan(20);
    const { families, notes } = explainBySeeds({
      results,
      sites: { ...sites, sequences: undefined },
      mirnas: [],
      effect: 'overexpression',
    });
    expect(families.filter(isSignificant)).toEqual([]);
    expect(families.filter(({ rankSumZ }) => rankSumZ > 4)).toEqual([]);
    expect(notes.join()).toMatch(/-0\.[23]\d log2 a standard deviation of 3' UTR length/);
  });
});
