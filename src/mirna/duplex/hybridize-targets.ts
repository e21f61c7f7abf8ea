import { requireChoice } from '../../arguments.ts';
import { Fault } from '../../fault.ts';
import type { Mirna } from '../families/mirna.ts';
import { encodeBases } from '../sequences/nucleotides.ts';
import type { Utr } from '../sites/utr-scanner.ts';
import { type DuplexHit, DuplexSearch } from './duplex-job.ts';
import { type ExtremeValueParameters, extremeValueParameters, type TargetSet, targetSets } from './duplex-pvalue.ts';
import { type DuplexRules, defaultDuplexRules } from './duplex-recursion.ts';

export interface HybridizeOptions extends Partial<DuplexRules> {
  /** What random targets give, for p-values: a set of 3' UTRs, 3utr_human by default, or the parameters themselves. */
  readonly distribution?: TargetSet | ExtremeValueParameters | undefined;
  /** Most hits of a miRNA in a target; 1 by default. */
  readonly maxHits?: number | undefined;
  /** kcal/mol above which a hit is left out. */
  readonly maxEnergy?: number | undefined;
  readonly maxPvalue?: number | undefined;
}

/**
 * The best hybridizations of a miRNA with each target, as RNAhybrid 2.1.2 finds and draws them: by target as given, the
 * best first. Throws a `Fault` for a miRNA of more than 32 nt, a helix that does not lie in it, and letters that are no bases.
 *
 * @example
 * const [hit] = hybridizeTargets([{ id: 'LIFR', sequence }], parseMirna('miR-9-5p', 'UCUUUGGUUAUCUAGCUGUAUGA'), { helix: { from: 2, to: 7 } });
 * hit.duplex.energy; // kcal/mol
 */
export function hybridizeTargets(
  targets: Iterable<Utr>,
  { name, sequence }: Pick<Mirna, 'name' | 'sequence'>,
  options: HybridizeOptions = {},
): DuplexHit[] {
  const { distribution = '3utr_human', maxHits = 1, maxEnergy, maxPvalue, ...rules } = options;
  if (typeof distribution === 'string') requireChoice('distribution', distribution, targetSets);
  if (!(Number.isInteger(maxHits) && maxHits > 0)) {
    throw new Fault({
      code: 'DUPLEX_HITS',
      message: 'The number of hits in a target is a whole number above 0.',
      found: String(maxHits),
      hint: 'Leave it away for the best hit of each target.',
    });
  }
  const search = new DuplexSearch();
  search.begin({
    name,
    sequence,
    rules: { ...defaultDuplexRules, ...rules },
    distribution: typeof distribution === 'string' ? extremeValueParameters(sequence, distribution) : distribution,
    maxHits,
    maxEnergy,
    maxPvalue,
  });
  return [...targets].flatMap(({ id, sequence: letters }) => search.find(id, encodeBases(letters)));
}
