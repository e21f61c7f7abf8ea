import type { rankingTable } from '../../artifacts/ranking-tables.ts';
import type { GeneResults } from '../../engines/gene-results.ts';
import { usableErrors } from '../../ranking/changes/effect-sizes.ts';
import { type ExplainOptions, explainRank } from '../../ranking/explain-rank.ts';
import type { RankedGene } from '../../ranking/rank-targets.ts';
import {
  countConserved,
  countType,
  type GeneSite,
  listMirnas,
  listPositions,
} from '../../ranking/sites/site-evidence.ts';
import { fillDoubles } from '../../stats/columns/fill-columns.ts';

export type RankingValues = ReturnType<typeof rankingTable.parse>;

/** 97.5 % point of the standard normal. */
const NORMAL_975 = 1.959963984540054;

/**
 * Ranked genes as a table, in their order. `symbols` are added where they are known, one a row of `changes`, and `transcripts` by gene. Site columns
 * are missing where no 3' UTR was searched. `before` [genes of `changes`]: places without what was taken out as shared.
 */
export function rankingValues(
  genes: readonly RankedGene[],
  changes: GeneResults,
  options: ExplainOptions,
  symbols?: readonly string[] | undefined,
  transcripts?: ReadonlyMap<string, string> | undefined,
  before?: Int32Array | undefined,
): RankingValues {
  const errors = usableErrors(changes);
  const own = (value: (gene: RankedGene) => number): Float64Array =>
    fillDoubles(genes.length, (place) => value(genes[place]!));
  const rows = Uint32Array.from(genes.map(({ row }) => row));
  const ofRow = (value: (row: number) => number): Float64Array =>
    fillDoubles(rows.length, (place) => value(rows[place]!));
  const ofSites = (value: (sites: readonly GeneSite[]) => number): Float64Array =>
    own(({ sites }) => (sites === undefined ? Number.NaN : value(sites)));
  const ofType = (type: string): Float64Array => ofSites((sites) => countType(sites, type));
  const texts = (value: (sites: readonly GeneSite[]) => string): string[] =>
    genes.map(({ sites }) => (sites === undefined ? 'NA' : value(sites)));
  const change = (row: number): number => changes.log2FoldChange[row]!;
  const further = (options.further ?? []).flatMap(({ name, changes: other, rowOf }) => {
    const value = (column: Float64Array): Float64Array =>
      own(({ geneId }) => column[rowOf.get(geneId) ?? -1] ?? Number.NaN);
    return [
      [`${name}:log2FoldChange`, value(other.log2FoldChange)] as const,
      [`${name}:padj`, value(other.padj)] as const,
    ];
  });
  return {
    ranks: new Int32Array(genes.length).map((_, place) => place + 1),
    geneIds: genes.map(({ geneId }) => geneId),
    ...(symbols !== undefined && { names: genes.map(({ row }) => symbols[row]!) }),
    ...(transcripts !== undefined && { transcripts: genes.map(({ geneId }) => transcripts.get(geneId) ?? 'NA') }),
    classes: genes.map((gene) => gene.class),
    scores: own(({ score }) => score),
    posteriors: own(({ posterior }) => posterior),
    qValues: own(({ qValue }) => qValue),
    expressionEvidence: own(({ expressionEvidence }) => expressionEvidence),
    siteEvidence: own(({ siteEvidence }) => siteEvidence),
    conservationEvidence: own(({ conservationEvidence }) => conservationEvidence),
    baseMean: ofRow((row) => changes.baseMean[row]!),
    log2FoldChange: ofRow(change),
    lfcSE: ofRow((row) => errors[row]!),
    ciLow: ofRow((row) => change(row) - NORMAL_975 * errors[row]!),
    ciHigh: ofRow((row) => change(row) + NORMAL_975 * errors[row]!),
    ...(options.taken !== undefined && { shared: ofRow((row) => options.taken![row]!) }),
    ...(before !== undefined && { ranksBefore: Int32Array.from(rows).map((row) => before[row]!) }),
    shrunken: own(({ expectedLog2FoldChange }) => expectedLog2FoldChange),
    pvalue: ofRow((row) => changes.pvalue[row]!),
    padj: ofRow((row) => changes.padj[row]!),
    eightmers: ofType('8mer'),
    sevenmersM8: ofType('7mer-m8'),
    sevenmersA1: ofType('7mer-A1'),
    sixmers: ofType('6mer'),
    sitePositions: texts(listPositions),
    ...(severalMirnas(genes) && { siteMirnas: texts(listMirnas) }),
    conservedSites: ofSites(countConserved),
    ...(options.coding !== undefined && {
      codingSites: own(({ codingSites }) => codingSites?.length ?? Number.NaN),
    }),
    contextScores: ofSites((sites) => total(sites, ({ contextScore }) => contextScore)),
    duplexEnergies: ofSites((sites) => least(sites)),
    ...(further.length > 0 && { more: new Map(further) }),
    why: genes.map((gene) => explainRank(gene, changes, options)),
  };
}

function severalMirnas(genes: readonly RankedGene[]): boolean {
  return genes.some(({ sites }) => sites?.some(({ mirna }) => mirna !== undefined));
}

/** Sum over the sites that have the value; NaN if none has. */
function total(sites: readonly GeneSite[], value: (site: GeneSite) => number | undefined): number {
  let sum = 0;
  let isKnown = false;
  for (const site of sites) {
    const x = value(site);
    if (x === undefined || Number.isNaN(x)) continue;
    sum += x;
    isKnown = true;
  }
  return isKnown ? sum : Number.NaN;
}

function least(sites: readonly GeneSite[]): number {
  let smallest = Number.NaN;
  for (const { energyKcalPerMol: energy } of sites) {
    if (energy !== undefined) smallest = Number.isNaN(smallest) ? energy : Math.min(smallest, energy);
  }
  return smallest;
}
