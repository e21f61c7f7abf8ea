import { idKind } from './gene-identifiers.ts';

/** What ids look like: their data base and species, or how symbols are written. */
function formOf(id: string): string {
  const stable = /^(ENS[A-Z]*[GTPE](?=\d{6})|FB(?:gn|tr)(?=\d)|WBGene(?=\d))/.exec(id)?.[1];
  if (stable !== undefined) return `${stable}...`;
  const kind = idKind(id);
  if (kind !== 'symbol') return kind === 'entrez' ? 'Entrez ids' : 'RefSeq ids';
  if (/^[A-Z][A-Z0-9-]*[A-Z0-9]$/.test(id)) return 'symbols in capitals, as human ones';
  return /^[A-Z][a-z0-9]+[A-Za-z0-9-]*$/.test(id) && /[a-z]/.test(id)
    ? 'symbols in small letters, as mouse ones'
    : 'symbols';
}

const isSymbol = (form: string): boolean => form.startsWith('symbols');
/** Symbols that are written in neither way may be of either. */
const agree = (a: string, b: string): boolean =>
  a === b || (isSymbol(a) && isSymbol(b) && (a === 'symbols' || b === 'symbols'));

/** The kind of most ids, if it is not among the names of the other side (each with all its names); else undefined. */
export function differentKinds(
  ids: readonly string[],
  others: readonly (readonly string[])[],
): { readonly ids: string; readonly others: string } | undefined {
  const kind = mostCommon(ids.map(formOf));
  const forms = others.map((names) => names.filter((name) => name !== '').map(formOf));
  const sharing = forms.filter((all) => all.some((form) => agree(form, kind))).length;
  if (sharing * 10 >= others.length) return undefined;
  return { ids: kind, others: mostCommon(forms.map((all) => all[0] ?? 'symbols')) };
}

function mostCommon(forms: readonly string[]): string {
  const times = new Map<string, number>();
  for (const form of forms) times.set(form, (times.get(form) ?? 0) + 1);
  return [...times].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ['symbols', 0] as [string, number])[0];
}
