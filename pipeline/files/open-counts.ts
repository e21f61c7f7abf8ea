import type { CountFiles } from '../../src/formats/counts/dialects/reading.ts';
import { findInputs } from './find-files.ts';
import { openInput } from './open-input.ts';

/** Where a user says that counts lie. */
export interface CountPaths {
  /** A file, a folder, a pattern, or a list of these. */
  readonly counts: string | readonly string[];
  readonly lengths?: string | undefined;
  readonly transcriptGenes?: string | undefined;
}

/** Finds the files of counts and of what belongs to them. */
export async function openCounts({ counts, lengths, transcriptGenes }: CountPaths): Promise<CountFiles> {
  return {
    counts: await findInputs(counts),
    lengths: lengths === undefined ? undefined : openInput(lengths),
    transcriptGenes: transcriptGenes === undefined ? undefined : openInput(transcriptGenes),
  };
}
