/**
 * Writes src/ranking/model/fitted-priors.ts from the public experiments in ../shared:
 * `npm run build && node dist/test/bench/fit-ranking-priors.js`.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fitPublicPriors } from './public-priors.ts';

const text = `import type { RankingPriors } from './ranking-priors.ts';

/**
 * Fitted by test/bench/fit-ranking-priors.ts; do not edit. From over-expression experiments (GSE124530, HeLa; without miR-9-5p), with
 * conserved sites of TargetScan and about 1,000 real 3' UTRs for sites that are not conserved, whose context++ scores have
 * accessibility. No validated targets were used. \`siteless\`, \`replication\`, and the weights and deviations of the priors
 * (\`...Genes\`, \`...Sd\`, \`failure\`), are choices.
 */
export const fittedPriors: RankingPriors = ${JSON.stringify(await fitPublicPriors(), null, 2)};
`;
writeFileSync(fileURLToPath(new URL('../../../src/ranking/model/fitted-priors.ts', import.meta.url)), text);
