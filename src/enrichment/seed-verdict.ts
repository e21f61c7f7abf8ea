import { type Direction, type FamilyResult, isSignificant } from './family-scan.ts';

/**
 * What the search says of the miRNA that was perturbed. `worked`: its family explains the changes best, in the right
 * direction. `other`: another family does. `against`: its targets move the wrong way. `silent`: no family explains them,
 * or it cannot be told. `open`: no miRNA was named, and some family explains them.
 */
export type SeedOutcome = 'worked' | 'other' | 'against' | 'silent' | 'open';

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

/** From the best to the worst news: a cluster is as good as the best of its families. */
const outcomes: readonly SeedOutcome[] = ['worked', 'against', 'other', 'silent', 'open'];

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
  const among = (direction: Direction) =>
    results.filter((one) => one.direction === direction && (one.seed === seed || !together.has(one.seed)));
  const place = (direction: Direction) => {
    const families = among(direction);
    const index = families.findIndex((one) => one.seed === seed);
    return { families: families.length, rank: index + 1, own: families[index], first: families[0]! };
  };
  const { families, rank, own, first } = place(towards);
  const wrong = place(towards === 'down' ? 'up' : 'down');
  if (own === undefined || wrong.own === undefined) {
    return { outcome: 'silent', text: `No seed verdict on ${name}: too few tested genes have a site of its seed.` };
  }
  const where = `${ordinal(rank)} of ${families} families among ${towards}-regulated genes (${significance(own)})`;
  if (isSignificant(own) && rank === 1) {
    const text = `The ${name} seed is the most enriched of ${families} families among ${towards}-regulated genes (${significance(own)}).`;
    return { outcome: 'worked', text };
  }
  if (isSignificant(wrong.own) && wrong.rank <= 3 && wrong.own.z > own.z) {
    return {
      outcome: 'against',
      text: `The targets of ${name} move the wrong way: its seed is ${ordinal(wrong.rank)} of ${families} families among ${wrong.own.direction}-regulated genes (${significance(wrong.own)}). Is the contrast or the effect swapped?`,
    };
  }
  if (isSignificant(own)) {
    return {
      outcome: 'other',
      text: `The ${name} seed is ${where}; that of ${first.name} comes first (${significance(first)})${sharedSites(seed, first)}. Its targets move, but something else explains the changes better.`,
    };
  }
  const silent = `No seed signal of ${name}: ${where}. Treat the candidates with caution.`;
  if (!isSignificant(first)) return { outcome: 'silent', text: silent };
  return {
    outcome: 'other',
    text: `${silent} The seed of ${first.name} explains the changes better (${significance(first)})${sharedSites(seed, first)}.`,
  };
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

/** Seeds that are shifted by one base have sites in common, so that one stands high where the other was perturbed. */
function sharedSites(seed: string, { seed: other }: FamilyResult): string {
  const shifted = seed.slice(1) === other.slice(0, -1) || seed.slice(0, -1) === other.slice(1);
  return shifted ? ', with which it shares six bases and many sites' : '';
}

function significance({ padj, logP }: FamilyResult): string {
  if (padj === 0) return `p about 1e${Math.round(logP / Math.LN10)}`;
  return `adjusted p ${padj >= 0.001 ? String(Number(padj.toPrecision(2))) : padj.toExponential(1)}`;
}

function ordinal(rank: number): string {
  const last = rank % 100;
  if (last > 10 && last < 14) return `${rank}th`;
  return `${rank}${['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th'}`;
}
