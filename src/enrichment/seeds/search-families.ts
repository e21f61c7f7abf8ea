import type { MirnaFamily } from '../../mirna/families/families.ts';
import { createSeedScanner, createSiteHits, scanSequence } from '../../mirna/sites/seed-scanner.ts';
import { canonicalSiteTypes, seedSiteTypes } from '../../mirna/sites/site-types.ts';
import type { FamilyGenes } from './family-scan.ts';
import type { WeightedGenes } from './permutation-tail.ts';
import { geneWeight, siteStrength } from './site-weight.ts';

/** The genes of each family by the sites of 7 and 8 nt in their 3' UTRs, weighted by their types; [genes] sequences. */
export function searchFamilies(
  families: readonly MirnaFamily[],
  sequences: readonly (Uint8Array | undefined)[],
): FamilyGenes[] {
  const scanner = createSeedScanner(
    families.map(({ seed }) => seed),
    canonicalSiteTypes.filter((type) => siteStrength(type) > 0),
  );
  const strengthOf = Float64Array.from(seedSiteTypes, siteStrength);
  const found = new FoundPairs();
  const hits = createSiteHits();
  const strength = new Float64Array(families.length);
  const touched = new Uint32Array(families.length);
  sequences.forEach((sequence, row) => {
    if (sequence === undefined) return;
    scanSequence(scanner, sequence, hits);
    const { count, entries } = hits;
    let kinds = 0;
    for (let k = 0; k < count; k++) {
      const entry = entries[k]!;
      const family = entry >> 3;
      if (strength[family] === 0) touched[kinds++] = family;
      strength[family]! += strengthOf[entry & 7]!;
    }
    for (let k = 0; k < kinds; k++) {
      const family = touched[k]!;
      found.add(family, row, geneWeight(strength[family]!));
      strength[family] = 0;
    }
  });
  return found.byFamily(families.length).map((genes, k) => {
    const { name, seed, members } = families[k]!;
    return { name, seed, members: [...new Set(members.map((member) => member.name))], ...genes };
  });
}

/** Pairs of a family and a gene with its sites, hundreds of thousands, gene after gene. */
class FoundPairs {
  #families = new Uint32Array(1 << 16);
  #genes = new Uint32Array(1 << 16);
  #weights = new Float64Array(1 << 16);
  #count = 0;

  add(family: number, gene: number, weight: number): void {
    if (this.#count === this.#genes.length) this.#grow();
    this.#families[this.#count] = family;
    this.#genes[this.#count] = gene;
    this.#weights[this.#count++] = weight;
  }

  #grow(): void {
    const grown = <Values extends Uint32Array | Float64Array>(values: Values, larger: Values): Values => {
      larger.set(values);
      return larger;
    };
    const size = 2 * this.#count;
    this.#families = grown(this.#families, new Uint32Array(size));
    this.#genes = grown(this.#genes, new Uint32Array(size));
    this.#weights = grown(this.#weights, new Float64Array(size));
  }

  /** The genes of each family in their order. */
  byFamily(families: number): WeightedGenes[] {
    const sizes = new Uint32Array(families);
    for (let k = 0; k < this.#count; k++) sizes[this.#families[k]!]!++;
    const all = Array.from(sizes, (size) => ({ genes: new Uint32Array(size), weights: new Float64Array(size) }));
    const filled = new Uint32Array(families);
    for (let k = 0; k < this.#count; k++) {
      const family = this.#families[k]!;
      const at = filled[family]!++;
      all[family]!.genes[at] = this.#genes[k]!;
      all[family]!.weights[at] = this.#weights[k]!;
    }
    return all;
  }
}
