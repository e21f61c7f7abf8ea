import { Fault } from '../../fault.ts';

/**
 * Whose numbers are computed: those of ViennaRNA 2.1.9 to 2.3.5, with which TargetScan 7 was made, or those of 2.4.8 and
 * later, where the largest pair is one nt shorter and a loop side of 30 nt counts always.
 */
export type FoldingConvention = 'targetscan7' | 'viennarna-2.7';

/** What is averaged over which windows; RNAplfold's -W, -L and -u, all nt. */
export interface FoldingRules {
  readonly convention: FoldingConvention;
  readonly window: number;
  readonly span: number;
  /** Longest stretch whose probability is asked for. */
  readonly stretch: number;
}

/** As TargetScan 7 runs RNAplfold. */
export const targetScanFolding: FoldingRules = { convention: 'targetscan7', window: 80, span: 40, stretch: 20 };

/** Longer windows could leave the range of doubles. */
export const LONGEST_WINDOW = 200;

/** Throws a Fault for rules that contradict themselves. */
export function checkFoldingRules({ window, span, stretch }: FoldingRules): void {
  const fault = (option: string, found: number, expected: string, hint: string) =>
    new Fault({
      code: 'FOLDING_RULES',
      option,
      message: `a window of ${window} nt does not hold it`,
      found: `${found} nt`,
      expected,
      hint,
    });
  if (span > window)
    throw fault('folding_span', span, `at most the window, ${window} nt`, 'Shorten --span, or lengthen --window.');
  if (stretch > window) {
    throw fault(
      'folding_stretch',
      stretch,
      `at most the window, ${window} nt`,
      'Shorten --stretch, or lengthen --window.',
    );
  }
}

/** The rules as they apply to a sequence of n nt. */
export interface AppliedRules {
  readonly window: number;
  /** Most that the positions of two paired bases differ. */
  readonly span: number;
  readonly stretch: number;
  /** Whether a loop side of exactly 30 nt is left out where the stretch ends with it. */
  readonly leavesOut30: boolean;
}

export function applyRules({ convention, ...rules }: FoldingRules, n: number): AppliedRules {
  const isOld = convention === 'targetscan7';
  const window = Math.min(rules.window, n);
  return {
    window,
    span: Math.min(isOld ? rules.span : rules.span - 1, window),
    stretch: Math.min(rules.stretch, n),
    leavesOut30: isOld,
  };
}
