import type { survivalTable, tumorNormalTable } from '../../artifacts/cohort-tables.ts';
import { normalUpperQuantile } from '../../stats/distributions/normal.ts';
import type { Estimate } from '../../verdict/judge-estimates.ts';
import { type PooledGene, poolGenes } from './pool-genes.ts';

export type TumorNormalValues = ReturnType<typeof tumorNormalTable.parse>;
export type SurvivalValues = ReturnType<typeof survivalTable.parse>;

/** What one cohort says of a gene; NaN where it has no estimate. */
interface CohortEstimate {
  readonly cohort: string;
  readonly n: number;
  readonly estimate: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly pvalue: number;
  readonly note: string;
}

/** What all cohorts say of a gene together. */
export type PooledEstimate = Estimate & {
  /** Cohorts and samples that it rests on. */
  readonly cohorts: number;
  readonly n: number;
};

/** One question to the cohorts. */
export interface Evidence {
  /** `tumor_normal`, `OS`, `OS:adjusted`. */
  readonly what: string;
  readonly pooled: readonly PooledGene[];
  /** The estimate of a gene, by its name; one without estimate says why. */
  estimateOf(gene: string): PooledEstimate;
}

/**
 * Puts together what cohorts say: tumor against normal tissue, and each endpoint by its name, alone and adjusted; endpoints are not
 * mixed. Several cohorts are pooled by random effects; of one its own interval and p-value stand (Welch's, Wald's).
 */
export function evidenceOfCohorts(
  tissues: readonly TumorNormalValues[],
  survival: readonly SurvivalValues[],
): readonly Evidence[] {
  const questions = new Map<string, Map<string, CohortEstimate[]>>();
  const add = (what: string, gene: string, one: CohortEstimate) => {
    const genes = questions.get(what) ?? new Map<string, CohortEstimate[]>();
    questions.set(what, genes);
    genes.set(gene, [...(genes.get(gene) ?? []), one]);
  };
  for (const table of tissues) {
    for (const [row, gene] of table.genes.entries()) {
      add('tumor_normal', gene, {
        cohort: table.cohorts[row]!,
        n: table.tumors[row]! + table.normals[row]!,
        estimate: table.differences[row]!,
        standardError: table.standardErrors[row]!,
        low: table.low[row]!,
        high: table.high[row]!,
        pvalue: table.welch[row]!,
        note: `too few samples with a value, or all alike`,
      });
    }
  }
  const z = normalUpperQuantile(0.025);
  for (const table of survival) {
    for (const [row, gene] of table.genes.entries()) {
      const [estimate, standardError] = [table.coefficients[row]!, table.standardErrors[row]!];
      const endpoint = table.endpoints[row]!;
      add(table.models[row] === 'adjusted' ? `${endpoint}:adjusted` : endpoint, gene, {
        cohort: table.cohorts[row]!,
        n: table.n[row]!,
        estimate,
        standardError,
        low: estimate - z * standardError,
        high: estimate + z * standardError,
        pvalue: table.pvalues[row]!,
        note: table.notes[row]!,
      });
    }
  }
  return [...questions].map(([what, genes]) => evidenceOf(what, genes));
}

const ABSENT: PooledEstimate = {
  estimate: Number.NaN,
  standardError: Number.NaN,
  low: Number.NaN,
  high: Number.NaN,
  pvalue: Number.NaN,
  cohorts: 0,
  n: 0,
  whyNot: 'no matrix that could say so has the gene',
};

function evidenceOf(what: string, genes: ReadonlyMap<string, readonly CohortEstimate[]>): Evidence {
  const effects = [...genes].map(([gene, all]) => {
    const own = all.map(({ estimate, standardError }) => ({ estimate, variance: standardError ** 2 }));
    return [gene, own] as const;
  });
  const pooled = poolGenes(what, new Map(effects));
  const pooledOf = new Map(pooled.map((one) => [one.gene, one.pooled]));
  return {
    what,
    pooled,
    estimateOf(gene) {
      const all = genes.get(gene);
      if (all === undefined) return ABSENT;
      const known = all.filter(({ estimate, standardError }) => Number.isFinite(estimate) && standardError > 0);
      const n = (of: readonly CohortEstimate[]) => of.reduce((sum, one) => sum + one.n, 0);
      const together = pooledOf.get(gene);
      if (together === undefined || known.length === 0) {
        const whyNot = all.map(({ cohort, note }) => `${cohort}: ${note}`).join('; ');
        return { ...ABSENT, n: n(all), whyNot };
      }
      if (known.length === 1) return { ...known[0]!, cohorts: 1 };
      const { estimate, error: standardError, lower: low, upper: high, p: pvalue } = together.random;
      return { estimate, standardError, low, high, pvalue, cohorts: known.length, n: n(known) };
    },
  };
}
