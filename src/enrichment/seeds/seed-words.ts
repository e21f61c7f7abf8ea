import { reverseComplement } from '../../mirna/sequences/nucleotides.ts';

/** The words that are sites of a seed (nt 2-8, 5'->3'): 8mer, 7mer-m8, 7mer-A1 and 6mer, in DNA letters. */
export function seedWords(seed: string): { readonly type: string; readonly word: string }[] {
  const match = reverseComplement(seed).replaceAll('U', 'T');
  const six = match.slice(1);
  return [
    { type: '8mer', word: `${match}A` },
    { type: '7mer-m8', word: match },
    { type: '7mer-A1', word: `${six}A` },
    { type: '6mer', word: six },
  ];
}

/** Which families each word is a site of: `miR-9-5p 7mer-m8`, several joined by commas. */
export function familyOfWords(
  families: readonly { readonly name: string; readonly seed: string }[],
): Map<string, string> {
  const names = new Map<string, string>();
  for (const { name, seed } of families) {
    for (const { type, word } of seedWords(seed)) {
      const before = names.get(word);
      names.set(word, before === undefined ? `${name} ${type}` : `${before}, ${name} ${type}`);
    }
  }
  return names;
}
