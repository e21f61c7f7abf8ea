import { randomStream } from '../../../data-samples/random.ts';
import type { ContrastResult, ReportData, TreeMerge } from '../../../src/report/report-data.ts';
import { report } from './small-report.ts';

/** Six groups, forty samples, names of more than forty letters that differ in their middles or at their ends only. */
const GROUPS = [
  'untransfected_parental_MDA-MB-231_cells_no_vector',
  'scrambled_control_oligonucleotide_48h_after_transfection',
  'hsa-miR-9-5p_mimic_25nM_48h_Lipofectamine_RNAiMAX',
  'hsa-miR-9-5p_antagomir_100nM_48h_with_fetal_bovine_serum',
  'doxorubicin_1uM_24h_plus_hsa-miR-9-5p_mimic_25nM_48h',
  'hypoxia_1pct_O2_then_hsa-miR-9-5p_mimic_25nM_48h',
];
const SAMPLES = 40;
const GENES = 300;
const SHOWN = 6;

const samples = Array.from({ length: SAMPLES }, (_, i) => ({
  name: `${i % 2 ? 'Donor' : 'Patient'}_from_the_university_hospital_${String(i + 1).padStart(3, '0')}_${GROUPS[i % 6]!.slice(0, 10)}_lane1`,
  values: {
    condition: GROUPS[i % 6]!,
    batch_of_library_preparation_and_sequencing: `prepared_in_week_${1 + (Math.floor(i / 6) % 3)}`,
  },
}));

/** A tree that joins one leaf after another. */
function ladder(leaves: number): TreeMerge[] {
  return Array.from({ length: leaves - 1 }, (_, k) => ({
    left: k === 0 ? 0 : leaves + k - 1,
    right: k + 1,
    height: 1 + k / leaves,
  }));
}

/** A study with labels that leave no room: what a figure shows of it must not overlap. Targets were not searched. */
export function hardReport(): ReportData {
  const random = randomStream(1, 'hard labels');
  const column = (of: (gene: number) => number) => Float64Array.from({ length: GENES }, (_, gene) => of(gene));
  // One change and one p-value lie far beyond all others.
  const log2FoldChange = column((gene) => (gene === 0 ? -31 : 0.9 * random.normal()));
  const pvalue = column((gene) => [1e-6, 1e-200][gene] ?? 10 ** -(1.5 * log2FoldChange[gene]! ** 2));
  const one: ContrastResult = {
    id: 'hard',
    variable: 'condition',
    target: GROUPS[2]!,
    reference: GROUPS[1]!,
    alpha: 0.05,
    genes: {
      id: Array.from({ length: GENES }, (_, gene) =>
        gene % 3 === 0
          ? `GENE${gene}`
          : `ENSG${String(gene * 7919).padStart(11, '0')}.${gene % 17}_predicted_long_noncoding_RNA_LOC${gene}`,
      ),
      baseMean: column(() => Math.exp(4 + 2 * random.normal())),
      log2FoldChange,
      lfcSE: column(() => 0.3),
      pvalue,
      padj: pvalue.map((p) => Math.min(1, 4 * p)),
    },
    heatMap: {
      genes: Array.from({ length: SHOWN }, (_, gene) => gene),
      samples: samples.map((_, i) => i),
      zScores: Float64Array.from({ length: SHOWN * SAMPLES }, () => random.normal()),
      geneTree: ladder(SHOWN),
      sampleTree: ladder(SAMPLES),
    },
  };
  const values = (of: () => number) => Float64Array.from(samples, of);
  return {
    ...report,
    study: {
      ...report.study,
      design: '~ batch_of_library_preparation_and_sequencing + condition',
      genes: GENES,
      samples,
      variables: ['condition', 'batch_of_library_preparation_and_sequencing'],
    },
    contrasts: [one],
    counts: {
      genes: Array.from({ length: SHOWN }, (_, gene) => gene),
      normalized: Float64Array.from({ length: SHOWN * SAMPLES }, () => Math.round(Math.exp(5 + random.normal()))),
    },
    quality: {
      librarySizes: values(() => 1e6 * (1 + random.uniform())),
      sizeFactors: values(() => 0.8 + 0.4 * random.uniform()),
      genesDetected: values(() => GENES - Math.floor(20 * random.uniform())),
      transformation: 'variance-stabilized counts',
      pca: {
        components: 2,
        scores: Float64Array.from({ length: 2 * SAMPLES }, () => 5 * random.normal()),
        varianceShare: Float64Array.of(0.71, 0.17),
      },
      sampleDistances: Float64Array.from({ length: SAMPLES ** 2 }, (_, i) =>
        Math.abs((i % SAMPLES) - Math.floor(i / SAMPLES)),
      ),
      sampleTree: ladder(SAMPLES),
    },
    skipped: [{ stage: 'targets', why: 'the study names no `utrs`' }],
    notes: [],
  };
}

/** The first samples of a study with hard labels: few enough that each point of the principal components is named. */
export function fewHardSamples(): ReportData {
  const whole = hardReport();
  const { quality, study } = whole;
  const few = 18;
  return {
    ...whole,
    study: { ...study, samples: study.samples.slice(0, few) },
    counts: undefined,
    contrasts: [{ ...whole.contrasts[0]!, heatMap: undefined }],
    quality: {
      ...quality!,
      librarySizes: quality!.librarySizes.subarray(0, few),
      sizeFactors: quality!.sizeFactors.subarray(0, few),
      genesDetected: quality!.genesDetected!.subarray(0, few),
      pca: { ...quality!.pca!, scores: quality!.pca!.scores.subarray(0, 2 * few) },
      sampleDistances: undefined,
      sampleTree: undefined,
    },
  };
}
