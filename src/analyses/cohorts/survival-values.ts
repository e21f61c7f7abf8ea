import type { survivalTable } from '../../artifacts/cohort-tables.ts';
import type { CutCurves } from './cut-curves.ts';
import type { GeneModel } from './survive-genes.ts';

export interface SurvivalResult {
  readonly cohort: string;
  readonly endpoint: string;
  readonly models: readonly GeneModel[];
  /** By gene, where a cut was asked for. */
  readonly cuts?: ReadonlyMap<string, CutCurves> | undefined;
}

/** The columns of `survival.tsv`, cohort by cohort. */
export function survivalValues(results: readonly SurvivalResult[]): Parameters<typeof survivalTable.toColumns>[0] {
  const rows = results.flatMap(({ cohort, endpoint, models, cuts }) =>
    models.map((model) => ({ cohort, endpoint, model, cut: cuts?.get(model.geneId) })),
  );
  const numbers = (of: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, of);
  const hasOneCut = (cut: CutCurves | undefined): cut is CutCurves => cut !== undefined && cut.cuts.length === 1;
  return {
    genes: rows.map(({ model }) => model.geneId),
    cohorts: rows.map(({ cohort }) => cohort),
    endpoints: rows.map(({ endpoint }) => endpoint),
    models: rows.map(({ model }) => model.model),
    n: Int32Array.from(rows, ({ model }) => model.n),
    events: Int32Array.from(rows, ({ model }) => model.events),
    coefficients: numbers(({ model }) => model.coefficient),
    standardErrors: numbers(({ model }) => model.standardError),
    hazardRatios: numbers(({ model }) => model.hazardRatio),
    low: numbers(({ model }) => model.low),
    high: numbers(({ model }) => model.high),
    pvalues: numbers(({ model }) => model.pvalue),
    concordances: numbers(({ model }) => model.concordance),
    concordanceErrors: numbers(({ model }) => model.concordanceError),
    proportionality: numbers(({ model }) => model.proportionality),
    cuts: numbers(({ cut }) => (hasOneCut(cut) ? cut.cuts[0]! : Number.NaN)),
    logRankStatistics: numbers(({ cut }) => cut?.chiSquared ?? Number.NaN),
    logRankPvalues: numbers(({ cut }) => cut?.pvalue ?? Number.NaN),
    adjusted: numbers(({ model }) => model.adjusted),
    notes: rows.map(({ model, cut }) => [model.note, cut?.note ?? ''].filter((text) => text !== '').join(' ')),
  };
}
