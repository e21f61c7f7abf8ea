import type { RankingPriors } from '../../src/ranking/model/ranking-priors.ts';
import { readConservedSites, readExperiments, readRealUtrs, readScoredSites } from './ranking-data.ts';
import { fitPriors } from './ranking-priors.ts';

/** The application whose ranking is judged has no labels and must not teach: the seed of miR-9-5p. */
const mir9 = 'CUUUGGU';

/** What src/ranking/model/fitted-priors.ts holds: fitted to the public experiments in ../shared, to 3 digits. */
export async function fitPublicPriors(): Promise<RankingPriors> {
  const experiments = await readExperiments(await readConservedSites());
  const data = {
    experiments,
    utrs: await readRealUtrs(),
    scored: await readScoredSites(),
  };
  const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(3)) : value);
  return JSON.parse(JSON.stringify(fitPriors(data, mir9), rounded));
}
