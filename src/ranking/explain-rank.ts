import type { GeneChanges, RankedGene, RankOptions } from './rank-targets.ts';
import { describeSites } from './site-evidence.ts';

export interface ExplainOptions extends RankOptions {
  /** Name of the miRNA. */
  readonly mirna: string;
}

/** Why a gene stands where it stands, in one sentence. */
export function explainRank(gene: RankedGene, changes: GeneChanges, options: ExplainOptions): string {
  const { mirna } = options;
  const moved = describeChange(gene.row, changes);
  const where = gene.sites === undefined ? '' : describeSites(gene.sites);
  switch (gene.class) {
    case 'candidate':
      return `${capital(moved)}, as a target of ${mirna} should, with ${where} in its 3' UTR.`;
    case 'moved_without_site':
      return gene.sites === undefined
        ? `${capital(moved)} like a target, but no 3' UTR of it was given, so its sites are not known.`
        : `${capital(moved)} like a target, but its 3' UTR has no site of ${mirna}: probably an indirect effect.`;
    case 'site_without_change':
      return `Has ${where} in its 3' UTR, but ${missing(gene, changes, options, moved)}.`;
    case 'neither':
      return `${capital(moved)}; ${gene.sites === undefined ? "no 3' UTR of it was given" : "no site in its 3' UTR"}.`;
  }
}

/** What keeps a gene with a site from being a candidate. */
function missing({ row }: RankedGene, changes: GeneChanges, { alpha }: ExplainOptions, moved: string): string {
  if (changes.baseMean[row] === 0) return 'it has no reads in any sample';
  if (Number.isNaN(changes.pvalue[row]!)) return 'it could not be tested: one sample is an outlier';
  if (Number.isNaN(changes.padj[row]!)) return `its counts are too low to tell (mean ${short(changes.baseMean[row]!)})`;
  if (changes.padj[row]! >= alpha) return `it does not change significantly (${moved})`;
  return `it moves the other way: ${moved}`;
}

/** `down 2.3-fold (adjusted p 1.2e-8)` */
function describeChange(row: number, { log2FoldChange, baseMean, pvalue, padj }: GeneChanges): string {
  const change = log2FoldChange[row]!;
  if (baseMean[row] === 0) return 'no reads in any sample';
  if (Number.isNaN(change)) return 'not tested';
  const fold = `${change < 0 ? 'down' : 'up'} ${short(2 ** Math.abs(change))}-fold`;
  if (!Number.isNaN(padj[row]!)) return `${fold} (adjusted p ${short(padj[row]!)})`;
  return Number.isNaN(pvalue[row]!) ? `${fold}, untested` : `${fold} (p ${short(pvalue[row]!)})`;
}

function short(value: number): string {
  if (value === 0) return 'below 1e-300';
  return value >= 0.001 && value < 1e5 ? String(Number(value.toPrecision(2))) : value.toExponential(1);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
