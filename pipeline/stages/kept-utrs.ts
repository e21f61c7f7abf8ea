import { readFile } from 'node:fs/promises';
import { type KeptUtrs, parseUtrFile } from '../../src/artifacts/utr-file.ts';

/** Reads the 3' UTRs of a study as the stage `ingest` keeps them. */
export async function readKeptUtrs(file: string): Promise<KeptUtrs> {
  return parseUtrFile(await readFile(file), file);
}
