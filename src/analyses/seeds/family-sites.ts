import type { FamilyGenes } from '../../enrichment/seeds/family-scan.ts';
import type { DriftTraits } from '../../ranking/changes/background-trend.ts';
import type { KnownSites } from '../ranking/sites-of-genes.ts';

/** Sites of all families, and what genes must share to be compared. */
export interface FamilySites {
  readonly families: readonly FamilyGenes[];
  /** Beside expression, [genes] each. */
  readonly traits: readonly Float64Array[];
  /** Of these what changes may drift with, where 3' UTRs are known; composition unrounded, as words are expected by it. */
  readonly drift?: Pick<DriftTraits, 'utrLength' | 'utrGc'> | undefined;
  /** [genes] where 3' UTRs are known: words are scanned along them. */
  readonly sequences?: readonly (Uint8Array | undefined)[] | undefined;
  /** Sites of the perturbed miRNAs of all types, where tables list them; they are searched for in `sequences` else. */
  readonly perturbed?: KnownSites['sites'] | undefined;
}
