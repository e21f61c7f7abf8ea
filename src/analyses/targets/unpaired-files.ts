import { safeName } from '../../text/safe-names.ts';

/**
 * What the tables of RNAplfold for a sequence may be called, without `.gz`; the first is how they are written here: as
 * RNAplfold does, but for letters that file systems take amiss. TargetScan's programs name the species too.
 *
 * @param species NCBI taxonomy id, where sequences are aligned
 */
export function unpairedFileNames(id: string, species: number | undefined): readonly string[] {
  const names = species === undefined ? [id] : [`${id}.${species}`, id];
  const written = safeName(names[0]!);
  return [...new Set([written, ...names, ...names.map(safeName)])].map((name) => `${name}_lunp`);
}
