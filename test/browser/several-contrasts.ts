import { compareContrasts } from '../../src/analyses/compare-contrasts.ts';
import type { ContrastResult, ReportData } from '../../src/report/report-data.ts';
import { contrast, report } from '../unit/report/small-report.ts';

const second: ContrastResult = {
  ...contrast,
  id: 'anti_vs_control',
  target: 'anti',
  effect: 'inhibition',
  mirna: { name: 'hsa-miR-10b-5p', sequence: 'UACCCUGUAGAACCGAAUUUGUG' },
  genes: {
    ...contrast.genes,
    log2FoldChange: contrast.genes.log2FoldChange.map((change, gene) => -0.8 * change + (gene % 5) / 10),
    padj: contrast.genes.padj.map((p, gene) => (gene % 6 === 0 ? Math.min(1, p * 40) : p)),
  },
  ranking: { ...contrast.ranking!, candidates: contrast.ranking!.candidates.slice(1) },
};
const contrasts = [contrast, second];

/** The small study with a second contrast of another miRNA, their comparison and their ranking together. */
export const severalContrasts: ReportData = {
  ...report,
  contrasts,
  comparison: compareContrasts(
    contrasts.map(({ genes, alpha, ranking }) => ({
      ...genes,
      alpha,
      candidates: ranking!.candidates.map(({ gene }) => gene),
    })),
  ),
  combined: { ...contrast.ranking!, contrasts: contrasts.map(({ id }) => id), fdr: 0.1 },
  sites: {
    genes: [0, 0, 13],
    mirnas: ['hsa-miR-9-5p', 'hsa-miR-9-5p', 'hsa-miR-9-5p'],
    types: ['8mer', '6mer', '7mer-m8'],
    starts: [120, 610, 44],
    ends: [127, 615, 50],
    contextScores: [-0.41, -0.02, Number.NaN],
    accessibility: [0.1, Number.NaN, Number.NaN],
    pct: [0.7, Number.NaN, Number.NaN],
    conserved: ['yes', 'no', ''],
    energiesKcalPerMol: [-18.6, -9.1, -14],
    duplexes: [
      ['A    G', ' ACGU ', ' UGCA ', 'C    U'],
      ['A    G', ' ACGU ', ' UGCA ', 'C    U'],
      ['A   G', ' GAC ', ' UUG ', 'C   U'],
    ],
  },
  repetition: {
    fileName: 'study.json',
    study: '{\n  "name": "small study"\n}\n',
    inputs: [{ name: 'counts.tsv', sha256: 'ab'.repeat(32) }],
    version: '0.1.0',
  },
};
