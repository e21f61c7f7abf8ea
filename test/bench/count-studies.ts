/** Public count tables of ../shared with their design, tested by DESeq2; nothing of them is kept here. */
import { openInput } from '../../pipeline/files/open-input.ts';
import { fitDeseq2 } from '../../src/engines/deseq2/fit/fit-deseq2.ts';
import { wasmKernels } from '../../src/engines/deseq2/kernel/wasm/wasm-kernel.ts';
import { type Deseq2Results, deseq2Results } from '../../src/engines/deseq2/results/deseq2-results.ts';
import type { FamilyResult } from '../../src/enrichment/seeds/family-scan.ts';
import { numbersOf, readTable, textOf } from '../../src/formats/delimited/read-table.ts';
import { sharedPath } from '../shared.ts';
import { type ConservedSites, readSymbols } from './ranking-data.ts';
import { searchSeeds } from './seed-search.ts';

export interface CountStudy {
  readonly geneIds: readonly string[];
  readonly symbols: readonly string[];
  readonly sampleIds: readonly string[];
  /** [genes x samples] */
  readonly counts: Float64Array;
}

/** Genes with any read; a gene without a symbol keeps its id. */
export async function readCountStudy(...path: string[]): Promise<CountStudy> {
  const symbols = await readSymbols();
  const table = await readTable(openInput(sharedPath('data', ...path)));
  const [idName, ...sampleIds] = [...table.columns.keys()] as [string, ...string[]];
  const columns = sampleIds.map((name) => numbersOf(table, name));
  const ids = textOf(table, idName);
  const rows = [...ids.keys()].filter((row) => columns.some((column) => column[row]! > 0));
  const geneIds = rows.map((row) => ids[row]!);
  return {
    geneIds,
    symbols: geneIds.map((id) => symbols.get(id.replace(/\.\d+$/, '')) ?? id),
    sampleIds,
    counts: Float64Array.from(rows.flatMap((row) => columns.map((column) => column[row]!))),
  };
}

/** The last variable of the design, second level of it in the alphabet against the first. */
export async function testCounts(
  { geneIds, sampleIds, counts }: CountStudy,
  samples: Readonly<Record<string, readonly string[]>>,
  design: string,
): Promise<Deseq2Results> {
  const fit = await fitDeseq2({ counts, geneIds, sampleIds, samples }, { design }, { createKernel: wasmKernels() });
  return deseq2Results(fit);
}

/** Genes with fewer counts on average are not looked at. */
const FEWEST_COUNTS = 10;

/** All families with conserved sites over the results of a study. */
export function searchStudy(
  { symbols }: CountStudy,
  results: Deseq2Results,
  conserved: ConservedSites,
): FamilyResult[] {
  const seen = new Set<string>();
  const rows = [...symbols.keys()].filter((row) => {
    const symbol = symbols[row]!;
    const use = results.baseMean[row]! >= FEWEST_COUNTS && !Number.isNaN(results.pvalue[row]!);
    if (!use || !conserved.genes.has(symbol) || seen.has(symbol)) return false;
    seen.add(symbol);
    return true;
  });
  const pick = (value: (row: number) => number) => Float64Array.from(rows, value);
  return searchSeeds(
    rows.map((row) => symbols[row]!),
    pick((row) => results.log2FoldChange[row]! / results.lfcSE[row]!),
    pick((row) => results.baseMean[row]!),
    conserved,
  );
}

export const mir10b = { name: 'miR-10b-5p', seed: 'ACCCUGU', path: ['mir10b_tcell_counts', 'counts_matrix.tsv.gz'] };
export const mir210 = { name: 'miR-210-3p', seed: 'UGUGCGU', path: ['mir210_mcf7_counts', 'counts_matrix.tsv.gz'] };
/** Of the eight samples of the miR-10b study, four donors under each condition. */
export const donors = ['d1', 'd2', 'd3', 'd4', 'd1', 'd2', 'd3', 'd4'];
export const treated = ['t', 't', 't', 't', 'c', 'c', 'c', 'c'];

/** The ways to exchange the labels of one to three donors: the truth is in none of them whole. */
export function exchangeLabels(): string[][] {
  return [1, 2, 3, 4, 5, 6, 7].map((mask) =>
    treated.map((label, sample) => ((mask >> (sample % 4)) & 1 ? (label === 't' ? 'c' : 't') : label)),
  );
}
