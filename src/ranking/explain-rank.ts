import { type GeneChanges, repressionSign } from './gene-changes.ts';
import type { RankedGene, RankOptions } from './rank-targets.ts';
import { describeSites } from './site-evidence.ts';

export interface ExplainOptions extends RankOptions {
  /** Name of the miRNA, or several joined. */
  readonly mirna: string;
}

/** Why a gene stands where it stands, in one sentence; for those left out, what was missing. */
export function explainRank(gene: RankedGene, changes: GeneChanges, options: ExplainOptions): string {
  const { mirna } = options;
  const moved = describeChange(gene.row, changes);
  const where = describeWhere(gene, options);
  const has = (gene.sites ?? []).length > 0;
  switch (gene.class) {
    case 'candidate':
      return `${capital(moved)}, as a target of ${mirna} should, with ${where}: a direct target with probability ${probability(gene)}.`;
    case 'uncertain':
      return `${capital(moved)}, as a target of ${mirna} should, with ${where}, but ${weakness(gene)}: probability ${probability(gene)}.`;
    case 'moved_without_site':
      if (gene.sites === undefined && options.sites !== 'conserved')
        return `${capital(moved)} like a target, but no 3' UTR of it was given, so its sites are not known.`;
      return options.sites === 'conserved'
        ? `${capital(moved)} like a target, but no conserved site of ${mirna} is listed: an indirect effect, or a site that is not conserved (probability ${probability(gene)}).`
        : `${capital(moved)} like a target, but its 3' UTR has no site of ${mirna}: probably an indirect effect.`;
    case 'site_without_change':
      return `Has ${where}, but ${missing(gene, changes, options, moved)}.`;
    case 'neither':
      return `${capital(moved)}; ${has ? where : where.replace(/^no /, 'no ')}.`;
  }
}

/** `an 8mer site (position 512) in its 3' UTR` */
function describeWhere({ sites }: RankedGene, options: ExplainOptions): string {
  if (options.sites === 'conserved')
    return sites === undefined || sites.length === 0 ? 'no listed site' : describeSites(sites);
  if (sites === undefined) return "no 3' UTR of it was given";
  return `${describeSites(sites)} in its 3' UTR`;
}

/** Which half of the evidence is the weaker one: the sites give odds below 1 to 4, or the change hardly any. */
function weakness({ expressionEvidence, siteEvidence, conservationEvidence }: RankedGene): string {
  const bySites = siteEvidence + conservationEvidence;
  const sitesAreWeak = bySites < -0.6;
  const changeIsWeak = expressionEvidence < 0.3;
  if (sitesAreWeak && !changeIsWeak) return 'such sites seldom work';
  if (changeIsWeak && !sitesAreWeak) return 'other genes without a site change as much';
  return 'neither site nor change is strong';
}

/** What keeps a gene with a site from being a candidate. */
function missing({ row }: RankedGene, changes: GeneChanges, { alpha, effect }: ExplainOptions, moved: string): string {
  if (changes.baseMean[row] === 0 && changes.abundanceName === undefined) return 'it has no reads in any sample';
  if (Number.isNaN(changes.pvalue[row]!)) return 'it could not be tested: one sample is an outlier';
  if (Number.isNaN(changes.padj[row]!)) return `its counts are too low to tell (mean ${short(changes.baseMean[row]!)})`;
  if (changes.padj[row]! >= alpha) return `it does not change significantly (${moved})`;
  if (repressionSign(effect) * changes.log2FoldChange[row]! > 0) return `it changes too little: ${moved}`;
  return `it moves the other way: ${moved}`;
}

/** `down 2.3-fold (adjusted p 1.2e-8)` */
function describeChange(row: number, { log2FoldChange, baseMean, pvalue, padj, abundanceName }: GeneChanges): string {
  const change = log2FoldChange[row]!;
  if (baseMean[row] === 0 && abundanceName === undefined) return 'no reads in any sample';
  if (Number.isNaN(change)) return 'not tested';
  const fold = `${change < 0 ? 'down' : 'up'} ${short(2 ** Math.abs(change))}-fold`;
  if (!Number.isNaN(padj[row]!)) return `${fold} (adjusted p ${short(padj[row]!)})`;
  return Number.isNaN(pvalue[row]!) ? `${fold}, untested` : `${fold} (p ${short(pvalue[row]!)})`;
}

/** Two digits, never rounded up to certainty. */
function probability({ posterior }: RankedGene): string {
  if (posterior > 0.995) return 'above 0.99';
  return posterior < 0.005 ? 'below 0.01' : posterior.toFixed(2);
}

function short(value: number): string {
  if (value === 0) return 'below 1e-300';
  return value >= 0.001 && value < 1e5 ? String(Number(value.toPrecision(2))) : value.toExponential(1);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
