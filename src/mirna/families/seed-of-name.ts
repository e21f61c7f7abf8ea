import { toRna } from '../sequences/nucleotides.ts';
import { conservedMirnas } from './families.ts';
import type { Mirna } from './mirna.ts';

/**
 * Tells the seed (nt 2-8) from what a table calls a miRNA: a name, an accession, the first name of a family
 * (`miR-17-5p/20-5p`), a seed of 7 letters, or several of these joined by blanks. A name without its arm is the 5' arm
 * where both are known. Undefined if it is not known.
 */
export function createSeedReader(given: readonly Mirna[]): (name: string) => string | undefined {
  const seeds = new Map<string, string>();
  const add = (name: string, seed: string): void => {
    if (!seeds.has(name)) seeds.set(name, seed);
  };
  const known = [...given, ...conservedMirnas()];
  for (const { name, accession, seed } of known) {
    add(spell(name), seed);
    if (accession !== undefined) add(accession.toLowerCase(), seed);
  }
  for (const arm of ['-5p', '-3p']) {
    for (const { name, seed } of known) {
      if (spell(name).endsWith(arm)) add(spell(name).slice(0, -arm.length), seed);
    }
  }
  return (name) => {
    for (const token of name.split(/\s+/)) {
      if (/^[ACGUT]{7}$/i.test(token)) return toRna(token);
      const first = spell(token.split('/')[0]!);
      // `.1` and `.2` mark isomiRs whose seeds are shifted; the first has the seed of the name.
      const seed = seeds.get(first) ?? seeds.get(first.replace(/\.1$/, ''));
      if (seed !== undefined) return seed;
    }
    return undefined;
  };
}

/** One spelling of a name: lower case, no species, no hyphen after `mir` or `let`. */
function spell(name: string): string {
  return name
    .toLowerCase()
    .replace(/^[a-z]{3,4}-(?=mir|let|lin|bantam)/, '')
    .replace(/^(mir|let)-/, '$1');
}
