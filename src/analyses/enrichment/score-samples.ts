import type { setScoreTable } from '../../artifacts/set-tables.ts';
import type { SampleScore } from '../../enrichment/set-tests.ts';
import { correlateScore } from '../../enrichment/sets/score-correlation.ts';
import { ssgseaScores, zScores } from '../../enrichment/sets/set-scores.ts';
import type { MappedSet } from './map-sets.ts';
import type { CountExperiment } from './test-counts.ts';

export type SetScoreValues = ReturnType<typeof setScoreTable.parse>;

/** A gene that scores are correlated with, by its row in the experiment. */
export interface ActivityGene {
  readonly name: string;
  readonly row: number;
}

/**
 * Scores of sets in single samples from log2 counts per million, and how they go with a gene, which then does not count in
 * the sets. `chosen`: indices of `sets`.
 */
export function scoreSamples(
  sets: readonly MappedSet[],
  chosen: readonly number[],
  { experiment, sets: rows, sampleIds }: CountExperiment,
  method: SampleScore,
  gene: ActivityGene | undefined,
): SetScoreValues {
  const { expression } = experiment;
  const { samples, values } = expression;
  const scored = chosen.map((set) => rows[set]!.filter((row) => row !== gene?.row));
  const scores = method === 'zscore' ? zScores(expression, scored) : ssgseaScores(expression, scored);
  const ofGene = gene && values.slice(gene.row * samples, (gene.row + 1) * samples);
  const correlations =
    ofGene && chosen.map((_, k) => correlateScore(scores.slice(k * samples, (k + 1) * samples), ofGene));
  return {
    sets: chosen.map((set) => sets[set]!.name),
    collections: chosen.map((set) => sets[set]!.collection),
    methods: chosen.map(() => method),
    genes: Int32Array.from(scored, ({ length }) => length),
    ...(gene && correlations
      ? {
          correlatedWith: chosen.map(() => gene.name),
          correlations: Float64Array.from(correlations, ({ r }) => r),
          correlationP: Float64Array.from(correlations, ({ p }) => p),
        }
      : {}),
    more: new Map(
      sampleIds.map((sample, j) => [sample, Float64Array.from(chosen, (_, k) => scores[k * samples + j]!)]),
    ),
  };
}
