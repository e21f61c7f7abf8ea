import type { ContrastResult, ReportData, ReportSample } from '../../../src/report/report-data.ts';
import { NO_SITE, NO_UTR } from '../../../src/report/report-data.ts';

/** A fixed small study: 48 genes whose numbers follow from their index, so that pictures of it never change by themselves. */
const GENES = 48;

function column(of: (gene: number) => number): Float64Array {
  return Float64Array.from({ length: GENES }, (_, gene) => of(gene));
}

const strongest = Uint8Array.from(
  { length: GENES },
  (_, gene) => [0, 1, 2, 3, NO_SITE, NO_SITE, NO_SITE, NO_UTR][gene % 8]!,
);
const log2FoldChange = column(
  (gene) => (strongest[gene]! < 4 ? -2 + 0.3 * strongest[gene]! : 0.1) + ((gene * 7) % 11) / 6 - 0.9,
);
const pvalue = column((gene) => (gene === 40 ? Number.NaN : 10 ** -(log2FoldChange[gene]! ** 2 * 2)));
const padj = pvalue.map((p) => Math.min(1, p * 3));
const baseMean = column((gene) => 2 ** (1 + (gene % 12)));

const samples: readonly ReportSample[] = ['c1', 'c2', 'm1', 'm2'].map((name, i) => ({
  name,
  values: { condition: i < 2 ? 'control' : 'mir9', batch: i % 2 === 0 ? 'A' : 'B' },
}));

export const contrast: ContrastResult = {
  id: 'mir9_vs_control',
  variable: 'condition',
  target: 'mir9',
  reference: 'control',
  alpha: 0.05,
  genes: {
    id: Array.from({ length: GENES }, (_, gene) => `g${gene}`),
    baseMean,
    log2FoldChange,
    lfcSE: column(() => 0.2),
    pvalue,
    padj,
  },
  dispersion: {
    baseMean,
    geneWise: column((gene) => (0.05 + 2 / baseMean[gene]!) * (0.4 + ((gene * 5) % 7) / 4)),
    fitted: baseMean.map((mean) => 0.05 + 2 / mean),
    final: column((gene) => (0.05 + 2 / baseMean[gene]!) * (0.8 + ((gene * 5) % 7) / 16)),
    outlier: Uint8Array.from({ length: GENES }, (_, gene) => Number(gene === 13)),
  },
  heatMap: {
    genes: [0, 8, 3],
    samples: [0, 1, 2, 3],
    zScores: Float64Array.of(0.9, 0.8, -0.7, -1, 1, 0.6, -0.9, -0.7, -1.1, -0.4, 0.5, 1),
    geneTree: [
      { left: 0, right: 1, height: 0.5 },
      { left: 3, right: 2, height: 3.4 },
    ],
    sampleTree: [
      { left: 2, right: 3, height: 0.6 },
      { left: 0, right: 1, height: 0.8 },
      { left: 5, right: 4, height: 3.1 },
    ],
  },
  fitChecks: {
    filtering: { threshold: 3.5, theta: 0.2, thetas: [0, 0.1, 0.2, 0.3, 0.4], rejections: [14, 16, 17, 16, 12] },
    cooks: { cutoff: 6.9, genes: 3, samples: [0, 2, 0, 1] },
  },
  targets: {
    strongest,
    shifts: [
      { type: '8mer', genes: 6, genesWithout: 17, medianShift: -2.1, rankSumP: 1.2e-5, ksP: 3.4e-5 },
      { type: '6mer', genes: 6, genesWithout: 17, medianShift: -1.2, rankSumP: 0.012, ksP: 0.034 },
    ],
    overall: { type: 'any', genes: 24, genesWithout: 17, medianShift: -1.6, rankSumP: 2e-7 },
  },
  ranking: {
    candidates: [
      {
        gene: 0,
        rank: 1,
        score: 9.5,
        evidence: 'Down 7.5-fold with an 8mer.',
        sites: [
          { type: '8mer', start: 120 },
          { type: '6mer', start: 610 },
        ],
        utrLength: 900,
      },
      {
        gene: 9,
        rank: 2,
        score: 6.25,
        evidence: 'Down 2.1-fold with a 7mer-m8.',
        sites: [{ type: '7mer-m8', start: 55 }],
        utrLength: 410,
      },
      {
        gene: 2,
        rank: 3,
        score: 2,
        evidence: 'Down 1.9-fold with a 7mer-A1.',
        sites: [{ type: '7mer-A1', start: 33 }],
        utrLength: 77,
      },
    ],
    others: [{ reason: 'move but have no site', genes: 4 }],
    columns: [
      { name: 'rank', integers: column((gene) => [0, 9, 2].indexOf(gene) + 1 || gene + 4) },
      {
        name: 'class',
        text: Array.from({ length: GENES }, (_, gene) => ([0, 9, 2].includes(gene) ? 'candidate' : 'neither')),
      },
      { name: 'posterior', numbers: column((gene) => 1 / (gene + 2)) },
      { name: 'why', text: Array.from({ length: GENES }, (_, gene) => `Reason ${gene}.`) },
    ],
  },
};

export const report: ReportData = {
  study: {
    name: 'small study',
    design: '~ batch + condition',
    genes: 50,
    samples,
    variables: ['condition', 'batch'],
    effect: 'overexpression',
    mirna: { name: 'hsa-miR-9-5p', sequence: 'UCUUUGGUUAUCUAGCUGUAUGA' },
  },
  contrasts: [contrast],
  counts: {
    genes: [0, 9, 2],
    normalized: Float64Array.of(900, 1010, 118, 140, 45, 60, 21, 0, 300, 280, 160, 151),
  },
  quality: {
    librarySizes: Float64Array.of(1.2e6, 0.9e6, 1.6e6, 1.1e6),
    sizeFactors: Float64Array.of(1.02, 0.8, 1.35, 0.95),
    genesDetected: Float64Array.of(47, 45, 48, 44),
    transformation: 'variance-stabilized counts',
    pca: {
      components: 2,
      scores: Float64Array.of(-5, 2, -5.5, -2, 5, 2.2, 5.4, -2.1),
      varianceShare: Float64Array.of(0.71, 0.17),
      betweenLevels: [
        { variable: 'condition', shares: [0.99, 0.01] },
        { variable: 'batch', shares: [0.01, 0.97] },
      ],
    },
    sampleDistances: Float64Array.of(0, 9, 20, 22, 9, 0, 21, 19, 20, 21, 0, 8, 22, 19, 8, 0),
    sampleTree: [
      { left: 2, right: 3, height: 8 },
      { left: 0, right: 1, height: 9 },
      { left: 5, right: 4, height: 22 },
    ],
  },
  skipped: [],
  notes: [{ level: 'warning', stage: 'targets', text: 'Two genes have no 3′ UTR.' }],
  methods: ['Wald tests of a negative binomial model.'],
  citations: [{ label: 'Love et al. 2014', title: 'Moderated estimation', doi: '10.1186/s13059-014-0550-8' }],
  parameters: [{ name: 'alpha', value: '0.05' }],
  provenance: [{ name: 'seedrank', value: '0.1.0' }],
};
