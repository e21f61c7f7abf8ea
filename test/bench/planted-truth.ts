/** Benchmark D: calibration, error rates and order on simulated studies whose targets are known. */
import type { GeneResults } from '../../src/engines/gene-results.ts';
import { type RankedGene, rankTargets } from '../../src/ranking/rank-targets.ts';
import { judgeMovement, tellingSet } from '../../src/ranking/shift/set-movement.ts';
import type { GeneTraits } from '../../src/ranking/shift/site-shift.ts';
import { siteShifts } from '../../src/ranking/shift/site-shift.ts';
import { type Ranker, rankers, scoreBy } from '../../src/ranking/simple-rankers.ts';
import type { GeneSite } from '../../src/ranking/sites/site-evidence.ts';

export interface KnownStudy {
  readonly changes: GeneResults;
  readonly sites: ReadonlyMap<string, readonly GeneSite[]>;
  readonly effect: 'overexpression' | 'inhibition';
  /** [genes] */
  readonly direct: Uint8Array;
  readonly traits: GeneTraits;
}

export interface Decile {
  readonly genes: number;
  /** Mean posterior, and share of true targets. */
  readonly expected: number;
  readonly found: number;
}

export interface PlantedResult {
  readonly deciles: readonly Decile[];
  readonly brier: number;
  /** Mean over studies: candidates, false ones among them, and true targets found. */
  readonly candidates: number;
  /** Share of studies with any candidate. */
  readonly calling: number;
  readonly falseDiscovery: number;
  readonly power: number;
  /** Mean average precision in the order of the table, by expected repression. */
  readonly listed: number;
  /** Mean average precision by ranker; ours by the posterior itself. */
  readonly averagePrecision: ReadonlyMap<Ranker, number>;
  /** Share of studies that were taken for having worked. */
  readonly worked: number;
}

export function judgePlanted(studies: Iterable<KnownStudy>, fdr = 0.1): PlantedResult {
  const deciles = Array.from({ length: 10 }, () => ({ genes: 0, expected: 0, found: 0 }));
  const precision = new Map<Ranker, number>(rankers.map((ranker) => [ranker, 0]));
  let listed = 0;
  let [count, candidates, calling, falseDiscovery, power, worked, squares, tested] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const { changes, sites, effect, direct, traits } of studies) {
    count++;
    const ranking = rankTargets(changes, sites, { effect, alpha: fdr, traits });
    const ranked = ranking.genes.filter(({ posterior }) => !Number.isNaN(posterior));
    for (const ranker of rankers) {
      const own = new Float64Array(changes.geneIds.length);
      const score = scoreBy(ranker, own, { changes, effect }, sites);
      const value = ({ row, posterior }: RankedGene) => (ranker === 'posterior' ? posterior : score[row]!);
      const genes = [...ranked].sort((a, b) => value(b) - value(a) || a.row - b.row);
      const truth = genes.map(({ row }) => direct[row]!);
      precision.set(ranker, precision.get(ranker)! + averagePrecision(truth));
      if (ranker !== 'posterior') continue;
      listed += averagePrecision(ranked.map(({ row }) => direct[row]!));
      const called = genes.filter((gene) => gene.class === 'candidate');
      const right = called.filter(({ row }) => direct[row]).length;
      candidates += called.length;
      calling += Number(called.length > 0);
      falseDiscovery += called.length === 0 ? 0 : 1 - right / called.length;
      power +=
        right /
        Math.max(
          1,
          truth.reduce((sum, t) => sum + t, 0),
        );
      const moved = tellingSet(siteShifts(ranking.genes, changes, { effect }, traits));
      worked += Number(judgeMovement(moved, { effect }).outcome === 'worked');
      for (const [i, { posterior }] of genes.entries()) {
        const decile = deciles[Math.min(9, Math.floor(10 * posterior))]!;
        decile.genes++;
        decile.expected += posterior;
        decile.found += truth[i]!;
        squares += (posterior - truth[i]!) ** 2;
        tested++;
      }
    }
  }
  return {
    deciles: deciles.map(({ genes, expected, found }) => ({ genes, expected: expected / genes, found: found / genes })),
    brier: squares / tested,
    candidates: candidates / count,
    calling: calling / count,
    falseDiscovery: falseDiscovery / count,
    power: power / count,
    averagePrecision: new Map([...precision].map(([ranker, sum]) => [ranker, sum / count])),
    listed: listed / count,
    worked: worked / count,
  };
}

/** Mean precision at each true target, in order: the area under the precision-recall curve. NaN without targets. */
function averagePrecision(truth: readonly number[]): number {
  let found = 0;
  let sum = 0;
  truth.forEach((t, i) => {
    if (!t) return;
    found++;
    sum += found / (i + 1);
  });
  return sum / found;
}
