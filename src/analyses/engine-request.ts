import type { Design } from '../design/design.ts';
import type { Deseq2Options } from '../engines/deseq2/deseq2.ts';
import type { TableColumns } from '../engines/deseq2/result-columns.ts';
import type { EdgerExactOptions, EdgerLegacyOptions, EdgerLRTOptions, EdgerQLOptions } from '../engines/edger/edger.ts';
import type { GeneResults } from '../engines/gene-results.ts';
import type { LimmaTrendOptions, LimmaVoomOptions } from '../engines/limma/limma.ts';
import type { Column } from '../formats/delimited/read-table.ts';
import type { ContrastAnalysis, ContrastSummary } from './analyze-contrast.ts';

/** An engine by its name, with what it is asked. */
export type EngineRequest =
  | { readonly engine: 'deseq2'; readonly options: Deseq2Options }
  | { readonly engine: 'edger-ql'; readonly options: EdgerQLOptions & Counted }
  | { readonly engine: 'edger-ql-legacy'; readonly options: EdgerLegacyOptions & Counted }
  | { readonly engine: 'edger-lrt'; readonly options: EdgerLRTOptions & Counted }
  | { readonly engine: 'edger-exact'; readonly options: EdgerExactOptions & Counted }
  | { readonly engine: 'limma-voom' | 'voomlmfit'; readonly options: LimmaVoomOptions & Counted }
  | { readonly engine: 'limma-trend'; readonly options: LimmaTrendOptions & Counted };

interface Counted {
  /** Adjusted p-value below which genes are counted as changed; 0.1 by default. */
  readonly alpha?: number | undefined;
}

/** One comparison by any engine. */
export interface EngineAnalysis {
  /** In the terms of all engines; `edgerGeneResults` and `limmaGeneResults` say what stands where an engine has none. */
  readonly results: GeneResults;
  /** The result table under the names that the users of the engine know, genes in the order of the counts. */
  readonly columns: ReadonlyMap<string, Column>;
  /** What was estimated for each gene on the way, under the names of the engine; edgeR and limma list the genes they kept. */
  readonly rows: () => TableColumns;
  readonly summary: ContrastSummary;
  readonly design: Design;
  /** What further tables of DESeq2 are made from. */
  readonly deseq2?: ContrastAnalysis['analysis'] | undefined;
}

export type EdgerRequest = Extract<EngineRequest, { readonly engine: `edger-${string}` }>;
export type LimmaRequest = Exclude<EngineRequest, EdgerRequest | { readonly engine: 'deseq2' }>;

/** As the option `alpha` has it. */
export const DEFAULT_ALPHA = 0.1;
