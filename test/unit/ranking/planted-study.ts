import type { GeneResults } from '../../../src/engines/gene-results.ts';
import type { Effect } from '../../../src/ranking/changes/effect.ts';
import type { GeneSite } from '../../../src/ranking/sites/site-evidence.ts';
import { normalLogUpperTail } from '../../../src/stats/distributions/normal.ts';
import { createRandom } from '../../../src/stats/random/seeded-random.ts';

export const site = (type: string, start = 100): GeneSite => ({ type, start, end: start + 7 });

export interface PlantedStudy {
  readonly changes: GeneResults;
  readonly sites: ReadonlyMap<string, readonly GeneSite[]>;
  /** 1 for targets. */
  readonly target: Uint8Array;
}

/** Chance that a gene with one site of a type is a target, and the median repression of those. */
const working: readonly (readonly [type: string, chance: number, repression: number])[] = [
  ['8mer', 0.6, 0.9],
  ['7mer-m8', 0.3, 0.6],
  ['6mer', 0.08, 0.4],
];

/**
 * A study with known targets: estimates are the truth plus normal errors of known size. Half of the genes have one site;
 * `secondary` of all genes change for other reasons; `strength` multiplies the repression (0: nothing happened).
 */
export function plantStudy(
  seed: number,
  {
    genes = 4000,
    strength = 1,
    secondary = 0.1,
    effect = 'overexpression',
  }: { genes?: number; strength?: number; secondary?: number; effect?: Effect } = {},
): PlantedStudy {
  const random = createRandom(seed);
  const target = new Uint8Array(genes);
  const sites = new Map<string, GeneSite[]>();
  const geneIds = Array.from({ length: genes }, (_, gene) => `g${gene}`);
  const lfcSE = Float64Array.from(geneIds, () => 0.1 + 0.3 * random.uniform());
  const log2FoldChange = Float64Array.from(geneIds, (id, gene) => {
    const [type, chance, repression] = working[random.integer(3)]!;
    const has = random.uniform() < 0.5;
    sites.set(id, has ? [site(type)] : []);
    target[gene] = Number(has && strength > 0 && random.uniform() < chance);
    const size = target[gene] ? strength * repression * Math.exp(0.4 * random.normal()) : 0;
    const other = random.uniform() < secondary ? 0.7 * random.normal() : 0;
    return (effect === 'overexpression' ? -size : size) + other + lfcSE[gene]! * random.normal();
  });
  return { changes: changesOf(geneIds, log2FoldChange, lfcSE), sites, target };
}

/** A table from estimates and their errors, the p-values being those of a Wald test, unadjusted. */
export function changesOf(geneIds: readonly string[], log2FoldChange: Float64Array, lfcSE: Float64Array): GeneResults {
  const logPvalue = log2FoldChange.map((b, gene) =>
    Math.min(0, Math.LN2 + normalLogUpperTail(Math.abs(b) / lfcSE[gene]!)),
  );
  const pvalue = logPvalue.map(Math.exp);
  const baseMean = new Float64Array(geneIds.length).fill(100);
  return { geneIds, baseMean, log2FoldChange, lfcSE, pvalue, logPvalue, padj: pvalue };
}
