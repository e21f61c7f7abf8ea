import type { Orf } from '../../../src/analyses/targets/context-files.ts';
import type { PercentileRanks } from '../../../src/mirna/context/context-percentiles.ts';
import { countOrf8mers } from '../../../src/mirna/context/utr-context.ts';
import type { SearchedFamily, UtrPrediction } from '../../../src/targets/predict-sites.ts';
import type { ScoredSite } from '../../../src/targets/score-sites.ts';
import {
  binRow,
  conservationHeader,
  conservationRow,
  contextHeader,
  contextRow,
  siteHeader,
  siteRow,
} from '../../../src/targets/targetscan-tables.ts';

/** A scored site with its percentile ranks. */
export interface RankedSite extends ScoredSite {
  readonly ranks: PercentileRanks;
}

/** All that there may be. */
export const targetScanFiles = [
  'targetscan_70_output.txt',
  'UTRs_median_BLs_bins.txt',
  'targetscan_70_output.BL_PCT.txt',
  'ORF_Sequences.lengths.txt',
  'ORF_8mer_counts.txt',
  'Targets.BL_PCT.context_scores.txt',
] as const;
type TargetScanFile = (typeof targetScanFiles)[number];

/** The tables of TargetScan 7's five programs, under the names of its sample. */
export class TargetScanFiles {
  readonly #sites: string[] = [siteHeader];
  readonly #bins: string[] = [];
  readonly #conservation: string[] = [conservationHeader];

  add(gene: string, prediction: UtrPrediction): void {
    this.#bins.push(binRow(gene, prediction));
    for (const { family, sites } of prediction.families) {
      for (const site of sites) {
        this.#sites.push(siteRow(gene, family.name, site));
        this.#conservation.push(conservationRow(gene, family.name, site));
      }
    }
  }

  /** The text of each table, by its name. */
  texts(
    families: readonly SearchedFamily[],
    orfs: readonly Orf[],
    scores: readonly RankedSite[] | undefined,
    hasConservation: boolean,
  ): Map<string, string> {
    const texts = new Map<string, string>();
    const put = (name: TargetScanFile, rows: readonly string[]) =>
      texts.set(name, rows.map((row) => `${row}\n`).join(''));
    put('targetscan_70_output.txt', this.#sites);
    if (hasConservation) {
      put('UTRs_median_BLs_bins.txt', this.#bins);
      put('targetscan_70_output.BL_PCT.txt', this.#conservation);
    }
    if (orfs.length > 0) {
      const seeds = [...new Set(families.map((family) => family.seed))].sort();
      const lengths = orfs.map(({ gene, species, sequence }) => `${gene}\t${species}\t${sequence.length}`);
      const counts = orfs.flatMap(({ gene, species, sequence }) =>
        seeds
          .map((seed) => ({ seed, count: countOrf8mers(sequence, seed) }))
          .filter(({ count }) => count > 0)
          .map(({ seed, count }) => `${gene}\t${species}\t${seed}\t${count}`),
      );
      put('ORF_Sequences.lengths.txt', lengths);
      put('ORF_8mer_counts.txt', counts);
    }
    if (!scores) return texts;
    const rows = scores.map(({ gene, family, site, mirna, score, ranks }) =>
      contextRow(gene, family.name, site, mirna, score, ranks.score, ranks.weighted),
    );
    put('Targets.BL_PCT.context_scores.txt', [contextHeader, ...rows]);
    return texts;
  }
}
