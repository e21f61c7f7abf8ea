import { sizeFactorTable } from '../../../src/artifacts/count-tables.ts';
import { clusterScores } from '../../../src/normalize/heat-map-rows.ts';
import type { ContrastResult, GeneCounts, HeatMap } from '../../../src/report/report-data.ts';
import { orderAscending } from '../../../src/stats/ranks/order-ascending.ts';
import { readTypedMatrix } from '../../files/typed-matrices.ts';
import { readArtifact } from '../artifact-files.ts';
import type { ReportContext } from './report-contract.ts';

/** Cells that are handed to the page, which holds as many as it has room for. */
const MOST_CELLS = 500_000;
const MOST_GENES = 60_000;
const HEAT_MAP_GENES = 40;
/** Beyond this the names and the tree of the samples could not be read. */
const HEAT_MAP_SAMPLES = 120;

/** Counts a gene and sample, made comparable. */
export interface NormalizedCounts {
  readonly samples: number;
  readonly librarySizes: Float64Array;
  readonly genesDetected: Float64Array;
  readonly sizeFactors: Float64Array;
  /** Then size factors are made from the positive counts, where nothing else is asked for. */
  readonly everyGeneHasZero: boolean;
  /** [genes x samples] of these rows of the count table. */
  rows(genes: readonly number[]): Float64Array;
}

export async function readNormalizedCounts({ input, optionalInput }: ReportContext): Promise<NormalizedCounts> {
  const { columnNames, data } = await readTypedMatrix(input('counts'));
  const samples = columnNames.length;
  const librarySizes = new Float64Array(samples);
  const genesDetected = new Float64Array(samples);
  let everyGeneHasZero = true;
  for (let cell = 0; cell < data.length; ) {
    let zeros = 0;
    for (let j = 0; j < samples; j++) {
      const count = data[cell++]!;
      librarySizes[j]! += count;
      if (count > 0) genesDetected[j]!++;
      else zeros++;
    }
    if (zeros === 0) everyGeneHasZero = false;
  }
  const sizeFactors = (await readArtifact(input('sizeFactors'), sizeFactorTable)).sizeFactors;
  const file = optionalInput('normalizationFactors');
  const factors = file === undefined ? undefined : (await readTypedMatrix(file)).data;
  return {
    samples,
    librarySizes,
    genesDetected,
    sizeFactors,
    everyGeneHasZero,
    rows(genes) {
      const normalized = new Float64Array(genes.length * samples);
      let at = 0;
      for (const gene of genes) {
        for (let j = 0, cell = gene * samples; j < samples; j++, cell++, at++) {
          normalized[at] = data[cell]! / (factors?.[cell] ?? sizeFactors[j]!);
        }
      }
      return normalized;
    },
  };
}

/** The counts that the page holds: of the candidates and the genes with the smallest p-values of all contrasts. */
export function chooseCounts(contrasts: readonly ContrastResult[], counts: NormalizedCounts): GeneCounts {
  const wanted = Math.min(MOST_GENES, Math.floor(MOST_CELLS / counts.samples));
  const lists = contrasts.map((contrast) => [
    ...(contrast.ranking?.candidates ?? []).map(({ gene }) => gene),
    ...smallest(contrast, wanted),
  ]);
  const genes = new Set<number>();
  for (let place = 0; genes.size < wanted && lists.some(({ length }) => place < length); place++) {
    for (const list of lists) if (place < list.length && genes.size < wanted) genes.add(list[place]!);
  }
  return { genes: [...genes], normalized: counts.rows([...genes]) };
}

/** The significant genes with the smallest p-values as a clustered map; undefined where there are none to compare. */
export function heatMapOf(contrast: ContrastResult, counts: NormalizedCounts): HeatMap | undefined {
  const { padj } = contrast.genes;
  const top = smallest(contrast, HEAT_MAP_GENES).filter((gene) => padj[gene]! < contrast.alpha);
  if (top.length < 2 || counts.samples < 3 || counts.samples > HEAT_MAP_SAMPLES) return undefined;
  const { zScores, geneTree, sampleTree } = clusterScores(counts.rows(top), counts.samples);
  return {
    genes: geneTree.order.map((place) => top[place]!),
    samples: sampleTree.order,
    zScores,
    geneTree: geneTree.merges,
    sampleTree: sampleTree.merges,
  };
}

/** Genes by p-value, the smallest first, told apart below the smallest double by their logarithm. */
function smallest({ genes: { pvalue, logPvalue } }: ContrastResult, wanted: number): number[] {
  // One zero, as if it had no sign; what is no number comes last.
  const keys = (logPvalue ?? pvalue).map((key, gene) => (Number.isNaN(pvalue[gene]!) ? Number.NaN : key + 0));
  const first: number[] = [];
  for (const gene of orderAscending(keys)) {
    if (first.length === wanted || Number.isNaN(keys[gene]!)) break;
    first.push(gene);
  }
  return first;
}
