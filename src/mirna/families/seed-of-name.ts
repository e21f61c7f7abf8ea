import { toRna } from '../sequences/nucleotides.ts';
import { loadAllKnownMirnas } from './known-mirnas.ts';
import type { Mirna } from './mirna.ts';
import { parseName } from './mirna-name.ts';

/**
 * Tells the seed (nt 2-8) from what a table calls a miRNA: a name, an accession, the first name of a family
 * (`miR-17-5p/20-5p`), a seed of 7 letters, or several of these joined by blanks. A name with a species is that of this
 * species alone, one without is looked up among the given miRNAs, then the human ones. A name without its arm is the 5' arm
 * where both are given or conserved. Undefined if it is not known.
 */
export async function createSeedReader(given: readonly Mirna[]): Promise<(name: string) => string | undefined> {
  const seeds = new Map<string, string>();
  const add = (name: string, seed: string): void => {
    if (!seeds.has(name)) seeds.set(name, seed);
  };
  const isGiven = new Set(given);
  const builtIn = await loadAllKnownMirnas();
  const known = [...given, ...builtIn];
  const spell = (name: string) => {
    const { species, body } = parseName(name);
    return { body, full: `${species ?? ''} ${body}` };
  };
  const isUnmarked = (mirna: Mirna) => isGiven.has(mirna) || mirna.name.startsWith('hsa-');
  for (const mirna of known) {
    const { body, full } = spell(mirna.name);
    add(full, mirna.seed);
    if (isUnmarked(mirna)) add(` ${body}`, mirna.seed);
    if (mirna.accession !== undefined) add(mirna.accession.toLowerCase(), mirna.seed);
  }
  const main = [...given, ...builtIn.filter(({ conservation }) => (conservation ?? 0) >= 1)];
  for (const arm of ['-5p', '-3p']) {
    for (const mirna of main) {
      const { body, full } = spell(mirna.name);
      if (!body.endsWith(arm)) continue;
      add(full.slice(0, -arm.length), mirna.seed);
      if (isUnmarked(mirna)) add(` ${body.slice(0, -arm.length)}`, mirna.seed);
    }
  }
  return (name) => {
    for (const token of name.split(/\s+/)) {
      if (/^[ACGUT]{7}$/i.test(token)) return toRna(token);
      const first = token.split('/')[0]!;
      // `.1` and `.2` mark isomiRs whose seeds are shifted; the first has the seed of the name.
      const seed =
        seeds.get(spell(first).full) ??
        seeds.get(spell(first.replace(/\.1$/, '')).full) ??
        seeds.get(first.toLowerCase());
      if (seed !== undefined) return seed;
    }
    return undefined;
  };
}
