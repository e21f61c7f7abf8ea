import { unpairedProfiles } from '../../../src/analyses/targets/unpaired-profiles.ts';
import { targetScanFolding } from '../../../src/mirna/folding/folding-rules.ts';
import type { Candidate, ContrastResult } from '../../../src/report/report-data.ts';
import { openInput } from '../../files/open-input.ts';
import { foldingThreads, foldStretchesOn } from '../../threads/folding-threads.ts';
import type { ReportContext } from './report-contract.ts';

/** Gives the candidates whose sites are shown one by one the accessibility along their 3' UTR. */
export async function addAccessibility(
  { params, optionalInput, parallel }: ReportContext,
  contrasts: readonly ContrastResult[],
): Promise<readonly ContrastResult[]> {
  const utrs = optionalInput('utrs') ?? optionalInput('cutUtrs');
  const shown = contrasts.flatMap(({ ranking }) => (ranking?.candidates ?? []).filter(({ closeUps }) => closeUps));
  const wanted = new Set(shown.flatMap(({ utr }) => utr ?? []));
  if (utrs === undefined || wanted.size === 0) return contrasts;
  const folding = foldingThreads(targetScanFolding, parallel.threads);
  try {
    const profiles = await unpairedProfiles(openInput(utrs), params.utrSpecies, wanted, foldStretchesOn(folding));
    const withProfile = (one: Candidate): Candidate => {
      const accessibility = one.closeUps && one.utr !== undefined ? profiles.get(one.utr) : undefined;
      return accessibility === undefined ? one : { ...one, accessibility };
    };
    return contrasts.map((contrast) => ({
      ...contrast,
      ranking: contrast.ranking && {
        ...contrast.ranking,
        candidates: contrast.ranking.candidates.map(withProfile),
      },
    }));
  } finally {
    await folding.close();
  }
}
