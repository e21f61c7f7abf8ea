import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultDetails } from '../../src/fault.ts';
import type { Json } from '../engine/canonical-json.ts';
import { readJson, writeFileIfChanged } from '../engine/files.ts';

/** What went wrong with a study when it was last run. */
export interface StudyFailure {
  /** The stage that failed, where it was one. */
  readonly stage?: string | undefined;
  /** What the user can cure; absent for a bug. */
  readonly fault?: FaultDetails | undefined;
  /** The stack of a bug. */
  readonly bug?: string | undefined;
}

/**
 * Why studies failed, one file a study below `batch/failures`. Only failures are recorded: that a study is done, its own
 * results say. Records hold no time, so that equal batches leave equal bytes.
 */
export interface BatchRecords {
  /** `batch/` in the folder of the batch. */
  readonly folder: string;
  failuresOf(slug: string): readonly StudyFailure[];
  /** Replaces the record of a study; none is left where nothing failed. */
  record(slug: string, failures: readonly StudyFailure[]): void;
}

export function openRecords(batchOut: string): BatchRecords {
  const folder = join(batchOut, 'batch');
  const fileOf = (slug: string): string => join(folder, 'failures', `${slug}.json`);
  return {
    folder,
    failuresOf(slug) {
      const found = readJson(fileOf(slug)) as { readonly failures?: Json } | undefined;
      return (found?.failures ?? []) as unknown as readonly StudyFailure[];
    },
    record(slug, failures) {
      if (failures.length === 0) rmSync(fileOf(slug), { force: true });
      else writeFileIfChanged(fileOf(slug), `${JSON.stringify({ failures }, null, 2)}\n`);
    },
  };
}

/** One line for lists: code, place and sentence of a fault, or the first line of a bug. */
export function describeFailure({ stage, fault, bug }: StudyFailure): string {
  const where = stage === undefined ? '' : `${stage}: `;
  if (fault === undefined) return `${where}a bug: ${bug?.split('\n')[0] ?? 'unknown'}`;
  const place = [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(':');
  return `${where}${fault.code}${place === '' ? '' : ` ${place}`}: ${fault.message}`;
}
