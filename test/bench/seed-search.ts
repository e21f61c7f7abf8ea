/** Benchmark C: which miRNA did it? */
import { type FamilyGenes, type FamilyResult, scanFamilies } from '../../src/enrichment/seeds/family-scan.ts';
import { geneWeight, siteStrength } from '../../src/enrichment/seeds/site-weight.ts';
import { normalLogUpperQuantile } from '../../src/stats/distributions/normal.ts';
import type { ConservedSites, Experiment } from './ranking-data.ts';

/** Families with fewer conserved genes in the whole genome cannot be told. */
const FEWEST = 10;

export function isTestable({ seed }: Experiment, conserved: ConservedSites): boolean {
  return (conserved.bySeed.get(seed)?.size ?? 0) >= FEWEST;
}

/** All families over the genes of a table (symbols), matched for expression and number of listed sites. */
export function searchSeeds(
  genes: readonly string[],
  z: Float64Array,
  expression: Float64Array,
  conserved: ConservedSites,
): FamilyResult[] {
  const rowOf = new Map(genes.map((gene, row) => [gene, row]));
  const totals = new Float64Array(genes.length);
  const families: FamilyGenes[] = [];
  for (const [seed, sites] of conserved.bySeed) {
    if (sites.size < FEWEST) continue;
    const found = [...sites].filter(([gene]) => rowOf.has(gene));
    for (const [gene, count] of found) totals[rowOf.get(gene)!]! += count;
    families.push({
      name: seed,
      seed,
      members: [],
      genes: Uint32Array.from(found, ([gene]) => rowOf.get(gene)!),
      weights: Float64Array.from(found, ([, count]) => geneWeight(count * siteStrength('site'))),
    });
  }
  return scanFamilies({ z, traits: [totals, expression], families });
}

/** Normal scores of an edgeR table. */
export function normalScores({ log2FoldChange, pvalue }: Experiment): Float64Array {
  return log2FoldChange.map(
    (b, row) => Math.sign(b) * Math.max(0, normalLogUpperQuantile(Math.log(pvalue[row]!) - Math.LN2)),
  );
}
