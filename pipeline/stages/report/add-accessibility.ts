import { unpairedProfiles } from '../../../src/analyses/targets/unpaired-profiles.ts';
import { targetScanFolding } from '../../../src/mirna/folding/folding-rules.ts';
import type { Candidate, ContrastResult } from '../../../src/report/report-data.ts';
import { foldingThreads, foldStretchesOn } from '../../threads/folding-threads.ts';
import { readKeptUtrs } from '../kept-utrs.ts';
import type { ReportContext } from './report-contract.ts';

/** Gives the candidates whose sites are shown one by one the accessibility along their 3' UTR. */
export async function addAccessibility(
  { optionalInput, parallel }: ReportContext,
  contrasts: readonly ContrastResult[],
): Promise<readonly ContrastResult[]> {
  const sequences = optionalInput('sequences');
  const shown = contrasts.flatMap(({ ranking }) => (ranking?.candidates ?? []).filter(({ closeUps }) => closeUps));
  const wanted = new Set(shown.flatMap(({ utr }) => utr ?? []));
  if (sequences === undefined || wanted.size === 0) return contrasts;
  const folding = foldingThreads(targetScanFolding, parallel.threads);
  try {
    const profiles = await unpairedProfiles(await readKeptUtrs(sequences), wanted, foldStretchesOn(folding));
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
