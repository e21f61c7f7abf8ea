import type { ContrastResult, ReportData } from './report-data.ts';

/** A section for a MultiQC report: a file that MultiQC finds by its name. */
export interface MultiqcFile {
  readonly name: string;
  /** JSON of "custom content". */
  readonly text: string;
}

interface MultiqcSection {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly plot: 'table' | 'scatter';
  readonly config: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
}

/**
 * What MultiQC shows of a study: contrasts, samples and their principal components.
 * Source: https://docs.seqera.io/multiqc/custom_content
 */
export function multiqcFiles(data: ReportData): MultiqcFile[] {
  return [contrastSection(data), sampleSection(data), pcaSection(data)]
    .filter((section) => section !== undefined)
    .map((section) => ({
      name: `${section.id}_mqc.json`,
      text: `${JSON.stringify(customContent(section), null, 2)}\n`,
    }));
}

function customContent({ id, name, description, plot, config, headers, data }: MultiqcSection) {
  return {
    id,
    parent_id: 'seedrank',
    parent_name: 'seedrank',
    parent_description: 'finds the direct targets of a microRNA in RNA-seq counts of its perturbation.',
    section_name: name,
    description,
    plot_type: plot,
    pconfig: { id: `${id}_${plot}`, title: `seedrank: ${name}`, ...config },
    ...(headers === undefined ? {} : { headers }),
    data,
  };
}

function contrastSection({ contrasts, study }: ReportData): MultiqcSection | undefined {
  if (contrasts.length === 0) return undefined;
  const integer = (title: string, description: string) => ({ title, description, format: '{:,.0f}', scale: false });
  return {
    id: 'seedrank_contrasts',
    name: 'Contrasts',
    description: 'Genes that change in each contrast, and candidates for direct targets.',
    plot: 'table',
    config: { col1_header: 'Contrast', namespace: study.name },
    headers: {
      tested: integer('Tested', 'Genes with a p-value'),
      down: integer('Down', 'Adjusted p-value below alpha, fold change below 0'),
      up: integer('Up', 'Adjusted p-value below alpha, fold change above 0'),
      candidates: integer('Candidates', 'Genes that move as targets do and have a site'),
      shift: {
        title: 'Site shift',
        description: 'Median log2 fold change of genes with a site less that of genes without',
        format: '{:,.3f}',
        scale: 'RdBu',
      },
      verdict: { title: 'Seed', description: 'Does the seed of the miRNA explain the changes?', scale: false },
    },
    data: Object.fromEntries(contrasts.map((contrast) => [contrast.id, contrastRow(contrast)])),
  };
}

function contrastRow({ genes, alpha, targets, ranking, seeds }: ContrastResult): Record<string, number | string> {
  const significant = (sign: number) =>
    genes.padj.reduce((sum, p, gene) => sum + Number(p < alpha && Math.sign(genes.log2FoldChange[gene]!) === sign), 0);
  return {
    tested: genes.pvalue.reduce((sum, p) => sum + Number(!Number.isNaN(p)), 0),
    down: significant(-1),
    up: significant(1),
    ...(ranking === undefined ? {} : { candidates: ranking.candidates.length }),
    ...(targets?.overall === undefined ? {} : { shift: targets.overall.medianShift }),
    ...(seeds === undefined ? {} : { verdict: seeds.outcome }),
  };
}

function sampleSection({ study, quality }: ReportData): MultiqcSection | undefined {
  if (quality === undefined || study.samples.length === 0) return undefined;
  const rows = study.samples.map(({ name }, k) => [
    name,
    { reads: quality.librarySizes[k]!, size_factor: quality.sizeFactors[k]! },
  ]);
  return {
    id: 'seedrank_samples',
    name: 'Samples',
    description: 'Reads in genes, and the size factors that the counts are divided by.',
    plot: 'table',
    config: { col1_header: 'Sample', namespace: study.name },
    headers: {
      reads: {
        title: 'Reads',
        description: 'Sum of the counts of all genes',
        format: '{:,.0f}',
        scale: 'Blues',
        min: 0,
      },
      size_factor: { title: 'Size factor', description: 'Near 1 where libraries are alike', format: '{:,.3f}', min: 0 },
    },
    data: Object.fromEntries(rows) as MultiqcSection['data'],
  };
}

function pcaSection({ study, quality }: ReportData): MultiqcSection | undefined {
  const pca = quality?.pca;
  if (pca === undefined || pca.components < 2) return undefined;
  const { scores, components, varianceShare } = pca;
  const axis = (k: number) => `PC${k + 1} (${(100 * varianceShare[k]!).toFixed(0)} % of variance)`;
  return {
    id: 'seedrank_pca',
    name: 'Principal components',
    description: `Samples by their first two principal components, from ${quality?.transformation}.`,
    plot: 'scatter',
    config: { xlab: axis(0), ylab: axis(1) },
    data: Object.fromEntries(
      study.samples.map(({ name }, k) => [name, { x: scores[k * components]!, y: scores[k * components + 1]! }]),
    ),
  };
}
