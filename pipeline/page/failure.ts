import { Fault, type FaultDetails } from '../../src/fault.ts';

/** What went wrong, as it crosses from a worker: a fault of the user's files, or the stack of a bug. */
export type Failure = { readonly fault: FaultDetails } | { readonly bug: string };

/** What went wrong in a worker. */
export class WorkerFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super('fault' in failure ? failure.fault.message : failure.bug);
    this.failure = failure;
  }
}

export function failureOf(error: unknown): Failure {
  if (error instanceof WorkerFailure) return error.failure;
  if (error instanceof Fault) return { fault: error.details };
  return { bug: error instanceof Error ? stackOf(error) : String(error) };
}

/** With the message in front, which not all browsers put there. */
function stackOf(error: Error): string {
  const { message, stack = '' } = error;
  return stack.includes(message) ? stack : `${error.name}: ${message}\n${stack}`;
}
