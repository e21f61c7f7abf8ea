import type { TraitSlope } from '../../ranking/changes/background-trend.ts';
import type { ContrastFit } from '../../ranking/rank-targets.ts';

/** What a ranking wants known about how it came about. */
export interface FitNote {
  readonly level: 'info' | 'warning';
  readonly text: string;
}

const traitNames = { length: "3' UTR length", composition: 'G+C content', expression: 'expression' } as const;

/** `-0.10 log2 a standard deviation of 3' UTR length, 0.02 of G+C content`; undefined where no trait is known. */
export function describeSlopes(slopes: readonly TraitSlope[]): string | undefined {
  if (slopes.length === 0) return undefined;
  const parts = slopes.map(({ trait, slope }, k) => {
    const amount = Number(slope.toFixed(2)).toFixed(2).replace('-0.00', '0.00');
    return `${amount}${k === 0 ? ' log2 a standard deviation' : ''} of ${traitNames[trait]}`;
  });
  return parts.join(', ');
}

/** By what changes were corrected in each contrast, and whether the model could be fitted to the end. */
export function describeFits(fits: readonly ContrastFit[], names: readonly string[]): FitNote[] {
  const plain = fits.some(({ isPlain }) => isPlain) ? [{ level: 'info', text: PLAIN } as const] : [];
  const ofFits = fits.flatMap(({ slopes, converged, steps }, i): FitNote[] => {
    const where = fits.length > 1 ? `${names[i]}: ` : '';
    const drift = describeSlopes(slopes);
    const known = slopes.some(({ trait }) => trait === 'length');
    const notes: FitNote[] = [];
    if (drift !== undefined) {
      const unknown = known ? '' : "; 3' UTR lengths are not known, so that a drift with these is not taken off";
      notes.push({
        level: 'info',
        text: `${where}changes are corrected for the drift of genes without a site: ${drift}${unknown}`,
      });
    } else {
      notes.push({
        level: 'info',
        text: `${where}changes are not corrected for 3' UTR length or expression: these are not known of enough genes without a site`,
      });
    }
    if (!converged) {
      notes.push({
        level: 'warning',
        text: `${where}the model of targets and background has not converged after ${steps} steps: probabilities and their order are provisional`,
      });
    }
    return notes;
  });
  return [...ofFits, ...plain];
}

const PLAIN =
  'WebAssembly got no memory (ulimit -v), so genes were ranked without it: the same numbers, some three times slower';
