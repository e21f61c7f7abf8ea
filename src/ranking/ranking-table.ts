import { standardErrors } from './changes/effect-sizes.ts';
import type { GeneChanges } from './changes/gene-changes.ts';
import { type ExplainOptions, explainRank } from './explain-rank.ts';
import type { RankedGene } from './rank-targets.ts';
import {
  countConserved,
  countType,
  evidenceTypes,
  type GeneSite,
  listMirnas,
  listPositions,
} from './sites/site-evidence.ts';

export type RankingColumn = readonly string[] | Float64Array | Int32Array;

/** 97.5 % point of the standard normal. */
const NORMAL_975 = 1.959963984540054;

/**
 * Ranked genes as a table, in their order: rank, class, score, posterior and q-value, the evidence by kind, the change with
 * its 95 % interval, sites by type with positions, and why. `symbols` are added where the count table has them, one a row
 * of `changes`; `transcripts`, by gene, where it is known whose 3' UTR was searched. Site columns are missing (NaN) where no 3' UTR was searched. Of further contrasts the change stands before
 * the sentence.
 */
export function rankingTable(
  genes: readonly RankedGene[],
  changes: GeneChanges,
  options: ExplainOptions,
  symbols?: readonly string[] | undefined,
  transcripts?: ReadonlyMap<string, string> | undefined,
): Map<string, RankingColumn> {
  const errors = standardErrors(changes);
  const ofRow = (value: (row: number) => number): Float64Array => Float64Array.from(genes, ({ row }) => value(row));
  const own = (value: (gene: RankedGene) => number): Float64Array => Float64Array.from(genes, value);
  const ofSites = (value: (sites: readonly GeneSite[]) => number): Float64Array =>
    own(({ sites }) => (sites === undefined ? Number.NaN : value(sites)));
  const change = (row: number): number => changes.log2FoldChange[row]!;
  return new Map<string, RankingColumn>([
    ['rank', Int32Array.from(genes, (_, index) => index + 1)],
    ['gene_id', genes.map(({ geneId }) => geneId)],
    ...(symbols === undefined ? [] : [['gene_name', genes.map(({ row }) => symbols[row]!)] as const]),
    ...(transcripts === undefined
      ? []
      : [['transcript', genes.map(({ geneId }) => transcripts.get(geneId) ?? 'NA')] as const]),
    ['class', genes.map((gene) => gene.class)],
    ['score', own(({ score }) => score)],
    ['posterior', own(({ posterior }) => posterior)],
    ['qvalue', own(({ qValue }) => qValue)],
    ['expression_evidence', own(({ expressionEvidence }) => expressionEvidence)],
    ['site_evidence', own(({ siteEvidence }) => siteEvidence)],
    ['conservation_evidence', own(({ conservationEvidence }) => conservationEvidence)],
    [changes.abundanceName ?? 'baseMean', ofRow((row) => changes.baseMean[row]!)],
    ['log2FoldChange', ofRow(change)],
    ['lfcSE', ofRow((row) => errors[row]!)],
    ['ci_low', ofRow((row) => change(row) - NORMAL_975 * errors[row]!)],
    ['ci_high', ofRow((row) => change(row) + NORMAL_975 * errors[row]!)],
    ['shrunken_log2FoldChange', own(({ expectedLog2FoldChange }) => expectedLog2FoldChange)],
    ['pvalue', ofRow((row) => changes.pvalue[row]!)],
    ['padj', ofRow((row) => changes.padj[row]!)],
    ...evidenceTypes.map((type) => [type, ofSites((sites) => countType(sites, type))] as const),
    ['site_positions', genes.map(({ sites }) => (sites === undefined ? 'NA' : listPositions(sites)))],
    ...(severalMirnas(genes)
      ? [['site_mirnas', genes.map(({ sites }) => (sites === undefined ? 'NA' : listMirnas(sites)))] as const]
      : []),
    ['conserved_sites', ofSites(countConserved)],
    ['context_score', ofSites((sites) => total(sites, ({ contextScore }) => contextScore))],
    ['duplex_energy', ofSites((sites) => least(sites))],
    ...(options.further ?? []).flatMap(({ name, changes: other, rowOf }) => {
      const value = (column: Float64Array): Float64Array =>
        own(({ geneId }) => column[rowOf.get(geneId) ?? -1] ?? Number.NaN);
      return [
        [`${name}:log2FoldChange`, value(other.log2FoldChange)] as const,
        [`${name}:padj`, value(other.padj)] as const,
      ];
    }),
    ['why', genes.map((gene) => explainRank(gene, changes, options))],
  ]);
}

function severalMirnas(genes: readonly RankedGene[]): boolean {
  return genes.some(({ sites }) => sites?.some(({ mirna }) => mirna !== undefined));
}

/** Sum over the sites that have the value; NaN if none has. */
function total(sites: readonly GeneSite[], value: (site: GeneSite) => number | undefined): number {
  const known = sites.map(value).filter((x) => x !== undefined && !Number.isNaN(x));
  return known.length === 0 ? Number.NaN : known.reduce((sum: number, x) => sum + (x ?? 0), 0);
}

function least(sites: readonly GeneSite[]): number {
  const known = sites.flatMap(({ energyKcalPerMol: energy }) => (energy === undefined ? [] : [energy]));
  return known.length === 0 ? Number.NaN : Math.min(...known);
}
