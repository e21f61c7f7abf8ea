import type { ConsensusValues } from '../../artifacts/consensus-table.ts';
import type { Cause } from './causes.ts';
import type { Consensus } from './find-consensus.ts';

/** What stands where engines differ and nothing that was looked at tells why. */
const NO_SINGLE_CAUSE = 'no single cause found';

/** The table of a consensus. */
export function consensusValues({ opinions, calls, agreement, causes }: Consensus): ConsensusValues {
  const { geneIds } = opinions[0]!.results;
  const count = (call: number) => Int32Array.from(geneIds, (_, gene) => calls.filter((of) => of[gene] === call).length);
  const textOf = (words: (of: readonly Cause[]) => string) =>
    geneIds.map((_, gene) => {
      const found = causes.get(gene);
      return found === undefined ? 'NA' : words(found);
    });
  return {
    geneIds,
    agreement,
    up: count(1),
    down: count(-1),
    tested: Int32Array.from(
      geneIds,
      (_, gene) => opinions.filter(({ results }) => !Number.isNaN(results.pvalue[gene]!)).length,
    ),
    calledBy: geneIds.map((_, gene) => {
      const called = opinions.flatMap(({ engine }, k) =>
        calls[k]![gene] === 0 ? [] : [`${engine}:${calls[k]![gene] === 1 ? 'up' : 'down'}`],
      );
      return called.length === 0 ? 'NA' : called.join(';');
    }),
    more: new Map(
      opinions.flatMap(({ engine, results }): [string, Float64Array][] => [
        [`${engine}:log2FoldChange`, results.log2FoldChange],
        [`${engine}:lfcSE`, results.lfcSE],
        [`${engine}:pvalue`, results.pvalue],
        [`${engine}:padj`, results.padj],
      ]),
    ),
    causes: textOf((found) => (found.length === 0 ? 'none_found' : found.flatMap(codesOf).join(';'))),
    why: textOf((found) => (found.length === 0 ? NO_SINGLE_CAUSE : found.map(({ words }) => words).join('; '))),
  };
}

function codesOf({ kind, engines }: Cause): string[] {
  return engines?.map((engine) => `${kind}:${engine}`) ?? [kind];
}
