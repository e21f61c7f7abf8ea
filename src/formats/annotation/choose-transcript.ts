import type { UtrRecord } from '../sequences/utr-record.ts';
import { withoutVersion } from './gene-identifiers.ts';
import { preferenceOf, type TranscriptRule } from './transcript-choice.ts';

/** The 3' UTR that stands for a gene, and why it does. */
export interface ChosenUtr {
  readonly record: UtrRecord;
  /** 3' UTRs that it was chosen of. */
  readonly of: number;
  /** `only`, `most abundant`, `longest`, `first by id`, or the mark of the annotation, such as `MANE Select`. */
  readonly by: string;
}

interface Merit {
  readonly record: UtrRecord;
  readonly abundance: number;
  readonly tier: number;
  readonly mark: string | undefined;
}

/**
 * Chooses among the 3' UTRs of a gene: by `abundant` the most abundant transcript, where abundances are known; then, and by
 * `canonical`, the one that the annotation prefers (MANE Select, canonical, APPRIS principal, basic); then, and by
 * `longest`, the longest; among equals the smaller id. `abundanceOf` goes by transcript, with or without version.
 */
export function chooseUtr(
  candidates: readonly UtrRecord[],
  rule: TranscriptRule,
  abundanceOf: ReadonlyMap<string, number> | undefined,
): ChosenUtr {
  const order = [...new Set(candidates)].map((record): Merit => {
    const { tier, mark } = preferenceOf(record.tags);
    const abundance = rule === 'abundant' ? abundanceIn(record, abundanceOf) : 0;
    return { record, abundance, tier: rule === 'longest' ? 0 : tier, mark };
  });
  order.sort(
    (a, b) =>
      b.abundance - a.abundance ||
      a.tier - b.tier ||
      b.record.sequence.length - a.record.sequence.length ||
      (a.record.id < b.record.id ? -1 : 1),
  );
  const [first, second] = order as [Merit, Merit | undefined];
  return { record: first.record, of: order.length, by: why(first, second) };
}

function why(first: Merit, second: Merit | undefined): string {
  if (second === undefined) return 'only';
  if (first.abundance > second.abundance) return 'most abundant';
  if (first.tier < second.tier) return first.mark ?? 'complete';
  return first.record.sequence.length > second.record.sequence.length ? 'longest' : 'first by id';
}

function abundanceIn({ transcript, keys }: UtrRecord, abundanceOf: ReadonlyMap<string, number> | undefined): number {
  if (abundanceOf === undefined) return 0;
  for (const key of transcript === undefined ? keys : [transcript, ...keys]) {
    const known = abundanceOf.get(key) ?? abundanceOf.get(withoutVersion(key));
    if (known !== undefined) return known;
  }
  return 0;
}

/** What a rule comes to, in words, with or without abundances, and marks of an annotation. */
export function describeRule(
  rule: TranscriptRule,
  { isQuantified, isMarked }: { readonly isQuantified: boolean; readonly isMarked: boolean },
): string {
  const preferred = isMarked
    ? 'the one that the annotation prefers (MANE Select, canonical, APPRIS principal, basic), else the longest'
    : 'the longest';
  if (rule === 'longest') return 'the longest';
  return rule === 'abundant' && isQuantified ? `the most abundant, else ${preferred}` : preferred;
}
