import { type ExplainOptions, explainRank } from './explain-rank.ts';
import type { GeneChanges, RankedGene } from './rank-targets.ts';
import { countType, evidenceTypes, listPositions } from './site-evidence.ts';

export type RankingColumn = readonly string[] | Float64Array | Int32Array;

/**
 * Ranked genes as a table, in their order: rank, class, score and its parts, the change, sites by type with positions, and
 * why. `symbols` are added where the count table has them, one a row of `changes`. Site columns are missing (NaN) where
 * no 3' UTR was searched.
 */
export function rankingTable(
  genes: readonly RankedGene[],
  changes: GeneChanges,
  options: ExplainOptions,
  symbols?: readonly string[] | undefined,
): Map<string, RankingColumn> {
  const column = (values: Float64Array): Float64Array => Float64Array.from(genes, ({ row }) => values[row]!);
  const table = new Map<string, RankingColumn>([
    ['rank', Int32Array.from(genes, (_, index) => index + 1)],
    ['gene_id', genes.map(({ geneId }) => geneId)],
  ]);
  if (symbols !== undefined)
    table.set(
      'gene_name',
      genes.map(({ row }) => symbols[row]!),
    );
  table.set(
    'class',
    genes.map((gene) => gene.class),
  );
  table.set(
    'score',
    Float64Array.from(genes, ({ score }) => score),
  );
  table.set(
    'expression_evidence',
    Float64Array.from(genes, ({ expressionEvidence }) => expressionEvidence),
  );
  table.set(
    'site_evidence',
    Float64Array.from(genes, ({ siteEvidence }) => siteEvidence),
  );
  for (const name of ['baseMean', 'log2FoldChange', 'lfcSE', 'pvalue', 'padj'] as const)
    table.set(name, column(changes[name]));
  for (const type of evidenceTypes) {
    table.set(
      type,
      Float64Array.from(genes, ({ sites }) => (sites === undefined ? Number.NaN : countType(sites, type))),
    );
  }
  table.set(
    'site_positions',
    genes.map(({ sites }) => (sites === undefined ? 'NA' : listPositions(sites))),
  );
  table.set(
    'why',
    genes.map((gene) => explainRank(gene, changes, options)),
  );
  return table;
}
