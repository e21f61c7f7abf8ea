import { Fault } from '../../../src/fault.ts';
import type { Effect } from '../../../src/ranking/changes/effect.ts';
import { didYouMean } from '../../../src/text/nearest-names.ts';

const effects = ['overexpression', 'inhibition'] as const satisfies readonly Effect[];

/** What was done to the miRNA, as --effect names it. */
export function readEffect(name = 'overexpression'): Effect {
  const effect = effects.find((known) => known === name);
  if (effect !== undefined) return effect;
  throw new Fault({
    code: 'EFFECT_UNKNOWN',
    message: 'the value of --effect cannot be used',
    file: '--effect',
    found: name,
    expected: 'overexpression or inhibition (also for a knock-out)',
    hint: didYouMean(name, effects) || 'Say what was done to the miRNA.',
  });
}
