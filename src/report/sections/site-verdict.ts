import { formatCount, formatFixed, formatSigned, pEquals } from '../format.ts';
import type { SiteShift, StudySummary, TargetResults } from '../report-data.ts';

export interface SiteVerdict {
  /** `against`: genes with sites move the wrong way. */
  readonly outcome: 'worked' | 'silent' | 'against';
  readonly heading: string;
  readonly text: string;
}

/** A group smaller than this says nothing about the experiment. */
const ENOUGH_GENES = 10;
/** What counts as moving: rank-sum p below this, or, where no p is known, this shift of the median in log2 units. */
const CLEAR_P = 0.01;
const CLEAR_SHIFT = 0.1;

/** Did genes with a site move as the perturbation of the miRNA predicts? Words for the numbers of the targets stage. */
export function siteVerdict({ effect, mirna }: StudySummary, { shifts, overall }: TargetResults): SiteVerdict {
  const shift = shifts.find(({ genes }) => genes >= ENOUGH_GENES) ?? overall;
  const name = mirna?.name ?? 'the miRNA';
  if (shift === undefined || shift.genesWithout === 0) {
    return { outcome: 'silent', heading: 'No verdict.', text: `Too few tested genes have a ${name} site.` };
  }
  const towards = effect === 'overexpression' ? 'down' : 'up';
  const size = signedShift(shift, effect);
  const seen = `${groupWords(shift)} lie ${shiftWords(shift)} genes without a site${pWords(shift)}.`;
  if (size > 0 && isClear(shift)) {
    return { outcome: 'worked', heading: `Genes with sites go ${towards}, as they should.`, text: seen };
  }
  if (size < 0 && -size > CLEAR_SHIFT) {
    return {
      outcome: 'against',
      heading: `Genes with sites go ${towards === 'down' ? 'up' : 'down'}: the wrong way.`,
      text: `${seen} Check that target and reference are not swapped, and that the study's effect is ${effect}.`,
    };
  }
  return {
    outcome: 'silent',
    heading: 'No shift of genes with sites could be seen.',
    text: `${seen}${intervalWords(shift)} Take the candidates with caution.`,
  };
}

/** Positive in the expected direction. */
function signedShift({ medianShift }: SiteShift, effect: StudySummary['effect']): number {
  return effect === 'overexpression' ? -medianShift : medianShift;
}

function isClear({ rankSumP, medianShift }: SiteShift): boolean {
  return rankSumP === undefined ? Math.abs(medianShift) > CLEAR_SHIFT : rankSumP < CLEAR_P;
}

function groupWords({ type, genes }: SiteShift): string {
  if (type === 'any') return `The ${formatCount(genes)} genes with a site`;
  return `The ${formatCount(genes)} genes with ${type === '8mer' ? 'an 8mer' : `a ${type}`}`;
}

function shiftWords({ medianShift }: SiteShift): string {
  return `${formatFixed(Math.abs(medianShift), 2)} log₂ units ${medianShift < 0 ? 'below' : 'above'}`;
}

/** What the shift may be all the same, against genes alike. */
function intervalWords({ matched }: SiteShift): string {
  if (matched === undefined || Number.isNaN(matched.ciLow)) return '';
  return ` Against genes alike the shift may be anything from ${formatSigned(matched.ciLow, 2)} to ${formatSigned(matched.ciHigh, 2)} (95 % interval).`;
}

function pWords({ rankSumP }: SiteShift): string {
  return rankSumP === undefined ? '' : ` (${pEquals(rankSumP)})`;
}
