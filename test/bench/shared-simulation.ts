import { resolveMirna } from '../../src/mirna/families/resolve-mirna.ts';
import { findSites } from '../../src/mirna/sites/utr-scanner.ts';
import { createRandom } from '../../src/stats/random/seeded-random.ts';

/** A study of two inhibitors against the same controls. */
export interface TwoInhibitors {
  readonly geneIds: readonly string[];
  readonly utrs: readonly string[];
  /** Three samples each of control, anti21 and anti10b. */
  readonly sampleIds: readonly string[];
  /** [genes x samples] */
  readonly counts: Float64Array;
  /** [genes] 1 where miR-21 was silenced and its sites let the gene rise. */
  readonly direct: Uint8Array;
}

export interface InhibitorOptions {
  readonly genes?: number;
  /** Standard deviation, log2, of what both transfections do to two fifths of the genes. */
  readonly response?: number;
  /** Median rise, log2, by a site of miR-21. */
  readonly effect?: number;
  /** How much longer 3' UTRs respond, log2 a unit of ln length: what makes wrong families look right. */
  readonly slope?: number;
  /** Rise, log2, of genes with a site of miR-124 or miR-16 with either inhibitor: wrong families that look right. */
  readonly wrong?: number;
}

const WRONG = /GTGCCTT|TGCTGCT/;

const SITES: readonly string[] = ['ATAAGCTA', 'ATAAGCTT', 'GATAAGCT'];

/**
 * Counts of cells with an inhibitor of miR-21, which works, and one of miR-10b, which the cells do not express: both share
 * the response to the transfection, and their controls. As in U87 cells, where anti-miR-21 alone does not stand first.
 */
export async function simulateInhibitors(
  seed: number,
  { genes = 3000, response = 0.5, effect = 0.3, slope = 0.12, wrong = 0.5 }: InhibitorOptions = {},
): Promise<TwoInhibitors> {
  const random = createRandom(seed);
  const mir21 = await resolveMirna('hsa-miR-21-5p');
  const sampleIds = ['c1', 'c2', 'c3', 'a1', 'a2', 'a3', 'b1', 'b2', 'b3'];
  const counts = new Float64Array(genes * sampleIds.length);
  const direct = new Uint8Array(genes);
  const utrs: string[] = [];
  for (let gene = 0; gene < genes; gene++) {
    const length = Math.min(4000, Math.max(80, Math.round(700 * Math.exp(0.7 * random.normal()))));
    const letters = Array.from({ length }, () => 'AACGTT'[random.integer(6)]!);
    if (random.uniform() < 0.16 && length > 100) {
      const words = random.uniform() < 0.5 ? SITES : ['GTGCCTTA', 'TGCTGCTA'];
      const word = words[random.integer(words.length)]!;
      const at = 20 + random.integer(length - 40);
      for (let k = 0; k < word.length; k++) letters[at + k] = word[k]!;
    }
    const utr = letters.join('');
    utrs.push(utr);
    const strong = findSites(utr, mir21).filter(({ type }) => type === '8mer' || type === '7mer-m8').length;
    direct[gene] = Number(strong > 0 && random.uniform() < 0.6);
    const common =
      (random.uniform() < 0.4 ? response * random.normal() : 0) +
      slope * Math.log(length / 700) +
      (WRONG.test(utr) ? wrong : 0);
    const own = direct[gene] ? effect * Math.exp(0.4 * random.normal()) : 0;
    const mean = Math.exp(5 + 1.4 * random.normal());
    const dispersion = 0.02 + 1 / mean;
    for (const [j, id] of sampleIds.entries()) {
      const change = id.startsWith('c') ? 0 : common + 0.1 * random.normal() + (id.startsWith('a') ? own : 0);
      counts[gene * sampleIds.length + j] = random.negativeBinomial(mean * 2 ** change, dispersion);
    }
  }
  return { geneIds: utrs.map((_, gene) => `g${gene + 1}`), utrs, sampleIds, counts, direct };
}
