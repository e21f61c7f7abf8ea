import { defineJson, defineJsonList } from './json-codec.ts';

/** A mature miRNA of the study. */
export interface StudyMirna {
  readonly name: string;
  readonly accession?: string;
  readonly sequence: string;
  readonly seed: string;
  /** Ids of the contrasts that it was perturbed in, joined by commas, where contrasts have miRNAs of their own. */
  readonly contrasts?: string;
}

/** Those of a list that were perturbed in a contrast. */
export function mirnasOf(mirnas: readonly StudyMirna[], contrast: string): StudyMirna[] {
  return mirnas.filter(({ contrasts }) => contrasts === undefined || contrasts.split(',').includes(contrast));
}

/** In the cache only: the perturbed miRNAs. */
export const mirnaFile = defineJsonList<StudyMirna>('The perturbed miRNAs.', {
  name: { kind: 'text', meaning: 'name, or the sequence where it has none' },
  accession: { kind: 'text', meaning: 'miRBase accession', absent: 'it is not known' },
  sequence: { kind: 'text', meaning: "mature sequence 5' to 3'" },
  seed: { kind: 'text', meaning: 'bases 2 to 8' },
  contrasts: {
    kind: 'text',
    meaning: 'contrasts that it was perturbed in, joined by commas',
    absent: 'contrasts have no miRNAs of their own',
  },
});

/** What the scan of seed families says of the experiment. */
export interface KeptVerdict {
  readonly outcome: 'worked' | 'weak' | 'other' | 'against' | 'silent' | 'open';
  readonly text: string;
  readonly families: number;
  readonly sought: readonly string[];
}

/** `tables/seeds/CONTRAST.verdict.json` */
export const verdictFile = defineJson<KeptVerdict>('Which seed explains the changes of a contrast.', {
  outcome: {
    kind: 'text',
    meaning:
      'worked: the sought seed explains the changes best; weak, other, against, silent: it does not; open: none was named',
  },
  text: { kind: 'text', meaning: 'the same in sentences' },
  families: { kind: 'number', meaning: 'families that were tried' },
  sought: { kind: 'list', meaning: 'seeds of the perturbed miRNAs' },
});

/** A note of a stage as it is kept for the report. */
export interface KeptNote {
  readonly level: 'info' | 'warning';
  readonly text: string;
}

/** In the cache only: what a stage said. */
export const noteFile = defineJsonList<KeptNote>('What a stage said while it ran.', {
  level: { kind: 'text', meaning: 'info or warning' },
  text: { kind: 'text', meaning: 'the note' },
});

/** What a reader of a result table wants to know beside it. */
export interface KeptSummary {
  readonly engine?: string | undefined;
  readonly label?: string | undefined;
  readonly alpha: number;
  readonly up: number;
  readonly down: number;
  readonly tested: number;
  readonly filterThreshold?: number | undefined;
  readonly filtering?:
    | { readonly theta: number; readonly thetas: readonly number[]; readonly rejections: readonly number[] }
    | undefined;
  readonly cooks?: { readonly cutoff: number; readonly genes: number; readonly samples: readonly number[] } | undefined;
  readonly trend?: object | undefined;
  readonly dispPriorVar?: number | null | undefined;
  readonly leftOut?: number | undefined;
  readonly commonDispersion?: number | undefined;
  readonly blockCorrelation?: number | undefined;
  readonly sampleWeights?: readonly number[] | undefined;
  readonly normalizationFactors?: readonly number[] | undefined;
  readonly coefficients?: readonly string[] | undefined;
  readonly notes: readonly { readonly text: string; readonly level?: 'info' | 'warning' | undefined }[];
}

const GIVEN = 'the results were computed by another program';
const NO_DESEQ2 = 'the engine is not deseq2';
const DESEQ2 = 'the engine is deseq2, or the results were computed by another program';
const NO_EDGER = 'the engine is none of edgeR, or estimates none';

/** `tables/differential/CONTRAST.ENGINE.summary.json` */
export const summaryFile = defineJson<KeptSummary>('What a reader of a result table wants to know beside it.', {
  engine: { kind: 'text', meaning: 'what tested the contrast', absent: GIVEN },
  label: { kind: 'text', meaning: 'the comparison in words', absent: GIVEN },
  alpha: { kind: 'number', meaning: 'adjusted p-value below which genes are counted' },
  up: { kind: 'number', meaning: 'genes below it that are higher in the target' },
  down: { kind: 'number', meaning: 'genes below it that are lower in the target' },
  tested: { kind: 'number', meaning: 'genes with an adjusted p-value' },
  filterThreshold: { kind: 'number', meaning: 'mean below which genes were not tested', absent: 'filtering was off' },
  filtering: { kind: 'object', meaning: 'rejections at each quantile of the means', absent: 'filtering was off' },
  cooks: { kind: 'object', meaning: "cut-off of Cook's distance, genes and samples with outliers", absent: NO_DESEQ2 },
  trend: { kind: 'object', meaning: 'trend of the dispersions over the means', absent: NO_DESEQ2 },
  dispPriorVar: { kind: 'number', meaning: 'variance of ln dispersion about the trend', absent: NO_DESEQ2 },
  leftOut: { kind: 'number', meaning: 'genes with too low counts to be tested', absent: DESEQ2 },
  commonDispersion: { kind: 'number', meaning: 'dispersion of all genes, estimated or stated', absent: NO_EDGER },
  blockCorrelation: { kind: 'number', meaning: 'correlation within blocks', absent: 'no blocks were asked for' },
  sampleWeights: { kind: 'list', meaning: 'weight of each sample', absent: 'no weights were asked for' },
  normalizationFactors: { kind: 'list', meaning: "factor of each sample's library size", absent: DESEQ2 },
  coefficients: { kind: 'list', meaning: 'coefficients of the design', absent: GIVEN },
  notes: { kind: 'list', meaning: 'what the fit had to say' },
});

/** How the samples were looked at. */
export interface KeptQuality {
  readonly transformation: string;
  readonly pcaGenes: number;
  readonly varianceShare: readonly number[];
  readonly sampleOrder: readonly number[];
  readonly sampleMerges: readonly { readonly left: number; readonly right: number; readonly height: number }[];
}

/** `tables/quality/quality.json` */
export const qualityFile = defineJson<KeptQuality>('How the tables beside it were made and how to read them.', {
  transformation: { kind: 'text', meaning: 'what components and distances were computed from' },
  pcaGenes: { kind: 'number', meaning: 'genes that the principal components were computed from, those that vary most' },
  varianceShare: { kind: 'list', meaning: 'share of the total variance of each principal component' },
  sampleOrder: { kind: 'list', meaning: 'numbers of the samples from 0, similar ones together' },
  sampleMerges: { kind: 'list', meaning: 'the tree that this order comes from' },
});
