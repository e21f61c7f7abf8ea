import type { EngineName } from '../../../src/engines/engine-name.ts';
import { Fault } from '../../../src/fault.ts';
import { flagOf, type OptionKey, optionOf } from './option-table.ts';

/** Where an option was given, for faults. */
export interface OptionPlace {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** A `Fault` where none of the engines knows an option that was given: nothing is left out of account silently. */
export function checkEngines<Key extends OptionKey>(
  engines: readonly EngineName[],
  given: readonly Key[],
  placeOf: (key: Key | 'engine') => OptionPlace = (key) => ({ file: flagOf(key) }),
): void {
  const twice = engines.find((name, k) => engines.indexOf(name) < k);
  if (twice !== undefined) {
    throw new Fault({
      code: 'ENGINE_TWICE',
      message: `the engine ${twice} is named twice`,
      option: 'engine',
      ...placeOf('engine'),
      found: engines.join(', '),
      hint: 'name each engine once; genes are ranked by the first',
    });
  }
  for (const key of given) {
    const known = optionOf(key).engines;
    if (known === undefined || engines.some((name) => known.includes(name))) continue;
    throw new Fault({
      code: 'OPTION_OF_OTHER_ENGINE',
      message: `${key} does not apply to the engine ${engines.join(', ')}`,
      option: key,
      ...placeOf(key),
      found: `${key} with the engine ${engines.join(', ')}`,
      expected: `one of the engines ${known.join(', ')}`,
      hint: `drop ${key}, or choose an engine that knows it`,
    });
  }
}
