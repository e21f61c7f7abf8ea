/** Benchmark G: did it work, and which way? The true family must read as worked, others must not. */
import { rankTargets } from '../../src/ranking/rank-targets.ts';
import { judgeMovement, type SetMovement } from '../../src/ranking/shift/set-movement.ts';
import { siteShifts } from '../../src/ranking/shift/site-shift.ts';
import { type ConservedSites, type Experiment, readConservedSites, readExperiments } from './ranking-data.ts';
import { changesOf, sitesOf } from './replication.ts';
import { isTestable } from './seed-search.ts';

export interface MovementJudged {
  readonly mirna: string;
  readonly own: SetMovement;
  /** With target and reference swapped. */
  readonly swapped: SetMovement;
  /** Of families that were not perturbed. */
  readonly others: readonly SetMovement[];
}

/** Judges each testable experiment by its own family and by `wrong` others that share no six bases with it. */
export async function judgeMovements(wrong: number): Promise<MovementJudged[]> {
  const conserved = await readConservedSites();
  const experiments = (await readExperiments(conserved)).filter((one) => isTestable(one, conserved));
  const seeds = [...conserved.bySeed.keys()].filter((seed) => conserved.bySeed.get(seed)!.size >= 10).sort();
  return experiments.map((experiment, k) => {
    const rivals = seeds.filter((seed) => !sharesBases(seed, experiment.seed));
    const chosen = Array.from({ length: wrong }, (_, i) => rivals[(k * 7 + i * 31) % rivals.length]!);
    return {
      mirna: experiment.mirna,
      own: movementOf(experiment, 'overexpression'),
      swapped: movementOf(experiment, 'inhibition'),
      others: chosen.map((seed) => movementOf(withFamily(experiment, seed, conserved), 'overexpression')),
    };
  });
}

export async function benchMovement(print: (text: string) => void): Promise<void> {
  print('\nG. Did it work, and which way? Experiments of GSE124530, each with its own and with four wrong families');
  const judged = await judgeMovements(4);
  for (const { mirna, own } of judged) print(`${mirna.padEnd(16)} ${own.outcome.padEnd(8)} ${own.text}`);
  const others = judged.flatMap((one) => one.others);
  const count = (outcome: SetMovement['outcome'], all: readonly SetMovement[]): number =>
    all.filter((one) => one.outcome === outcome).length;
  print(
    `wrong families: ${count('worked', others)} of ${others.length} read as worked, ${count('against', others)} as the wrong way`,
  );
  print(
    `true families: ${count(
      'worked',
      judged.map(({ own }) => own),
    )} of ${judged.length} read as worked`,
  );
  print(
    `swapped: ${count(
      'against',
      judged.map(({ swapped }) => swapped),
    )} of ${judged.length} read as the wrong way`,
  );
}

function movementOf(experiment: Experiment, effect: 'overexpression' | 'inhibition'): SetMovement {
  const changes = changesOf(experiment);
  const { genes } = rankTargets(changes, sitesOf(experiment), { effect, alpha: 0.1, sites: 'conserved' });
  return judgeMovement(siteShifts(genes, changes, { effect })[0], { effect });
}

function withFamily(experiment: Experiment, seed: string, { bySeed }: ConservedSites): Experiment {
  const own = bySeed.get(seed);
  return { ...experiment, seed, sites: Float64Array.from(experiment.genes, (gene) => own?.get(gene) ?? 0) };
}

function sharesBases(seed: string, other: string): boolean {
  const sixes = [other.slice(0, 6), other.slice(1)];
  return sixes.includes(seed.slice(0, 6)) || sixes.includes(seed.slice(1));
}
