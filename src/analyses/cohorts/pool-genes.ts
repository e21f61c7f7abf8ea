import type { pooledTable } from '../../artifacts/cohort-tables.ts';
import type { Effect } from '../../cohorts/effect-sizes.ts';
import { type MetaAnalysis, poolEffects } from '../../cohorts/pool-effects.ts';

/** What several cohorts say of one gene and one question together. */
export interface PooledGene {
  readonly gene: string;
  /** `tumor_normal`, or the name of an endpoint. */
  readonly what: string;
  readonly pooled: MetaAnalysis;
}

/** Pools the effects of each gene over the cohorts that have an estimate; genes without any are left out. */
export function poolGenes(what: string, effects: ReadonlyMap<string, readonly Effect[]>): PooledGene[] {
  return [...effects].flatMap(([gene, all]) => {
    const known = all.filter(({ estimate, variance }) => Number.isFinite(estimate) && variance > 0);
    return known.length === 0 ? [] : [{ gene, what, pooled: poolEffects(known) }];
  });
}

/** The columns of `pooled.tsv`. */
export function pooledValues(genes: readonly PooledGene[]): Parameters<typeof pooledTable.toColumns>[0] {
  const numbers = (of: (pooled: MetaAnalysis) => number | undefined) =>
    Float64Array.from(genes, ({ pooled }) => of(pooled) ?? Number.NaN);
  return {
    genes: genes.map(({ gene }) => gene),
    questions: genes.map(({ what }) => what),
    cohorts: Int32Array.from(genes, ({ pooled }) => pooled.k),
    estimates: numbers(({ random }) => random.estimate),
    standardErrors: numbers(({ random }) => random.error),
    low: numbers(({ random }) => random.lower),
    high: numbers(({ random }) => random.upper),
    pvalues: numbers(({ random }) => random.p),
    tau2: numbers(({ tau2 }) => tau2),
    i2: numbers(({ i2 }) => i2),
    hartungLow: numbers(({ knappHartung }) => knappHartung?.lower),
    hartungHigh: numbers(({ knappHartung }) => knappHartung?.upper),
    hartungPvalues: numbers(({ knappHartung }) => knappHartung?.p),
    predictedLow: numbers(({ prediction }) => prediction?.lower),
    predictedHigh: numbers(({ prediction }) => prediction?.upper),
  };
}
