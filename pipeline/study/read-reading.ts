import { plainReading, type Reading } from '../../src/formats/counts/dialects/reading.ts';
import { explainIssue } from './explain-issue.ts';
import { readingKeys } from './options/option-table.ts';
import type { Flags } from './options/read-options.ts';

/** How the flags of a command want counts and samples to be read; a value that cannot be used is a Fault. */
export async function readReading(flags: Flags): Promise<Reading> {
  const given = Object.fromEntries(readingKeys.filter((key) => key in flags).map((key) => [key, flags[key]]));
  // Without these flags, as usual, the validator need not be loaded.
  if (Object.keys(given).length === 0) return plainReading;
  const { readingForm, toReading } = await import('./schema/study-schema.ts');
  const parsed = readingForm.safeParse(given);
  if (parsed.success) return toReading(parsed.data);
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw parsed.error;
  throw explainIssue(issue, given, { file: undefined, source: undefined, flags });
}
