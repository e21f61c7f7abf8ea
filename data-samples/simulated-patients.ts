import { randomStream } from './random.ts';
import type { SimulatedGene } from './simulated-study.ts';

/** Two cohorts in which genes of the study are measured by a panel, with what was planted in them. */
export interface SimulatedPatients {
  /** [genes] */
  readonly genes: readonly PlantedGene[];
  readonly samples: readonly { readonly name: string; readonly tissue: 'tumor' | 'normal' }[];
  readonly patients: readonly SimulatedPatient[];
}

export interface PlantedGene {
  readonly name: string;
  /** Tumor less normal. */
  readonly log2Difference: number;
  /** For one unit of log2 expression, whose standard deviation among patients is 1. */
  readonly logHazardRatio: number;
  /** [samples], log2 */
  readonly inSamples: readonly number[];
  /** [patients], log2 */
  readonly inPatients: readonly number[];
}

export interface SimulatedPatient {
  readonly name: string;
  readonly age: number;
  readonly months: number;
  readonly died: boolean;
}

const PANEL_BACKGROUND = 550;
const TISSUES = 20;
const PATIENTS = 160;
const TISSUE_SD = 0.7;
/** Shares of the direct targets that are lower, and higher, in tumors. */
const LOWER = 0.4;
const HIGHER = 0.08;
const TISSUE_EFFECT = 1.2;
/** Clearly repressed targets that lower, and raise, the hazard. */
const PROTECTIVE = 5;
const HARMFUL = 1;
const HAZARD_EFFECT = 0.8;
const MONTHLY_HAZARD = 0.02;
const AGE_EFFECT = 0.02;
const LONGEST_FOLLOW_UP = 120;

/** The cohorts from the genes of the study and one seed. */
export function simulatePatients(genes: readonly SimulatedGene[], seed: number): SimulatedPatients {
  const random = randomStream(seed, 'patients');
  const background = random.shuffle(genes.filter((gene) => gene.class === 'background' && gene.meanCount > 5));
  const chosen = new Set(background.slice(0, PANEL_BACKGROUND));
  const panel = genes.filter((gene) => gene.class !== 'background' || chosen.has(gene));
  const strong = panel.filter((gene) => gene.class === 'direct' && gene.log2FoldChange < -1 && gene.meanCount > 100);
  const tied = random.shuffle(strong).slice(0, PROTECTIVE + HARMFUL);
  const tissues = Array.from({ length: 2 * TISSUES }, (_, at) => (at < TISSUES ? 'tumor' : 'normal'));
  const planted = panel.map((gene): PlantedGene => {
    const level = Math.log2(gene.meanCount + 1);
    const drawn = random.uniform();
    const share = gene.class === 'direct' ? drawn : 1;
    const log2Difference = share < LOWER ? -TISSUE_EFFECT : share < LOWER + HIGHER ? TISSUE_EFFECT : 0;
    const place = tied.indexOf(gene);
    return {
      name: gene.name,
      log2Difference,
      logHazardRatio: place < 0 ? 0 : place < PROTECTIVE ? -HAZARD_EFFECT : HAZARD_EFFECT,
      inSamples: tissues.map(
        (tissue) => level + (tissue === 'tumor' ? log2Difference : 0) + TISSUE_SD * random.normal(),
      ),
      inPatients: Array.from({ length: PATIENTS }, () => level + random.normal()),
    };
  });
  const tiedGenes = planted.filter(({ logHazardRatio }) => logHazardRatio !== 0);
  const levelOf = new Map(panel.map((gene) => [gene.name, Math.log2(gene.meanCount + 1)]));
  const patients = Array.from({ length: PATIENTS }, (_, at): SimulatedPatient => {
    const age = 35 + random.below(45);
    const risk = tiedGenes.reduce(
      (sum, gene) => sum + gene.logHazardRatio * (gene.inPatients[at]! - levelOf.get(gene.name)!),
      AGE_EFFECT * (age - 57),
    );
    const time = -Math.log(1 - random.uniform()) / (MONTHLY_HAZARD * Math.exp(risk));
    const end = LONGEST_FOLLOW_UP * (0.3 + 0.7 * random.uniform());
    return { name: `patient${at + 1}`, age, months: Math.min(time, end), died: time <= end };
  });
  const samples = tissues.map((tissue, at) => ({
    name: `${tissue}${(at % TISSUES) + 1}`,
    tissue: tissue as 'tumor' | 'normal',
  }));
  return { genes: planted, samples, patients };
}
