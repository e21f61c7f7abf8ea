import { DuplexSearch } from '../../../src/mirna/duplex/duplex-job.ts';
import { extremeValueParameters, parseTargetSet } from '../../../src/mirna/duplex/duplex-pvalue.ts';
import type { Mirna } from '../../../src/mirna/families/mirna.ts';
import { baseCodes } from '../../../src/mirna/sequences/nucleotides.ts';
import type { RankedGene } from '../../../src/ranking/rank-targets.ts';
import type { GeneSite } from '../../../src/ranking/sites/site-evidence.ts';

/** Bases before a site that the 3' part of the miRNA may pair with. */
const UPSTREAM = 30;
/** Energies are for reading: of the genes that are read first. */
const MOST_GENES = 1000;

/**
 * Adds to the sites of the first genes the energy of their duplex: the least over the miRNAs, of the site with the 30 bases
 * before it, nt 2-7 of the miRNA paired without a break.
 */
export function addDuplexEnergies(
  genes: readonly RankedGene[],
  sequences: readonly (Uint8Array | undefined)[],
  mirnas: readonly Mirna[],
): RankedGene[] {
  const energies = new Map<GeneSite, number>();
  const first = genes.slice(0, MOST_GENES);
  for (const { name, sequence } of mirnas) {
    const search = new DuplexSearch();
    search.begin({
      name,
      sequence,
      rules: { maxInternalLoop: 15, maxBulge: 15, helix: { from: 2, to: 7 } },
      distribution: extremeValueParameters(sequence, parseTargetSet('3utr_human')),
      maxHits: 1,
    });
    for (const { row, sites } of first) {
      const utr = sequences[row];
      if (utr === undefined) continue;
      for (const site of sites ?? []) {
        const around = utr.subarray(Math.max(0, site.start - 1 - UPSTREAM), site.end + 1);
        const [hit] = search.find(
          name,
          around.map((letter) => baseCodes[letter]!),
        );
        const energy = hit?.duplex.energy ?? 0;
        energies.set(site, Math.min(energies.get(site) ?? 0, energy));
      }
    }
  }
  const withEnergy = (site: GeneSite): GeneSite => {
    const energy = energies.get(site);
    return energy === undefined || energy === 0 ? site : { ...site, energyKcalPerMol: Number(energy.toFixed(2)) };
  };
  return genes.map((gene) => (gene.sites === undefined ? gene : { ...gene, sites: gene.sites.map(withEnergy) }));
}
