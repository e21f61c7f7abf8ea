import { findDamagedSymbols } from '../formats/annotation/gene-identifiers.ts';

/** The symbols of genes that a spreadsheet may have made a date of, by their present names; none where it is no such date. */
export function damagedSymbols(name: string): readonly string[] {
  const [damaged] = findDamagedSymbols([name]);
  return (damaged?.candidates ?? []).flatMap(
    (candidate) => /\((\w+)\)$/.exec(candidate)?.[1] ?? candidate.split(' ')[0]!,
  );
}
