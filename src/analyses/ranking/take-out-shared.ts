import { requireChoice, wrongArgument } from '../../arguments.ts';
import type { GeneResults } from '../../engines/gene-results.ts';
import { requireResults } from '../../engines/require-results.ts';
import { type Effect, effects, type TakenOut } from '../../ranking/changes/effect.ts';
import { type SharedResponse, sharedResponse } from '../../ranking/shared/shared-response.ts';
import type { KnownSites } from './sites-of-genes.ts';

/** A miRNA as far as its family goes. */
interface Seeded {
  readonly name: string;
  /** Bases 2 to 8. */
  readonly seed: string;
}

/** A contrast of other miRNAs, from the same laboratory or against the same controls. */
export interface BackgroundResults {
  readonly name: string;
  readonly results: GeneResults;
  readonly effect: Effect;
  readonly mirnas: readonly Seeded[];
  /** Sites of its miRNAs by gene id, where they are known. */
  readonly sites?: KnownSites['sites'] | undefined;
}

export interface SharedQuestion {
  readonly results: GeneResults;
  readonly mirnas: readonly Seeded[];
  /** Sites of the ranked miRNAs by gene id; absent: not known of any gene. */
  readonly sites?: KnownSites['sites'] | undefined;
  readonly background: readonly BackgroundResults[];
}

export interface SharedAnswer {
  /** Undefined where no contrast is of another family. */
  readonly response: SharedResponse | undefined;
  readonly takenOut: TakenOut | undefined;
  readonly notes: readonly { readonly level: 'info' | 'warning'; readonly text: string }[];
}

/** Contrasts of one laboratory that go against one another this much are odd. */
const AGAINST = -0.2;

/**
 * What a contrast shares with contrasts of miRNAs of other families, and takes it out (`sharedResponse`). Those of the
 * same family, by bases 2 to 7, are never used: what they share are their targets.
 */
export function takeOutShared(question: SharedQuestion): SharedAnswer {
  requireQuestion(question);
  const { results, mirnas, sites, background } = question;
  const own = new Set(mirnas.map(familyOf));
  const isKin = (one: BackgroundResults) => one.mirnas.some((mirna) => own.has(familyOf(mirna)));
  const kin = background.filter(isKin);
  const others = background.filter((one) => !isKin(one));
  const info = (text: string) => ({ level: 'info', text }) as const;
  const notes: SharedAnswer['notes'][number][] =
    kin.length === 0 ? [] : [info(`not taken for background, as of the same family: ${listNames(kin)}`)];
  if (others.length === 0) return { response: undefined, takenOut: undefined, notes };
  const response = sharedResponse(
    results,
    (id) => (sites?.get(id) ?? []).length === 0,
    others.map((one) => ({
      name: one.name,
      changes: one.results,
      effect: one.effect,
      ...(one.sites !== undefined && { hasSite: (id: string) => (one.sites!.get(id) ?? []).length > 0 }),
    })),
  );
  notes.push(info(describeShared(response)));
  for (const { name, correlation, genes } of response.contrasts) {
    if (genes === 0) {
      const text = `the background ${name} has no gene in common with the ranked contrast: are genes named alike?`;
      notes.push({ level: 'warning', text });
    } else if (correlation < AGAINST) {
      const text = `${name} goes against the ranked contrast (correlation ${correlation.toFixed(2)}) and is not taken for background: are its target and reference swapped?`;
      notes.push({ level: 'warning', text });
    }
  }
  return { response, takenOut: response.takenOut, notes };
}

function requireQuestion({ background, ...own }: SharedQuestion): void {
  if (!Array.isArray(background))
    throw wrongArgument('The background is no list.', background, '`background`: contrasts, which may be none');
  for (const { effect } of background) requireChoice('effect', effect ?? '', effects);
  for (const { results, mirnas, sites } of [own, ...background]) {
    requireResults(results);
    if (!Array.isArray(mirnas) || mirnas.some((mirna) => typeof mirna?.seed !== 'string'))
      throw wrongArgument('The miRNAs of a contrast have no seeds.', mirnas, '`mirnas`: [{ name, seed }, ...]');
    if (sites !== undefined && !(sites instanceof Map))
      throw wrongArgument('The sites are no Map.', sites, '`sites`: a Map by gene id');
  }
}

function familyOf({ seed }: Seeded): string {
  return seed.slice(0, 6);
}

function listNames(contrasts: readonly { readonly name: string }[]): string {
  return contrasts.map(({ name }) => name).join(', ');
}

/** Names in a sentence: the first few. */
const NAMED = 4;

/** `shared with mir10b (correlation 0.45): 0.38 of what it shows is taken out, 20 % of the variance of genes without a site` */
export function describeShared({ contrasts, amount, takenOut }: SharedResponse): string {
  const used = contrasts.filter(({ weight }) => weight !== 0);
  const named = (all: typeof contrasts) => {
    const list = [...all].sort((a, b) => b.correlation - a.correlation);
    const texts = list
      .slice(0, NAMED)
      .map(({ name, correlation }) => `${name} (correlation ${correlation.toFixed(2)})`);
    return texts.join(', ') + (list.length > NAMED ? ` and ${list.length - NAMED} more` : '');
  };
  if (takenOut === undefined)
    return `nothing is shared with contrasts of other miRNAs, so nothing is taken out: ${named(contrasts)}`;
  const share = Math.round(100 * takenOut.correlation ** 2);
  return `shared with contrasts of other miRNAs, and taken out before ranking: ${share} % of the variance of genes without a site, ${amount.toFixed(2)} of a change that all of them show; ${named(used)}`;
}
