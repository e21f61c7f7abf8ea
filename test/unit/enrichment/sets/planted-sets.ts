import { type SetCause, separateSiteEffects } from '../../../../src/enrichment/sets/separate-site-effects.ts';
import { createRandom } from '../../../../src/stats/random/seeded-random.ts';

export interface PlantedStudy {
  readonly statistic: Float64Array;
  readonly siteCount: Float64Array;
  readonly expression: Float64Array;
  readonly sets: readonly Int32Array[];
  readonly causes: readonly SetCause[];
}

const GENES = 9000;
const SETS_OF_A_CAUSE = 25;
/** log2 */
const DOWNSTREAM = 0.3;
const BY_SITES = [0, -0.25, -0.4, -0.5];

/**
 * Log2 fold changes of 9,000 genes, of which 30 % have sites and fall by 0.25 to 0.5, and 100 sets of 30 to 80: a third
 * of the genes of some are chosen to have sites (direct), those of others rise or fall by 0.3 whether they have sites or not (downstream), or
 * both, or neither. Noise grows where expression is low; longer 3' UTRs have more sites, and genes with more sites are
 * expressed a little higher.
 */
export function plantSets(seed: number, downstream = DOWNSTREAM, bySites: readonly number[] = BY_SITES): PlantedStudy {
  const random = createRandom(seed);
  const siteCount = new Float64Array(GENES).map(() => random.poisson(0.4 * random.gamma(1)));
  const expression = siteCount.map((count) => 6 + 2 * random.normal() + 0.3 * Math.min(count, 3));
  const statistic = siteCount.map((count, gene) => {
    const sd = 0.25 + 0.35 / (1 + Math.exp(expression[gene]! - 4));
    return sd * random.normal() + bySites[Math.min(count, 3)]!;
  });
  const shuffled = (): number[] => {
    const order = [...statistic.keys()];
    random.shuffle(order);
    return order;
  };
  const pools = { with: shuffled().filter((gene) => siteCount[gene]! > 0), any: shuffled() };
  const taken = new Set<number>();
  const draw = (pool: number[]): number => {
    for (;;) {
      const gene = pool.pop()!;
      if (taken.has(gene)) continue;
      taken.add(gene);
      return gene;
    }
  };
  const causes: SetCause[] = [];
  const sets: Int32Array[] = [];
  // Sets that are chosen by their sites come last, as they would leave fewer sites to the others.
  for (const cause of ['neither', 'downstream', 'direct', 'both'] as const) {
    for (let k = 0; k < SETS_OF_A_CAUSE; k++) {
      const isEnriched = cause === 'direct' || cause === 'both';
      const size = 30 + random.integer(51);
      const rows = Int32Array.from({ length: size }, (_, i) =>
        draw(isEnriched && i % 3 === 0 ? pools.with : pools.any),
      ).sort();
      const moved = cause === 'downstream' || cause === 'both' ? (k % 2 === 0 ? downstream : -downstream) : 0;
      for (const gene of rows) statistic[gene]! += moved;
      sets.push(rows);
      causes.push(cause);
    }
  }
  return { statistic, siteCount, expression, sets, causes };
}

export interface LabelCounts {
  sets: number;
  /** Sets that are given a cause that is not there. */
  wrong: number;
  /** Causes that are there, and those of them that are found. */
  there: number;
  found: number;
}

type LabelSets = (study: PlantedStudy) => readonly SetCause[] | Promise<readonly SetCause[]>;

const labelAlone: LabelSets = (study) => separateSiteEffects(study, study.sets).map(({ cause }) => cause);

/** Counts, for each true cause, what the labels say of sets planted with some seeds. */
export async function countLabels(
  seeds: readonly number[],
  planted: (seed: number) => PlantedStudy = plantSets,
  labelSets: LabelSets = labelAlone,
): Promise<Record<SetCause, LabelCounts>> {
  const counts = Object.fromEntries(
    ['direct', 'downstream', 'both', 'neither'].map((cause) => [cause, { sets: 0, wrong: 0, there: 0, found: 0 }]),
  ) as Record<SetCause, LabelCounts>;
  const has = (cause: SetCause, part: SetCause): boolean => cause === part || cause === 'both';
  for (const seed of seeds) {
    const study = planted(seed);
    for (const [i, cause] of (await labelSets(study)).entries()) {
      const truth = study.causes[i]!;
      const count = counts[truth];
      count.sets++;
      const parts = ['direct', 'downstream'] as const;
      if (parts.some((part) => has(cause, part) && !has(truth, part))) count.wrong++;
      for (const part of parts) {
        if (!has(truth, part)) continue;
        count.there++;
        if (has(cause, part)) count.found++;
      }
    }
  }
  return counts;
}
