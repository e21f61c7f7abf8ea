import * as math from '../../stats/math/portable.ts';
import type { SeedSiteType } from '../sites/site-types.ts';
import { joinedBranchLength, type Phylogeny } from './phylogeny.ts';

/** A 3' UTR aligned over species, NCBI taxonomy id -> letters and gaps, rows of equal length. */
export type AlignmentRows = ReadonlyMap<number, Uint8Array>;

/** Lower bounds (exclusive) of the median branch length of the ten bins of 3' UTRs by conservation (TargetScan 7). */
const binThresholds: readonly number[] = [
  0, 1.21207417, 2.17396073, 2.80215414, 3.26272822, 3.65499277, 4.01461968, 4.40729032, 4.90457274, 5.78196252,
];

/** Logistic parameters of PCT by site type and seed. */
export type PctParameters = ReadonlyMap<SeedSiteType, ReadonlyMap<string, readonly number[]>>;

/** What conservation is measured with. */
export interface ConservationModel {
  /** Tree for the bins, and one tree a bin (index 0 = bin 1): slowly evolving UTRs need longer branches for equal evidence. */
  readonly generic: Phylogeny;
  readonly binned: readonly Phylogeny[];
  readonly pct: PctParameters;
  readonly reference: number;
  /** Least branch length of a conserved site. */
  readonly conservedFrom: Readonly<Partial<Record<SeedSiteType, number>>>;
}

/** Branch lengths from which a site counts as conserved (TargetScan 7, human and mouse trees); a 6mer never does. */
export const conservedBranchLengths: Readonly<Record<'human' | 'mouse', ConservationModel['conservedFrom']>> = {
  human: { '8mer': 1.8, '7mer-m8': 2.8, '7mer-A1': 3.6 },
  mouse: { '8mer': 0.6, '7mer-m8': 1.8, '7mer-A1': 2.5 },
};

const GAP = 45;

/**
 * Median over the reference's bases of the branch length that joins the species with the same base there; 0 if the
 * alignment lacks the reference.
 */
export function medianBranchLength(rows: AlignmentRows, model: ConservationModel): number {
  const reference = rows.get(model.reference);
  if (!reference) return 0;
  const bases = new Map([...rows].map(([species, row]) => [String(species), row.map(canonicalLetter)]));
  const names = [...bases.keys()].sort();
  const wanted = reference.map(canonicalLetter);
  const known = new Map<string, number>();
  const lengths: number[] = [];
  for (let column = 0; column < wanted.length; column++) {
    if (wanted[column] === GAP) continue;
    const same = names.filter((name) => bases.get(name)![column] === wanted[column]);
    const key = same.join(' ');
    let length = known.get(key);
    if (length === undefined) {
      length = same.length < 2 ? 0 : joinedBranchLength(model.generic, same, String(model.reference));
      known.set(key, length);
    }
    lengths.push(length);
  }
  return median(lengths);
}

/** Upper case, T as U. */
function canonicalLetter(byte: number): number {
  const upper = byte >= 97 && byte <= 122 ? byte - 32 : byte;
  return upper === 84 ? 85 : upper;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Bin 1..10 of a 3' UTR: the number of thresholds below its median branch length, at least 1. */
export function conservationBin(branchLength: number): number {
  return Math.max(1, binThresholds.filter((threshold) => branchLength > threshold).length);
}

/** Branch length score of the species (ascending) that share a site, by the tree of the UTR's bin; 0 for one species. */
export function branchLengthScore(model: ConservationModel, bin: number, species: readonly number[]): number {
  if (species.length < 2) return 0;
  const names = species.map(String);
  return joinedBranchLength(model.binned[bin - 1]!, names, names[0]!);
}

/**
 * Probability of conserved targeting before negative values become 0:
 * PCT = b0 + b1 / (1 + exp(-b2 BLS + b3)) (Friedman et al. 2009); undefined if the seed has no parameters.
 */
export function logisticPct(
  parameters: PctParameters,
  type: SeedSiteType,
  seed: string,
  branchLength: number,
): number | undefined {
  const isKnown = [...parameters.values()].some((bySeed) => bySeed.has(seed));
  if (!isKnown) return undefined;
  if (type === '6mer' || branchLength === 0) return 0;
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0] = parameters.get(type)?.get(seed) ?? [];
  return b0 + b1 / (1 + math.exp(-b2 * branchLength + b3));
}
