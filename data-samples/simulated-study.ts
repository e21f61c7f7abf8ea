import { inventGeneNames } from './gene-names.ts';
import { type RandomStream, randomStream } from './random.ts';
import {
  drawUtr,
  drawUtrLength,
  findSites,
  type PlantedSite,
  plantSites,
  roomForSites,
  type SiteType,
} from './utr-sequences.ts';

/** What the generator decided a gene to be; the README explains each. */
export type GeneClass = 'direct' | 'nonresponder' | 'secondary' | 'secondary_with_site' | 'outlier' | 'background';

export interface SimulatedGene {
  readonly name: string;
  readonly class: GeneClass;
  /** Absent for about one gene in thirty, as in any annotation. */
  readonly utr: string | undefined;
  readonly plantedSites: readonly PlantedSite[];
  /** True log2 fold change, miR-9 over control. */
  readonly log2FoldChange: number;
  /** Expected count in a control sample of batch A with library size factor 1. */
  readonly meanCount: number;
  /** Negative binomial dispersion alpha. */
  readonly dispersion: number;
  /** [samples] */
  readonly counts: readonly number[];
}

export interface SimulatedSample {
  readonly name: string;
  readonly condition: 'control' | 'mir9';
  readonly batch: 'A' | 'B';
  readonly librarySizeFactor: number;
}

export const SAMPLES: readonly SimulatedSample[] = [
  { name: 'control_1', condition: 'control', batch: 'A', librarySizeFactor: 1.0 },
  { name: 'control_2', condition: 'control', batch: 'A', librarySizeFactor: 0.72 },
  { name: 'control_3', condition: 'control', batch: 'B', librarySizeFactor: 1.31 },
  { name: 'control_4', condition: 'control', batch: 'B', librarySizeFactor: 0.93 },
  { name: 'mir9_1', condition: 'mir9', batch: 'A', librarySizeFactor: 1.12 },
  { name: 'mir9_2', condition: 'mir9', batch: 'A', librarySizeFactor: 0.81 },
  { name: 'mir9_3', condition: 'mir9', batch: 'B', librarySizeFactor: 1.54 },
  { name: 'mir9_4', condition: 'mir9', batch: 'B', librarySizeFactor: 0.66 },
];

/** The seed of the committed study. */
export const SEED = 20261122;

const GENES = 3000;
/** How many genes of each class; the rest are background. */
const CLASS_SIZES: ReadonlyArray<readonly [GeneClass, number]> = [
  ['direct', 260],
  ['nonresponder', 130],
  ['secondary', 300],
  ['secondary_with_site', 50],
  ['outlier', 5],
];
const WITHOUT_UTR = 1 / 30;

/** Mean log2 repression that one site adds: the order of Agarwal et al. 2015 (doi:10.7554/eLife.05005), enlarged. */
const REPRESSION: Readonly<Record<SiteType, number>> = { '8mer': 1.1, '7mer-m8': 0.75, '7mer-A1': 0.5, '6mer': 0.25 };
const REPRESSION_LOG_SD = 0.3;
const STRONGEST_REPRESSION = 3.5;
const SITE_TYPES: readonly SiteType[] = ['8mer', '7mer-m8', '7mer-A1', '6mer'];
const SITE_TYPE_WEIGHTS = [0.34, 0.32, 0.2, 0.14];
const SITE_NUMBER_WEIGHTS = [0.64, 0.26, 0.1];
const SECONDARY_SD = 1.1;
const SECONDARY_DOWN = 0.45;

const LOG_MEAN_COUNT = 5.2;
const LOG_MEAN_COUNT_SD = 1.7;
/** Share of background genes that are hardly transcribed: mean counts around 1, some genes without a single read. */
const SILENT = 0.18;
const SILENT_LOG_MEAN_COUNT = -0.5;
const SILENT_LOG_MEAN_COUNT_SD = 1.2;
const DISPERSION_LOG_SD = 0.35;
const BATCH_LOG_SD = 0.25;
const OUTLIER_FACTOR = 60;

/** The whole study from one seed. */
export function simulateStudy(seed: number): SimulatedGene[] {
  const names = inventGeneNames(GENES, randomStream(seed, 'names'));
  const classes = drawClasses(randomStream(seed, 'classes'));
  const utrRandom = randomStream(seed, 'utrs');
  const effectRandom = randomStream(seed, 'effects');
  const countRandom = randomStream(seed, 'counts');
  return names.map((name, gene) => {
    const geneClass = classes[gene]!;
    const { utr, plantedSites } = drawTranscript(geneClass, utrRandom);
    const log2FoldChange = drawEffect(geneClass, plantedSites, effectRandom);
    const expression = drawCounts(geneClass, log2FoldChange, countRandom);
    return { name, class: geneClass, utr, plantedSites, log2FoldChange, ...expression };
  });
}

function drawClasses(random: RandomStream): GeneClass[] {
  const named = CLASS_SIZES.flatMap(([name, size]) => Array.from({ length: size }, () => name));
  return random.shuffle([...named, ...Array.from({ length: GENES - named.length }, () => 'background' as const)]);
}

function drawTranscript(geneClass: GeneClass, random: RandomStream): Pick<SimulatedGene, 'utr' | 'plantedSites'> {
  if (geneClass === 'background' && random.uniform() < WITHOUT_UTR) return { utr: undefined, plantedSites: [] };
  if (geneClass === 'secondary') {
    for (;;) {
      const utr = drawUtr(drawUtrLength(random), random);
      if (findSites(utr).length === 0) return { utr, plantedSites: [] };
    }
  }
  const siteNumber = 1 + random.weighted(SITE_NUMBER_WEIGHTS);
  const types = Array.from({ length: siteNumber }, () => SITE_TYPES[random.weighted(SITE_TYPE_WEIGHTS)]!);
  for (;;) {
    const utr = drawUtr(drawUtrLength(random), random);
    if (geneClass === 'background' || geneClass === 'outlier') return { utr, plantedSites: [] };
    if (roomForSites(utr.length) < findSites(utr).length + types.length) continue;
    const { sequence, sites } = plantSites(utr, types, random);
    return { utr: sequence, plantedSites: sites };
  }
}

function drawEffect(geneClass: GeneClass, sites: readonly PlantedSite[], random: RandomStream): number {
  if (geneClass === 'direct') {
    const repression = sites.reduce(
      (sum, site) => sum + REPRESSION[site.type] * Math.exp(REPRESSION_LOG_SD * random.normal()),
      0,
    );
    return -Math.min(repression, STRONGEST_REPRESSION);
  }
  if (geneClass === 'secondary' || geneClass === 'secondary_with_site') {
    const size = Math.abs(SECONDARY_SD * random.normal());
    return random.uniform() < SECONDARY_DOWN ? -size : size;
  }
  return 0;
}

/** Counts ~ NB(mean, alpha), log alpha normal around log(0.05 + 2 / mean), the trend of a cell-line experiment. */
function drawCounts(
  geneClass: GeneClass,
  log2FoldChange: number,
  random: RandomStream,
): Pick<SimulatedGene, 'meanCount' | 'dispersion' | 'counts'> {
  const silent = geneClass === 'background' && random.uniform() < SILENT;
  const meanCount = silent
    ? Math.exp(SILENT_LOG_MEAN_COUNT + SILENT_LOG_MEAN_COUNT_SD * random.normal())
    : Math.exp(LOG_MEAN_COUNT + LOG_MEAN_COUNT_SD * random.normal());
  const dispersion = (0.05 + 2 / meanCount) * Math.exp(DISPERSION_LOG_SD * random.normal());
  const batchFactor = Math.exp(BATCH_LOG_SD * random.normal());
  const outlierSample = geneClass === 'outlier' ? random.below(SAMPLES.length) : -1;
  const counts = SAMPLES.map((sample, index) => {
    const treated = sample.condition === 'mir9' ? 2 ** log2FoldChange : 1;
    const batch = sample.batch === 'B' ? batchFactor : 1;
    const count = random.negativeBinomial(meanCount * sample.librarySizeFactor * treated * batch, dispersion);
    return index === outlierSample ? (count + 1) * OUTLIER_FACTOR : count;
  });
  return { meanCount, dispersion, counts };
}
