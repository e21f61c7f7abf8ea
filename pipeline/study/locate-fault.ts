import { Fault } from '../../src/fault.ts';
import type { RunEvent } from '../engine/events.ts';
import type { StudyKey } from './keys.ts';
import type { Origins } from './load.ts';

/** Which key of the study a fault that names no file is about, by the first word of its code. */
const keyOfCode: Readonly<Record<string, StudyKey>> = {
  DESIGN: 'design',
  FORMULA: 'design',
  LRT: 'reduced',
  CONTRAST: 'contrasts',
  MIRNA: 'mirna',
};

/** Adds to a fault of the libraries, which know no files, the line of the study file (or the flag) that caused it. */
export function locateFault(fault: Fault, origins: Origins): Fault {
  const key = keyOfCode[fault.code.split('_')[0] as string];
  if (fault.details.file !== undefined || key === undefined) return fault;
  const located = new Fault({ ...fault.details, ...origins(key) });
  if (fault.stack !== undefined) located.stack = fault.stack;
  return located;
}

/** The same for the fault of a failed stage. */
export function locateEvent(event: RunEvent, origins: Origins): RunEvent {
  if (event.type !== 'stage-failed' || event.fault === undefined) return event;
  return { ...event, fault: locateFault(new Fault(event.fault), origins).details };
}
