/**
 * What the page over all studies of a batch is made from: finished results, nothing to compute. Every text is shown as it is
 * given (escaped).
 */
import type { SeedResults } from '../report-data.ts';

export interface BatchReportData {
  /** Names the page. */
  readonly title: string;
  /** In the order of the batch. */
  readonly studies: readonly BatchStudyResult[];
  /** Of all contrasts with a ranking: what the columns of `recurring` stand for. */
  readonly lists: readonly BatchList[];
  /** Genes that are candidates in several studies, the most frequent first. */
  readonly recurring: readonly BatchRecurringGene[];
}

/** `queued` and `running` are told by SLURM. */
export type BatchStudyState = 'done' | 'failed' | 'stale' | 'new' | 'queued' | 'running';

export interface BatchStudyResult {
  readonly name: string;
  readonly state: BatchStudyState;
  /** Why it is not done, in words. */
  readonly note?: string | undefined;
  /** Relative address of its report. */
  readonly report?: string | undefined;
  /** As the study names them. */
  readonly mirnas: readonly string[];
  /** Empty unless it is done. */
  readonly contrasts: readonly BatchContrastResult[];
  /** What went wrong. */
  readonly problems: readonly BatchProblem[];
}

export interface BatchContrastResult {
  readonly id: string;
  readonly target: string;
  readonly reference: string;
  readonly tested: number;
  readonly down: number;
  readonly up: number;
  /** Absent where no targets were ranked. */
  readonly candidates?: number | undefined;
  /** Names of the first candidates. */
  readonly firstCandidates: readonly string[];
  /** Absent where seeds were not searched. */
  readonly seed?: BatchSeed | undefined;
}

/** The seed whose sites explain the changes best. */
export interface BatchSeed {
  /** A family or a word: `miR-9-5p`, `CUUUGGU`. */
  readonly label: string;
  readonly padj?: number | undefined;
  /** What it says of the perturbed miRNA; absent where that was not written down. */
  readonly outcome?: SeedResults['outcome'] | undefined;
  /** The same in sentences. */
  readonly verdict: string;
}

export interface BatchProblem {
  /** The code of a Fault, or `BUG`. */
  readonly code: string;
  readonly stage?: string | undefined;
  readonly message: string;
  /** `file:line:column` */
  readonly place?: string | undefined;
  readonly found?: string | undefined;
  readonly expected?: string | undefined;
  /** What to do. */
  readonly hint?: string | undefined;
}

export interface BatchList {
  readonly study: string;
  readonly contrast: string;
}

export interface BatchRecurringGene {
  readonly geneId: string;
  /** Empty where the gene has none. */
  readonly geneName: string;
  readonly studies: number;
  readonly bestRank: number;
  readonly log2FoldChange: number;
  readonly places: readonly { readonly list: number; readonly rank: number; readonly log2FoldChange: number }[];
}
