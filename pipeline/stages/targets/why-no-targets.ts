import type { Study } from '../../study/study.ts';

/** What a study lacks for its targets to be found; undefined where it lacks nothing. */
export function whyNoTargets({ mirna, utrs, genome }: Study): string | undefined {
  if (mirna === undefined) return 'the study names no `mirna`';
  return utrs === undefined && genome === undefined ? 'the study names no `utrs`' : undefined;
}
