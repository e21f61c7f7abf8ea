import type { InputFile } from '../../formats/bytes/input-file.ts';
import { ACCESSIBLE_LENGTH } from '../../mirna/context/site-parameters.ts';
import type { FoldStretches } from '../../mirna/folding/fold-stretches.ts';
import { log10 } from '../../stats/math/portable.ts';
import { streamStudyUtrs, ungappedRna } from './target-sequences.ts';

/**
 * Accessibility along 3' UTRs: for each position log10 of the probability that the 14 nt that end there are unpaired, NaN
 * for the first 13.
 *
 * @param species NCBI taxonomy id, for aligned 3' UTRs
 * @param wanted ids of the 3' UTRs
 * @returns [nt] by id, of those that are there
 */
export async function unpairedProfiles(
  utrs: InputFile,
  species: number,
  wanted: ReadonlySet<string>,
  fold: FoldStretches,
): Promise<Map<string, Float64Array>> {
  const profiles = new Map<string, Float64Array>();
  if (wanted.size === 0) return profiles;
  for await (const { id, rows } of streamStudyUtrs(utrs, species)) {
    const row = rows.get(species);
    if (row === undefined || !wanted.has(id)) continue;
    const sequence = ungappedRna(row);
    const ends = Array.from(sequence, (_, k) => k + 1);
    const found = await fold(sequence, ends, ACCESSIBLE_LENGTH);
    profiles.set(
      id,
      Float64Array.from(ends, (end) => log10(found.get(end) ?? Number.NaN)),
    );
  }
  return profiles;
}
