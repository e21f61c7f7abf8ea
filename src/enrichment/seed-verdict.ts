import { type FamilyResult, isSignificant } from './family-scan.ts';

export type SeedOutcome = 'worked' | 'other' | 'against' | 'silent' | 'open';

export interface SeedVerdict {
  /**
   * `worked`: the miRNA's family explains the changes best, in the right direction. `other`: another family does.
   * `against`: its genes move the wrong way. `silent`: none explains them. `open`: no miRNA was named.
   */
  readonly outcome: SeedOutcome;
  readonly text: string;
}

export interface SoughtFamily {
  readonly name: string;
  readonly seed: string;
  readonly effect: 'overexpression' | 'inhibition';
}

/** In words what the scan of seed families says of the miRNA that was perturbed, or, without one, of the whole. */
export function seedVerdict(results: readonly FamilyResult[], sought?: SoughtFamily): SeedVerdict {
  const best = results.find(({ rank, direction }) => rank === 1 && direction === 'down');
  const bestUp = results.find(({ rank, direction }) => rank === 1 && direction === 'up');
  if (best === undefined || bestUp === undefined) {
    return { outcome: 'silent', text: 'No family has enough tested genes with sites to tell.' };
  }
  const families = results.filter(({ direction }) => direction === 'down').length;
  if (sought === undefined) return openVerdict(best, bestUp, families);
  const towards = sought.effect === 'overexpression' ? 'down' : 'up';
  const own = (direction: string) => results.find((one) => one.seed === sought.seed && one.direction === direction);
  const right = own(towards);
  const wrong = own(towards === 'down' ? 'up' : 'down');
  if (right === undefined || wrong === undefined) {
    return { outcome: 'silent', text: `Too few tested genes have a site of ${sought.name} to tell.` };
  }
  if (isSignificant(right) && right.rank === 1) {
    return {
      outcome: 'worked',
      text: `The ${sought.name} seed is the most enriched of ${families} families among ${towards}-regulated genes (${significance(right)}).`,
    };
  }
  if (isSignificant(wrong) && wrong.rank <= 3 && wrong.z > right.z) {
    return {
      outcome: 'against',
      text: `Targets of ${sought.name} move the wrong way: its seed is ${place(wrong.rank)} of ${families} families among ${wrong.direction}-regulated genes (${significance(wrong)}). Is the contrast or the effect swapped?`,
    };
  }
  if (isSignificant(right)) {
    const first = towards === 'down' ? best : bestUp;
    return {
      outcome: 'other',
      text: `The ${sought.name} seed is ${place(right.rank)} of ${families} families among ${towards}-regulated genes (${significance(right)}); ${first.name} comes first (${significance(first)}). Its targets move, but something else moves more.`,
    };
  }
  const rival = towards === 'down' ? best : bestUp;
  const other = isSignificant(rival)
    ? ` The sites of ${rival.name} explain the changes better (${significance(rival)}).`
    : '';
  return {
    outcome: isSignificant(rival) ? 'other' : 'silent',
    text: `No seed signal of ${sought.name}: ${place(right.rank)} of ${families} families among ${towards}-regulated genes (${significance(right)}). Treat the candidates with caution.${other}`,
  };
}

function openVerdict(down: FamilyResult, up: FamilyResult, families: number): SeedVerdict {
  const said = [down, up]
    .filter(isSignificant)
    .map(
      (one) =>
        `The ${one.name} seed is the most enriched of ${families} families among ${one.direction}-regulated genes (${significance(one)}).`,
    );
  if (said.length > 0) return { outcome: 'open', text: said.join(' ') };
  return {
    outcome: 'silent',
    text: `No seed signal: none of ${families} families explains the changes in either direction.`,
  };
}

function significance({ padj }: FamilyResult): string {
  if (padj < 1e-300) return 'adjusted p below 1e-300';
  return `adjusted p ${padj >= 0.001 ? String(Number(padj.toPrecision(2))) : padj.toExponential(1)}`;
}

function place(rank: number): string {
  const last = rank % 100;
  if (last > 10 && last < 14) return `${rank}th`;
  return `${rank}${['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th'}`;
}
