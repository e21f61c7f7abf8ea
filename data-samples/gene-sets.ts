import { randomStream } from './random.ts';
import type { GeneClass, SimulatedGene } from './simulated-study.ts';

/** What moves a simulated gene set. */
export type SetTruth = 'direct' | 'downstream' | 'null';

export interface SimulatedSet {
  readonly name: string;
  readonly truth: SetTruth;
  readonly genes: readonly string[];
}

const SIZE = 60;
/** Genes of a moved set that its effect moves; the others are background. */
const MOVED = 30;
/** Sets without an effect, so that p-values are adjusted over more than three. */
const NULL_SETS = 20;

/**
 * Gene sets with planted truth: one of direct targets, one of genes that an effect without sites of the miRNA turns down, and sets
 * of genes that do not change, all filled up with background.
 */
export function simulateSets(genes: readonly SimulatedGene[], seed: number): SimulatedSet[] {
  const random = randomStream(seed, 'sets');
  const draw = (isWanted: (gene: SimulatedGene) => boolean, count: number): string[] =>
    random
      .shuffle(genes.filter((gene) => isWanted(gene) && gene.meanCount > 5))
      .slice(0, count)
      .map(({ name }) => name);
  const isOf = (wanted: GeneClass) => (gene: SimulatedGene) => gene.class === wanted;
  const make = (name: string, truth: SetTruth, moved: readonly string[]): SimulatedSet => ({
    name,
    truth,
    genes: [...moved, ...draw(isOf('background'), SIZE - moved.length)].sort(),
  });
  return [
    make('DEMO_DIRECT', 'direct', draw(isOf('direct'), MOVED)),
    make(
      'DEMO_DOWNSTREAM',
      'downstream',
      draw((gene) => gene.class === 'secondary' && gene.log2FoldChange < 0, MOVED),
    ),
    ...Array.from({ length: NULL_SETS }, (_, k) => make(`DEMO_NULL_${k + 1}`, 'null', [])),
  ];
}
