import { type Direction, type FamilyResult, isSignificant } from './family-scan.ts';

/**
 * What the search says of the miRNA that was perturbed. `worked`: its family explains the changes best, in the right
 * direction. `weak`: its seed shows among the strong changes, and that of no other family surely more; whether all of its
 * targets moved is another question (`judgeMovement`). `other`: another family explains more. `against`:
 * its targets move the wrong way. `silent`: none of these, or it cannot be told. `open`: no miRNA was named, and some
 * family explains the changes.
 */
export type SeedOutcome = 'worked' | 'weak' | 'other' | 'against' | 'silent' | 'open';

export interface SeedVerdict {
  readonly outcome: SeedOutcome;
  /** For a reader, in whole sentences. */
  readonly text: string;
}

export interface SoughtSeeds {
  /** The perturbed miRNAs; those of one seed count once, under the first name. */
  readonly mirnas: readonly { readonly name: string; readonly seed: string }[];
  readonly effect: 'overexpression' | 'inhibition';
}

/** The word on several miRNAs is that on the first of these that any has: a cluster works if one of its seeds does. */
const outcomes: readonly SeedOutcome[] = ['worked', 'against', 'other', 'weak', 'silent'];
/** p-value, not adjusted, of a family that was named before the search. */
const NAMED = 0.01;
/** Places in the wrong direction that say so: a seed whose targets move the wrong way is among the first. */
const FIRST_PLACES = 3;

/** In words what `scanFamilies` says of the miRNAs that were perturbed, or, without any, of the whole. */
export function seedVerdict(results: readonly FamilyResult[], sought?: SoughtSeeds): SeedVerdict {
  if (results.length === 0) {
    return { outcome: 'silent', text: 'No seed verdict: no family has enough tested genes with sites.' };
  }
  if (sought === undefined || sought.mirnas.length === 0) return openVerdict(results);
  const names = new Map<string, string>();
  for (const { name, seed } of sought.mirnas) if (!names.has(seed)) names.set(seed, name);
  const towards = sought.effect === 'overexpression' ? 'down' : 'up';
  const verdicts = [...names].map(([seed, name]) => verdictOn(name, seed, towards, new Set(names.keys()), results));
  const outcome = outcomes.find((one) => verdicts.some((verdict) => verdict.outcome === one))!;
  return { outcome, text: verdicts.map(({ text }) => text).join(' ') };
}

/** Of one family; the others that were perturbed with it are no rivals. */
function verdictOn(
  name: string,
  seed: string,
  towards: Direction,
  together: ReadonlySet<string>,
  results: readonly FamilyResult[],
): SeedVerdict {
  const place = (direction: Direction) => {
    const families = results.filter(
      (one) => one.direction === direction && (one.seed === seed || !together.has(one.seed)),
    );
    const index = families.findIndex((one) => one.seed === seed);
    return { families: families.length, rank: index + 1, own: families[index], ahead: families.slice(0, index) };
  };
  const { families, rank, own, ahead } = place(towards);
  const wrong = place(towards === 'down' ? 'up' : 'down');
  if (own === undefined || wrong.own === undefined) {
    return { outcome: 'silent', text: `No seed verdict on ${name}: too few tested genes have a site of its seed.` };
  }
  const among = `families among ${towards}-regulated genes`;
  const [first] = ahead;
  if (isSignificant(own) && ahead.every((one) => sharesSites(seed, one.seed))) {
    const text =
      first === undefined
        ? `The ${name} seed is the most enriched of ${families} ${among} (${significance(own)}).`
        : `The ${name} seed is ${ordinal(rank)} of ${families} ${among} (${significance(own)}), after that of ${first.name}, which has six bases and many sites in common with it.`;
    return { outcome: 'worked', text };
  }
  // The miRNA was named before the search, so that its own p-value tells on either side.
  const isFirst = isSignificant(wrong.own) && wrong.rank <= FIRST_PLACES;
  if (wrong.own.z > own.z && (isFirst || (wrong.own.p < NAMED && own.p >= NAMED))) {
    return {
      outcome: 'against',
      text: `The targets of ${name} move the wrong way: its seed is ${ordinal(wrong.rank)} of ${families} families among ${wrong.own.direction}-regulated genes (${isFirst ? '' : `p ${shortP(wrong.own.p)}; `}${significance(wrong.own)}). Is the contrast or the effect swapped?`,
    };
  }
  const moves = own.p < NAMED;
  const seen = moves
    ? `The seed of ${name} shows: it is ${ordinal(rank)} of ${families} ${among} (p ${shortP(own.p)}; ${significance(own)})`
    : `No seed signal of ${name}: it is ${ordinal(rank)} of ${families} ${among} (${significance(own)})`;
  if (first !== undefined && isSignificant(first)) {
    return {
      outcome: 'other',
      text: `${seen}; the seed of ${first.name} explains the changes better (${significance(first)}). Treat the candidates with caution.`,
    };
  }
  if (!moves) return { outcome: 'silent', text: `${seen}. Treat the candidates with caution.` };
  return { outcome: 'weak', text: `${seen}, a weak signal. Treat single candidates with caution.` };
}

function openVerdict(results: readonly FamilyResult[]): SeedVerdict {
  const families = results.filter(({ direction }) => direction === 'down').length;
  const said = results
    .filter((one) => one.rank === 1 && isSignificant(one))
    .map(
      (one) =>
        `The ${one.name} seed is the most enriched of ${families} families among ${one.direction}-regulated genes (${significance(one)}).`,
    );
  if (said.length > 0) return { outcome: 'open', text: said.join(' ') };
  return {
    outcome: 'silent',
    text: `No seed signal: none of ${families} families explains the changes in either direction.`,
  };
}

/** Six consecutive bases in common are a common 6mer or offset 6mer: one seed stands high where the other was perturbed. */
function sharesSites(seed: string, other: string): boolean {
  const sixes = [other.slice(0, 6), other.slice(1)];
  return sixes.includes(seed.slice(0, 6)) || sixes.includes(seed.slice(1));
}

function significance({ padj, logP }: FamilyResult): string {
  return padj === 0 ? `p about 1e${Math.round(logP / Math.LN10)}` : `adjusted p ${shortP(padj)}`;
}

function shortP(p: number): string {
  return p >= 0.001 ? String(Number(p.toPrecision(2))) : p.toExponential(1);
}

function ordinal(rank: number): string {
  const last = rank % 100;
  if (last > 10 && last < 14) return `${rank}th`;
  return `${rank}${['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th'}`;
}
