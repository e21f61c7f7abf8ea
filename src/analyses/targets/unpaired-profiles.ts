import type { KeptUtrs } from '../../artifacts/utr-file.ts';
import { decodeText } from '../../formats/bytes/decode-text.ts';
import { ACCESSIBLE_LENGTH } from '../../mirna/context/site-parameters.ts';
import type { FoldStretches } from '../../mirna/folding/fold-stretches.ts';
import { log10 } from '../../stats/math/portable.ts';

/**
 * Accessibility along 3' UTRs: for each position log10 of the probability that the 14 nt that end there are unpaired, NaN
 * for the first 13.
 *
 * @param wanted ids of the 3' UTRs
 * @returns [nt] by id, of those that are there
 */
export async function unpairedProfiles(
  { records }: Pick<KeptUtrs, 'records'>,
  wanted: ReadonlySet<string>,
  fold: FoldStretches,
): Promise<Map<string, Float64Array>> {
  const profiles = new Map<string, Float64Array>();
  for (const { id, sequence } of records) {
    if (!wanted.has(id)) continue;
    const ends = Array.from(sequence, (_, k) => k + 1);
    const found = await fold(decodeText(sequence), ends, ACCESSIBLE_LENGTH);
    profiles.set(
      id,
      Float64Array.from(ends, (end) => log10(found.get(end) ?? Number.NaN)),
    );
  }
  return profiles;
}
