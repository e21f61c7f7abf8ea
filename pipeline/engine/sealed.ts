import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from './canonical-json.ts';
import { readJson } from './files.ts';

/** A record as text, with the sha256 of its content in it: a bit that flips on a disk is noticed when it is read. */
export function sealRecord(record: Readonly<Record<string, Json | undefined>>): string {
  return `${JSON.stringify({ ...record, seal: sealOf(record) }, null, 1)}\n`;
}

/** The record in a file, if it is whole; undefined where there is none, or another. */
export function readSealed(path: string): Readonly<Record<string, Json | undefined>> | undefined {
  const found = readJson(path);
  if (!isRecord(found)) return undefined;
  const { seal, ...record } = found;
  try {
    return seal === sealOf(record) ? record : undefined;
  } catch {
    // Nested deeper than can be followed: nothing that this program writes.
    return undefined;
  }
}

/** Whether a value of JSON is an object with keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, Json | undefined>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sealOf(record: Json): string {
  return createHash('sha256').update(canonicalJson(record)).digest('hex');
}
