import { randomStream } from '../../data-samples/random.ts';
import type { PackableColumn } from '../../src/report/packed-columns.ts';
import { type ContrastResult, NO_SITE, NO_UTR, type ReportData, siteTypes } from '../../src/report/report-data.ts';
import { report } from '../unit/report/small-report.ts';

/** A report of many genes with plausible numbers, for size and speed; ids as long as Ensembl's. */
export function largeReport(genes: number): ReportData {
  const random = randomStream(1, 'large report');
  const column = (of: (gene: number) => number) => Float64Array.from({ length: genes }, (_, gene) => of(gene));
  const baseMean = column(() => Math.exp(4 + 2.2 * random.normal()));
  const strongest = Uint8Array.from(
    { length: genes },
    () => [0, 1, 2, 3, NO_SITE, NO_UTR].at(random.weighted([0.05, 0.09, 0.08, 0.16, 0.52, 0.1]))!,
  );
  const log2FoldChange = column(
    (gene) => (0.15 + 2 / Math.sqrt(baseMean[gene]!)) * random.normal() - (strongest[gene]! < 2 ? 0.5 : 0),
  );
  const lfcSE = baseMean.map((mean) => 0.12 + 1.8 / Math.sqrt(mean));
  const pvalue = column((gene) => Math.exp(-((log2FoldChange[gene]! / lfcSE[gene]!) ** 2) / 2));
  pvalue[7] = 0;
  const padj = pvalue.map((p) => Math.min(1, p * 6));
  const scatter = (sd: number) => column((gene) => (0.05 + 2 / baseMean[gene]!) * Math.exp(sd * random.normal()));
  const candidates = [...padj.keys()].filter(
    (gene) => padj[gene]! < 0.05 && log2FoldChange[gene]! < 0 && strongest[gene]! < 4,
  );
  const contrast: ContrastResult = {
    ...(report.contrasts[0] as ContrastResult),
    genes: {
      id: Array.from({ length: genes }, (_, gene) => `ENSG${String(100_000_000 + gene * 37).padStart(11, '0')}`),
      symbol: Array.from({ length: genes }, (_, gene) => `GENE${(gene * 7919).toString(36).toUpperCase()}`),
      baseMean,
      log2FoldChange,
      lfcSE,
      pvalue,
      padj,
    },
    dispersion: {
      baseMean,
      geneWise: scatter(0.7),
      fitted: baseMean.map((mean) => 0.05 + 2 / mean),
      final: scatter(0.3),
      outlier: Uint8Array.from({ length: genes }, () => Number(random.uniform() < 0.01)),
    },
    targets: { strongest, shifts: [] },
    ranking: {
      candidates: candidates.map((gene, i) => ({
        gene,
        rank: i + 1,
        score: 20 - i / 1000,
        evidence:
          "Down 3.2-fold (adjusted p 1.2e-8), as a target of hsa-miR-9-5p should, with one 8mer and two 6mers in its 3' UTR.",
        sites: [
          { type: '8mer', start: 100 + (gene % 900) },
          { type: '6mer', start: 1100 },
        ],
        utrLength: 1400,
      })),
      others: [],
      columns: rankingColumns(padj, strongest, random),
    },
  };
  return { ...report, contrasts: [contrast] };
}

/** All that a ranking says, with digits as random as real ones. */
function rankingColumns(
  padj: Float64Array,
  strongest: Uint8Array,
  random: ReturnType<typeof randomStream>,
): PackableColumn[] {
  const rank = new Float64Array(padj.length);
  for (const [place, gene] of [...padj.keys()].sort((a, b) => padj[a]! - padj[b]!).entries()) rank[gene] = place + 1;
  const hasSite = (gene: number) => strongest[gene]! < NO_SITE;
  const noisy = (scale: number, sitesOnly = false) =>
    padj.map((_, gene) => (sitesOnly && !hasSite(gene) ? Number.NaN : scale * random.normal()));
  const position = () => 15 + Math.floor(2000 * random.uniform());
  const positions = Array.from(padj, (_, gene) => (hasSite(gene) ? `8mer:${position()}-${position()}` : ''));
  return [
    { name: 'rank', integers: rank },
    { name: 'class', text: Array.from(padj, (p, gene) => (p < 0.05 && hasSite(gene) ? 'candidate' : 'neither')) },
    ...['score', 'posterior', 'qvalue', 'expression_evidence', 'shrunken_log2FoldChange'].map((name) => ({
      name,
      numbers: noisy(1).map(Math.abs),
    })),
    ...['site_evidence', 'conservation_evidence', 'context_score', 'duplex_energy'].map((name) => ({
      name,
      numbers: noisy(10, true),
    })),
    ...siteTypes.map((type, k) => ({ name: type, numbers: Float64Array.from(strongest, (best) => Number(best <= k)) })),
    { name: 'site_positions', text: positions },
    {
      name: 'why',
      text: Array.from(rank, (place) =>
        place <= 2000 ? `Down ${place}-fold, as a target should, with one 8mer.` : '',
      ),
    },
  ];
}
