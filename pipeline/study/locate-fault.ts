import { Fault } from '../../src/fault.ts';
import type { RunEvent } from '../engine/events.ts';
import type { Origins } from './load.ts';
import { contrastKeys } from './options/contrast-keys.ts';
import type { CommandName } from './options/option.ts';
import { flagOf, isStudyKey, type OptionKey, optionsOf } from './options/option-table.ts';

/** Adds to a fault of the libraries, which know no files, the line of the study file (or the flag) that caused it. */
export function locateFault(fault: Fault, origins: Origins): Fault {
  const { file, option } = fault.details;
  if (file !== undefined || option === undefined) return fault;
  if (isStudyKey(option)) return withPlace(fault, origins(option));
  return (contrastKeys as readonly string[]).includes(option) ? withPlace(fault, origins('contrasts')) : fault;
}

/** The same for the fault of a failed stage. */
export function locateEvent(event: RunEvent, origins: Origins): RunEvent {
  if (event.type !== 'stage-failed' || event.fault === undefined) return event;
  return { ...event, fault: locateFault(new Fault(event.fault), origins).details };
}

/** Does the work of a command; a fault of the libraries gets the flag that it is about. */
export async function namingFlags<T>(command: CommandName, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault) || error.details.file !== undefined) throw error;
    const { option } = error.details;
    const keys: readonly string[] = optionsOf(command);
    throw option !== undefined && keys.includes(option)
      ? withPlace(error, { file: flagOf(option as OptionKey) })
      : error;
  }
}

function withPlace(fault: Fault, place: object): Fault {
  const located = new Fault({ ...fault.details, ...place });
  if (fault.stack !== undefined) located.stack = fault.stack;
  return located;
}
