import { type Effect, repressionSign } from '../changes/effect.ts';
import type { SiteShift } from './site-shift.ts';

/** The order that TargetScan's types are expected in. */
const expected = ['8mer', '7mer-m8', '7mer-A1', '6mer'];
/** A smaller group has no place in the order. */
const ENOUGH_GENES = 10;
/** p-value of the trend from which the order shows. */
const CLEAR = 0.01;

/** In words whether site types lie in the expected order, and which do not; undefined where fewer than two can be told. */
export function describeSiteOrder(
  shifts: readonly SiteShift[],
  { effect }: { readonly effect: Effect },
): string | undefined {
  const types = expected.flatMap(
    (type) => shifts.find((shift) => shift.type === type && shift.genes >= ENOUGH_GENES) ?? [],
  );
  const trend = shifts.find(({ type }) => type === 'any')?.orderP ?? Number.NaN;
  if (types.length < 2 || Number.isNaN(trend)) return undefined;
  const p = `p ${trend >= 0.001 ? Number(trend.toPrecision(2)) : trend.toExponential(1)}`;
  if (!(trend < CLEAR)) return `Stronger sites do not move genes further (${p} for the order ${expected.join(' > ')}).`;
  const sign = repressionSign(effect);
  const odd = types.flatMap((shift, k) => {
    const weaker = types[k + 1];
    const isOdd = weaker !== undefined && sign * weaker.medianShift > sign * shift.medianShift;
    return isOdd ? [`${weaker.type} moves more than ${shift.type}`] : [];
  });
  const order = types.map(({ type, medianShift }) => `${type} ${medianShift.toFixed(2)}`).join(', ');
  const except = odd.length > 0 ? `, though ${odd.join(' and ')}` : '';
  return `Stronger sites move genes further: median shift ${order} (${p} for this order)${except}.`;
}
