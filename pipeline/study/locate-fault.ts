import { Fault } from '../../src/fault.ts';
import type { RunEvent } from '../engine/events.ts';
import type { Origins } from './load.ts';
import { contrastKeys } from './options/contrast-keys.ts';
import { type CommandName, studyCommands } from './options/option.ts';
import { flagOf, isStudyKey, optionsOf } from './options/option-table.ts';

/** Adds to a fault of the libraries, which know no files, the line of the study file (or the flag) that caused it. */
export function locateFault(fault: Fault, origins: Origins): Fault {
  const { file, option } = fault.details;
  if (file !== undefined || option === undefined) return fault;
  if (isStudyKey(option)) return withPlace(fault, origins(option));
  return (contrastKeys as readonly string[]).includes(option) ? withPlace(fault, origins('contrasts')) : fault;
}

/** Does some work, and adds to its fault the place that caused it. */
export function locateFaults<T>(origins: Origins, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Fault ? locateFault(error, origins) : error;
  }
}

/** The same for the fault of a failed stage. */
export function locateEvent(event: RunEvent, origins: Origins): RunEvent {
  if (event.type !== 'stage-failed' || event.fault === undefined) return event;
  return { ...event, fault: locateFault(new Fault(event.fault), origins).details };
}

/** Adds to a fault of the libraries the flag that it is about, for a command that has no study. */
export function nameFlag(fault: Fault, command: string): Fault {
  const { file, option } = fault.details;
  const hasStudy = [...studyCommands, 'batch'].includes(command as CommandName);
  if (file !== undefined || option === undefined || hasStudy) return fault;
  const key = optionsOf(command as CommandName).find((name) => name === option);
  return key === undefined ? fault : withPlace(fault, { file: flagOf(key) });
}

function withPlace(fault: Fault, place: object): Fault {
  const located = new Fault({ ...fault.details, ...place });
  if (fault.stack !== undefined) located.stack = fault.stack;
  return located;
}
