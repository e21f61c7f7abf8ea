/** A candidate of one contrast of one study. */
export interface ListedCandidate {
  readonly geneId: string;
  /** Empty where the gene has none. */
  readonly geneName: string;
  /** 1-based place among the candidates of its contrast. */
  readonly rank: number;
  readonly log2FoldChange: number;
}

/** The candidates of one contrast, the best first. */
export interface CandidateList {
  readonly study: string;
  readonly contrast: string;
  readonly candidates: readonly ListedCandidate[];
}

/** A gene that several studies name. */
export interface RecurringCandidate {
  readonly geneId: string;
  readonly geneName: string;
  /** How many studies have it among their candidates, however many of their contrasts do. */
  readonly studies: number;
  readonly bestRank: number;
  /** Mean over `places`. */
  readonly log2FoldChange: number;
  /** Where it is a candidate, in the order of the lists. */
  readonly places: readonly { readonly list: number; readonly rank: number; readonly log2FoldChange: number }[];
}

/**
 * Genes that are candidates in at least two studies: those of most studies first, then by their best rank, then by id.
 * Genes are the same when their ids are, a version of Ensembl aside (`ENSG00000113594.10`).
 */
export function recurringCandidates(lists: readonly CandidateList[]): RecurringCandidate[] {
  const found = new Map<string, { first: ListedCandidate; places: RecurringCandidate['places'][number][] }>();
  for (const [list, { candidates }] of lists.entries()) {
    for (const candidate of candidates) {
      const id = withoutVersion(candidate.geneId);
      const known = found.get(id) ?? { first: candidate, places: [] };
      known.places.push({ list, rank: candidate.rank, log2FoldChange: candidate.log2FoldChange });
      found.set(id, known);
    }
  }
  const recurring: RecurringCandidate[] = [];
  for (const [geneId, { first, places }] of found) {
    const studies = new Set(places.map(({ list }) => lists[list]!.study)).size;
    if (studies < 2) continue;
    recurring.push({
      geneId,
      geneName: first.geneName,
      studies,
      bestRank: Math.min(...places.map(({ rank }) => rank)),
      log2FoldChange: places.reduce((sum, place) => sum + place.log2FoldChange, 0) / places.length,
      places,
    });
  }
  return recurring.sort((a, b) => b.studies - a.studies || a.bestRank - b.bestRank || (a.geneId < b.geneId ? -1 : 1));
}

function withoutVersion(geneId: string): string {
  return geneId.replace(/^(ENS[A-Z]*G\d+)\.\d+$/, '$1');
}
