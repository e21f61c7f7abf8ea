import type { GeneResults } from '../engines/gene-results.ts';
import * as math from '../stats/math/portable.ts';
import type { Contrast } from './changes/effect.ts';
import { type Effect, repressionSign } from './changes/effect.ts';
import type { RankedGene, RankOptions } from './rank-targets.ts';
import { describeSites, type GeneSite } from './sites/site-evidence.ts';

/** A contrast beside the first, for tables and sentences over several. */
export interface NamedContrast extends Contrast {
  readonly name: string;
  /** Row of each gene in `changes`. */
  readonly rowOf: ReadonlyMap<string, number>;
}

export interface ExplainOptions extends RankOptions {
  /** Name of the miRNA, or `A, B or C`. */
  readonly mirna: string;
  /** Name of the first contrast, where there are more. */
  readonly contrast?: string | undefined;
  readonly further?: readonly NamedContrast[] | undefined;
  /** [genes of the first contrast] log2, what was taken out of its changes as shared with other miRNAs. */
  readonly taken?: Float64Array | undefined;
}

/** Contrasts by name as tables and sentences take them: the first, and those beside it. */
export function nameContrasts(contrasts: readonly (Contrast & { readonly name: string })[]): {
  readonly changes: GeneResults;
  readonly effect: Effect;
  readonly contrast?: string;
  readonly further?: readonly NamedContrast[];
} {
  const [first, ...others] = contrasts;
  if (first === undefined) throw new Error('there is no contrast to explain');
  const { name, changes, effect } = first;
  if (others.length === 0) return { changes, effect };
  const further = others.map((one) => ({
    ...one,
    rowOf: new Map(one.changes.geneIds.map((id, row) => [id, row])),
  }));
  return { changes, effect, contrast: name, further };
}

/** Odds by the sites, log10, below which such sites seldom work; evidence of the change below which it says little. */
const WEAK_SITES = -0.6;
const WEAK_CHANGE = 0.3;

/** Why a gene stands where it stands, in one sentence; for those left out, what was missing. */
export function explainRank(gene: RankedGene, changes: GeneResults, options: ExplainOptions): string {
  const { mirna } = options;
  const moves = describeMoves(gene, changes, options);
  switch (gene.class) {
    case 'candidate':
      return `${capital(moves)}, as a target of ${mirna} should, ${describeSupport(gene, options)}: a direct target with probability ${probability(gene)}${reliance(gene)}.`;
    case 'uncertain':
      return `${capital(moves)}, as a target of ${mirna} should, ${describeSupport(gene, options)}, but ${weakness(gene)}: probability ${probability(gene)}.`;
    case 'moved_without_site':
      return `${capital(moves)} like a target, but ${describeAbsence(gene, options)}.`;
    case 'site_without_change':
      return `Has ${describeSites(gene.sites ?? [])}${options.sites === 'conserved' ? '' : " in its 3' UTR"}${describeCoding(gene)}, but ${shortcoming(gene, changes, options, moves)}.`;
    case 'cannot_be_judged':
      return `Cannot be judged: ${describeUnknown(gene, options)}; ${describeUntested(gene.row, changes) ?? moves}.`;
    case 'intended_target':
      return `Is the intended target, set apart from the off-targets: ${moves}.`;
    case 'neither':
      return `${describeRest(gene, changes, options, moves)}.`;
  }
}

/** `and its 3' UTR has an 8mer site (position 512)` */
function describeSupport(gene: RankedGene, options: ExplainOptions): string {
  const { sites } = gene;
  return `and ${options.sites === 'conserved' ? 'it' : "its 3' UTR"} has ${describeSites(sites ?? [])}${describeCoding(gene)}`;
}

/** `, and 2 sites in the coding sequence (8mer at 12, 6mer at 300)`; empty where none is known. */
function describeCoding({ codingSites = [] }: RankedGene): string {
  return codingSites.length === 0 ? '' : `, and ${nameCoding(codingSites)}`;
}

/** At most so many are named by type and position. */
const NAMED_CODING_SITES = 3;

function nameCoding(sites: readonly GeneSite[]): string {
  const shown = sites.slice(0, NAMED_CODING_SITES).map(({ type, start }) => `${type} at ${start}`);
  const more = sites.length > shown.length ? `, and ${sites.length - shown.length} more` : '';
  return `${sites.length} ${sites.length === 1 ? 'site' : 'sites'} in the coding sequence (${shown.join(', ')}${more})`;
}

/** Why it is not known whether a gene has a site. */
function describeUnknown({ sites }: RankedGene, options: ExplainOptions): string {
  if (options.sites === 'conserved') return `no site of ${options.mirna} is listed, and others are not known`;
  return sites === undefined ? "its 3' UTR is not known" : "its 3' UTR has no site";
}

/** Which half of the evidence a candidate stands on, where it is one of them. */
function reliance({ expressionEvidence, siteEvidence, conservationEvidence }: RankedGene): string {
  if (siteEvidence + conservationEvidence < WEAK_SITES) return ', for the size of its change';
  return expressionEvidence < WEAK_CHANGE ? ', more for its sites than for its change' : '';
}

/** Which half of the evidence keeps a gene from being a candidate. */
function weakness({ expressionEvidence, siteEvidence, conservationEvidence }: RankedGene): string {
  const sitesAreWeak = siteEvidence + conservationEvidence < WEAK_SITES;
  const changeIsWeak = expressionEvidence < WEAK_CHANGE;
  if (sitesAreWeak && !changeIsWeak) return 'sites of this kind seldom work';
  if (changeIsWeak && !sitesAreWeak) return 'genes without a site change as much';
  return 'neither the change nor the sites are convincing';
}

/** What a gene lacks that moves as a target does. */
function describeAbsence({ codingSites = [], posterior }: RankedGene, { mirna }: ExplainOptions): string {
  if (codingSites.length > 0) {
    return `its 3' UTR has no site of ${mirna}, only ${nameCoding(codingSites)}: a direct target by ${codingSites.length === 1 ? 'it' : 'them'} with probability ${probability({ posterior })}, which makes no candidate`;
  }
  return `its 3' UTR has no site of ${mirna}: probably an indirect effect`;
}

/** What keeps a gene with a site from being a candidate. */
function shortcoming(
  { row }: RankedGene,
  changes: GeneResults,
  { alpha, effect }: ExplainOptions,
  moves: string,
): string {
  const untested = describeUntested(row, changes);
  if (untested !== undefined) return untested;
  if (changes.padj[row]! >= alpha) return `does not change significantly: ${moves}`;
  if (repressionSign(effect) * changes.log2FoldChange[row]! > 0) return `changes too little: ${moves}`;
  return `moves the other way: ${moves}`;
}

function describeRest(
  { row, codingSites = [] }: RankedGene,
  changes: GeneResults,
  { alpha, mirna }: ExplainOptions,
  moves: string,
): string {
  const coding = codingSites.length === 0 ? '' : ` in its 3' UTR, only ${nameCoding(codingSites)}`;
  const without = `it has no site of ${mirna}${coding}`;
  const untested = describeUntested(row, changes);
  if (untested !== undefined) return `${capital(untested)}; ${without}`;
  if (changes.padj[row]! < alpha) return `${capital(moves)}, not as a target would, and ${without}`;
  return `Does not change significantly (${moves.replace(' (', ', ').replace(/\)$/, '')}) and ${without.replace(/^it /, '')}`;
}

/** Why there is no adjusted p-value; undefined where there is one. */
function describeUntested(row: number, { baseMean, pvalue, padj }: GeneResults): string | undefined {
  if (baseMean[row] === 0) return 'has no reads in any sample';
  if (Number.isNaN(pvalue[row]!)) return 'could not be tested: it has no p-value';
  if (!Number.isNaN(padj[row]!)) return undefined;
  return Number.isNaN(baseMean[row]!)
    ? 'has no adjusted p-value'
    : `has too few reads to tell (mean ${short(baseMean[row]!)})`;
}

/** `falls 2.3-fold (adjusted p 1.2e-8)`; over several contrasts `falls 2.3-fold in mimic (adjusted p 1.2e-8) and ...`. */
function describeMoves({ row, geneId }: RankedGene, changes: GeneResults, options: ExplainOptions): string {
  const { contrast, further = [] } = options;
  const others = further.flatMap(({ name, rowOf, ...other }) => {
    const place = rowOf.get(geneId);
    return place === undefined ? [] : [describeMove(place, other.changes, name)];
  });
  return join([describeMove(row, changes, contrast) + describeShared(row, changes, options), ...others], 'and');
}

/** A shared response that is worth a word: 1.2-fold. */
const LEAST_SHARED = math.log2(1.2);

/** `, of which 1.5-fold is shared with other miRNAs` */
function describeShared(row: number, { log2FoldChange }: GeneResults, { taken }: ExplainOptions): string {
  const shared = taken?.[row] ?? 0;
  if (!(Math.abs(shared) >= LEAST_SHARED)) return '';
  const fold = `${short(math.pow(2, Math.abs(shared)))}-fold`;
  if (shared * log2FoldChange[row]! > 0) return `, of which ${fold} is shared with other miRNAs`;
  return `, where other miRNAs let it ${shared < 0 ? 'fall' : 'rise'} ${fold}`;
}

function describeMove(row: number, { log2FoldChange, pvalue, padj }: GeneResults, contrast?: string): string {
  const where = contrast === undefined ? '' : ` in ${contrast}`;
  const change = log2FoldChange[row]!;
  if (Number.isNaN(change)) return `is not tested${where}`;
  const fold = `${change < 0 ? 'falls' : 'rises'} ${short(math.pow(2, Math.abs(change)))}-fold${where}`;
  if (!Number.isNaN(padj[row]!)) return `${fold} (adjusted p ${short(padj[row]!)})`;
  return Number.isNaN(pvalue[row]!) ? `${fold} (untested)` : `${fold} (p ${short(pvalue[row]!)})`;
}

/** `A, B or C` */
export function nameMirnas(names: readonly string[]): string {
  return join(names, 'or');
}

function join(parts: readonly string[], word: 'and' | 'or'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`;
}

/** Two digits, never rounded up to certainty. */
function probability({ posterior }: Pick<RankedGene, 'posterior'>): string {
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
