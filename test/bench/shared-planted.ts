import { takeOutShared } from '../../src/analyses/ranking/take-out-shared.ts';
import { explainBySeeds, familySites } from '../../src/analyses/seeds/explain-by-seeds.ts';
import { fitDeseq2 } from '../../src/engines/deseq2/fit/fit-deseq2.ts';
import { wasmKernels } from '../../src/engines/deseq2/kernel/wasm/wasm-kernel.ts';
import { deseq2Results } from '../../src/engines/deseq2/results/deseq2-results.ts';
import type { GeneResults } from '../../src/engines/gene-results.ts';
import { resolveMirna } from '../../src/mirna/families/resolve-mirna.ts';
import { findSites } from '../../src/mirna/sites/utr-scanner.ts';
import { rankOverContrasts } from '../../src/ranking/rank-targets.ts';
import { type InhibitorOptions, simulateInhibitors } from './shared-simulation.ts';

/** What is found in a study of two inhibitors, of which only that of miR-21 did something. */
export interface InhibitorsJudged {
  /** Of miR-21 among the families whose targets rise with its inhibitor. */
  readonly place: number;
  /** miR-10b is not found with its inhibitor. */
  readonly silent: boolean;
  readonly candidates: number;
  readonly right: number;
  readonly falseDiscovery: number;
  readonly silentCandidates: number;
}

/** Tests, corrects (or not) and ranks a simulated study, from counts on. */
export async function judgeInhibitors(
  seed: number,
  taken: boolean,
  options: InhibitorOptions = {},
): Promise<InhibitorsJudged> {
  const { counts, geneIds, sampleIds, utrs, direct } = await simulateInhibitors(seed, options);
  const condition = sampleIds.map((id) => ({ c: 'control', a: 'anti21', b: 'anti10b' })[id[0]!]!);
  const fit = await fitDeseq2(
    { counts, geneIds, sampleIds, samples: { condition } },
    { design: '~ condition', references: { condition: 'control' } },
    { createKernel: wasmKernels() },
  );
  const resultsOf = (target: string): GeneResults => ({
    geneIds,
    ...deseq2Results(fit, { contrast: { kind: 'levels', variable: 'condition', target, reference: 'control' } }),
  });
  const sequences = utrs.map((utr) => new TextEncoder().encode(utr));
  const arms = await Promise.all(
    (['anti21', 'anti10b'] as const).map(async (name) => {
      const mirna = await resolveMirna(name === 'anti21' ? 'hsa-miR-21-5p' : 'hsa-miR-10b-5p');
      const sites = new Map(geneIds.map((id, row) => [id, findSites(utrs[row]!, mirna)]));
      return { name, mirna, mirnas: [mirna], sites, results: resultsOf(name), effect: 'inhibition' as const };
    }),
  );
  const judged = await Promise.all(
    arms.map(async (arm) => {
      const background = arms.filter((other) => other !== arm);
      const shared = taken ? takeOutShared({ ...arm, background }).takenOut : undefined;
      const { genes } = rankOverContrasts([{ changes: arm.results, effect: arm.effect, shared }], arm.sites, {
        alpha: 0.1,
      });
      const { sites } = await familySites(sequences, arm.mirnas, []);
      const changes = shared?.corrected ?? arm.results;
      const { families, verdict } = explainBySeeds({ results: changes, sites, mirnas: arm.mirnas, effect: arm.effect });
      const up = families.filter(({ direction }) => direction === 'up');
      return { up, verdict, called: genes.filter((gene) => gene.class === 'candidate') };
    }),
  );
  const [anti21, anti10b] = judged as [(typeof judged)[number], (typeof judged)[number]];
  const place = anti21.up.find(({ seed: family }) => family === arms[0]!.mirna.seed)!.rank;
  const right = anti21.called.filter(({ row }) => direct[row]).length;
  return {
    place,
    silent: anti10b.verdict.outcome !== 'worked',
    candidates: anti21.called.length,
    right,
    falseDiscovery: anti21.called.length === 0 ? 0 : 1 - right / anti21.called.length,
    silentCandidates: anti10b.called.length,
  };
}
