import type { EngineName } from '../../engines/engine-name.ts';
import { requireResults } from '../../engines/require-results.ts';
import { Fault } from '../../fault.ts';
import { type Cause, type CauseKind, findCauses } from './causes.ts';
import { callOf, type EngineOpinion } from './engine-opinion.ts';

export interface ConsensusQuestion {
  /** Of the same genes in the same order; the first is the one that genes are ranked by. */
  readonly opinions: readonly EngineOpinion[];
  /** Adjusted p-value below which a gene is called. */
  readonly alpha: number;
  /** [genes]: mean of the raw counts of the samples that were compared. */
  readonly meanCounts: Float64Array;
}

/**
 * `all`: every engine calls it, in one direction; `some`: in one direction, but not all; `opposed`: in both; `none`: no
 * engine calls it.
 */
export type Agreement = 'all' | 'some' | 'opposed' | 'none';

/** What several engines say of each gene, beside one another: nothing is averaged. */
export interface Consensus {
  readonly opinions: readonly EngineOpinion[];
  readonly alpha: number;
  /** One [genes] an engine: 1 up, -1 down, 0 not called. */
  readonly calls: readonly Int8Array[];
  readonly agreement: readonly Agreement[];
  /** By gene; those of which engines agree have no entry. An empty list: no single cause was found. */
  readonly causes: ReadonlyMap<number, readonly Cause[]>;
  readonly lookedAt: readonly CauseKind[];
}

/**
 * Where do several engines agree, gene by gene, and why do they differ? A gene is called at an adjusted p-value below
 * `alpha`; `findCauses` says what is looked at. Throws a `Fault` for fewer than two engines, or results of other genes.
 */
export function findConsensus({ opinions, alpha, meanCounts }: ConsensusQuestion): Consensus {
  for (const { results } of opinions) requireResults(results);
  checkSameGenes(opinions, meanCounts.length);
  const { geneIds } = opinions[0]!.results;
  const calls = opinions.map(({ results }) => Int8Array.from(geneIds, (_, gene) => callOf(results, gene, alpha)));
  const agreement = geneIds.map((_, gene) => agreementOf(calls.map((of) => of[gene]!)));
  const { lookedAt, causesOf } = findCauses(opinions, meanCounts, alpha);
  const differing = [...agreement.keys()].filter((gene) => agreement[gene] === 'some' || agreement[gene] === 'opposed');
  return {
    opinions,
    alpha,
    calls,
    agreement,
    causes: new Map(differing.map((gene) => [gene, causesOf(gene)])),
    lookedAt,
  };
}

function agreementOf(calls: readonly number[]): Agreement {
  const up = calls.filter((call) => call === 1).length;
  const down = calls.filter((call) => call === -1).length;
  if (up + down === 0) return 'none';
  if (up > 0 && down > 0) return 'opposed';
  return up + down === calls.length ? 'all' : 'some';
}

function checkSameGenes(opinions: readonly EngineOpinion[], genes: number): void {
  const [first, ...others] = opinions;
  if (first === undefined || others.length === 0) {
    throw new Fault({
      code: 'CONSENSUS_ENGINES',
      message: 'a consensus is of two engines or more',
      found: String(opinions.length),
      expected: 'at least 2 engines',
      hint: 'Name several engines.',
    });
  }
  const { geneIds } = first.results;
  const names = new Set<EngineName>();
  for (const { engine, results } of opinions) {
    const isSame = results.geneIds.length === genes && results.geneIds.every((id, gene) => id === geneIds[gene]);
    if (isSame && !names.has(engine)) names.add(engine);
    else {
      throw new Fault({
        code: 'CONSENSUS_GENES',
        message: isSame ? `${engine} is there twice` : `the results of ${engine} and the counts are of other genes`,
        found: isSame ? engine : `${results.geneIds.length} genes of ${engine}`,
        expected: isSame ? 'each engine once' : `the ${genes} genes of the counts, in their order`,
        hint: 'Compare engines that tested the same table.',
      });
    }
  }
}
