import type { Study } from '../../study/study.ts';

/** What a study lacks for its targets to be found, and how to get it; undefined where it lacks nothing. */
export function whyNoTargets(study: Study): string | undefined {
  if (study.mirna === undefined) return 'the study names no `mirna`';
  return whyNoUtrs(study);
}

/** The same for what needs 3' UTRs alone. */
export function whyNoUtrs({ utrs, genome }: Study): string | undefined {
  return utrs === undefined && genome === undefined
    ? "the study names no `utrs` (3' UTRs as FASTA; `seedrank utrs` cuts them out of a genome, and docs/three-prime-utrs.md says which files to download)"
    : undefined;
}
