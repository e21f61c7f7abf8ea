import { Fault } from '../fault.ts';

/** A `Fault` unless a log2 fold change to be exceeded is absent or a number of 0 or more. */
export function checkThreshold(threshold: number | undefined): void {
  if (threshold === undefined || (threshold >= 0 && threshold < Number.POSITIVE_INFINITY)) return;
  throw new Fault({
    code: 'TREAT_THRESHOLD',
    message: 'The fold change to exceed is a log2 value of 0 or more.',
    found: String(threshold),
    hint: 'Give the size of the change, such as 0.263 for 20 %; both directions are tested.',
  });
}
