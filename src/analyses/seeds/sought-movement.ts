import type { GeneResults } from '../../engines/gene-results.ts';
import type { Effect } from '../../ranking/changes/effect.ts';
import { repressionSign } from '../../ranking/changes/effect.ts';
import { alikeGenes, matchStrata } from '../../ranking/shift/matched-background.ts';
import { judgeMovement, SEVEN_OR_EIGHT, type SetMovement } from '../../ranking/shift/set-movement.ts';
import type { FamilySites } from './family-sites.ts';

export interface SoughtQuestion {
  readonly results: GeneResults;
  readonly sites: FamilySites;
  readonly sought: ReadonlySet<string>;
  readonly effect: Effect;
  /** [genes] log2 change less the drift; NaN where the gene was not tested. */
  readonly driftless: Float64Array;
}

/** Whether the genes of the sought families moved as a set, judged as the ranking judges it. */
export function soughtMovement({ results, sites, sought, effect, driftless }: SoughtQuestion): SetMovement {
  const own = new Set(sites.families.flatMap(({ seed, genes }) => (sought.has(seed) ? [...genes] : [])));
  const { sequences } = sites;
  const tested = [...driftless.keys()].filter(
    (row) => !Number.isNaN(driftless[row]!) && (sequences === undefined || sequences[row] !== undefined),
  );
  const traits = [results.baseMean, ...sites.traits].filter((trait) =>
    tested.some((row) => !Number.isNaN(trait[row]!)),
  );
  const without = tested.filter((row) => !own.has(row));
  const matched = matchStrata(
    tested.filter((row) => own.has(row)),
    without,
    driftless,
    repressionSign(effect),
    alikeGenes(tested, traits, driftless.length),
  );
  return judgeMovement({ ...matched, type: SEVEN_OR_EIGHT, genesWithout: without.length, matched }, { effect });
}
