import { condensed, tokensOf } from './name-tokens.ts';

/** Which level the others are compared with, or between which nothing decides. */
export type ReferenceGuess =
  | { readonly kind: 'found'; readonly reference: string; readonly because: string }
  /** Levels that may be the reference. */
  | { readonly kind: 'open'; readonly candidates: readonly string[]; readonly because: string };

/** Names of controls; a token of a level, or two of its tokens joined, are looked up in them. */
const controlWords = new Set(
  `control controls controle ctrl ctrls ctl ctls cont contr con cntrl cntl ctr mock untreated untreat untrt unt nontreated
  untransfected nontransfected untransduced uninfected noninfected uninduced unstimulated unstim uninjected vehicle veh dmso
  pbs saline placebo nc neg negative negctrl ncontrol scramble scrambled scrambl scram scr scrm scrmbl nontargeting
  nontarget nontargeted nt ntc nts nontarg empty emptyvector ev vector backbone pcdna pcdh gfp egfp lacz luciferase luc
  fluc rluc renilla firefly wt wildtype parental parent naive sham normal none blank baseline healthy`.split(/\s+/),
);
/** What may stand before such a name without a border: siNC, shCtrl, miRNC, sgNT. */
const prefix = /^(?:si|sh|sg|gr|g|mir|mi|anti|as|lna|pre|lenti|lv|ad|aav|p|neg|n)(?=[a-z]{2})/;
/** miRNAs of worms, which have no targets in mammals. */
const wormControl = /^cel(?:mir)?(?:67|39|54|239b?)(?:[35]p)?$/;
const perturbed = new Set(
  `oe overexpression overexpressing overexpressed over mimic mimics agomir agomirs inhibitor inhibitors inhibition antagomir
  antagomirs antagomirna anti antimir amo lna sponge sponges tud decoy ko knockout knock kd knockdown crispr cas mut mutant
  transfected transduced treated treatment infected induced dox mir mirna mi`.split(/\s+/),
);

/**
 * Finds the control among the levels of what is compared: by the names of controls, as words anywhere in the level, unless
 * the level names the miRNA; without such a name, the one level that names neither a miRNA nor what is done with one. Two
 * candidates are no answer.
 *
 * @param levels two or more, distinct
 * @param mirnas names of the perturbed miRNAs, if known
 */
export function guessReference(levels: readonly string[], mirnas: readonly string[] = []): ReferenceGuess {
  const targets = levelsOfMirnas(levels, mirnas);
  const free = levels.filter((level) => !targets.includes(level));
  const controls = free.filter(isControlName);
  const [control, another] = controls;
  if (control !== undefined && another === undefined) {
    return { kind: 'found', reference: control, because: 'by its name' };
  }
  if (control !== undefined) return { kind: 'open', candidates: controls, because: 'each by its name' };
  const plain = free.filter((level) => !tokensOf(level).some((token) => perturbed.has(token)));
  const [only, second] = plain.length > 0 ? plain : free;
  if (only !== undefined && second === undefined && levels.length > 1) {
    const others = targets.length > 0 ? 'the miRNA' : 'what was done';
    return { kind: 'found', reference: only, because: `because the other levels name ${others}` };
  }
  const candidates = plain.length > 0 ? plain : free.length > 0 ? free : levels;
  return { kind: 'open', candidates, because: 'no name of a control tells' };
}

/** True where a level has the name of a control, whatever its case and its spaces, dots, dashes and underscores. */
export function isControlName(level: string): boolean {
  if (wormControl.test(condensed(level))) return true;
  const coarse = level.toLowerCase().split(/[^\p{L}]+/u); // pcDNA3.1, LacZ: no word begins within
  const tokens = [...tokensOf(level), ...coarse].filter((token) => token !== '');
  const pairs = tokens.slice(1).map((token, i) => tokens[i] + token);
  return [...tokens, ...pairs].some((token) => controlWords.has(token) || controlWords.has(token.replace(prefix, '')));
}

/** The levels that name one of the miRNAs; where none does, those that name any miRNA but a control. */
function levelsOfMirnas(levels: readonly string[], mirnas: readonly string[]): string[] {
  const named = levels.filter((level) => mirnas.some((name) => namesMirna(level, name)));
  if (named.length > 0) return named;
  return levels.filter((level) => !wormControl.test(condensed(level)) && /(?:mi?r|let)[\s._-]*\d/i.test(level));
}

function namesMirna(level: string, mirna: string): boolean {
  const match = /(?:mir|let)-?(\d+)([a-z]?)/i.exec(mirna);
  if (match === null || (wormControl.test(condensed(level)) && !wormControl.test(condensed(mirna)))) return false;
  const [, number, letter] = match as unknown as [string, string, string];
  // miR-9 is in mir9-OE and in miR-9-5p, not in miR-92 nor in miR-9a; miR-200c is in miR-200 too.
  const other = letter === '' ? '(?![a-z](?![a-z]))' : `(?:${letter}(?![a-z])|(?![a-z](?![a-z])))`;
  const form = `${number}(?!\\d)${other}`;
  if (new RegExp(`(?:mi?r|let)[\\s._-]*${form}`, 'i').test(level)) return true;
  const tokens = level.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  if (letter !== '' && tokens.includes(number + letter.toLowerCase())) return true;
  // A bare number counts after a word that says what was done, as in anti-9, and not after that of a control.
  const words = tokensOf(level);
  const at = words.indexOf(number);
  return at > 0 && perturbed.has(words[at - 1]!) && !isControlName(level);
}

/** Groups of levels that differ only in case, spaces, dots, dashes and underscores. */
export function levelsAlike(levels: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const level of levels) groups.set(condensed(level), [...(groups.get(condensed(level)) ?? []), level]);
  return [...groups.values()].filter(({ length }) => length > 1);
}
