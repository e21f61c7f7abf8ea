import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from './canonical-json.ts';

/** Raised when the fields below, or the files a result folder holds, change their meaning: all results are then stale. */
export const schemaVersion = 1;

/** The sha256 of one file, of several by place or name, or null for an optional input that is not there. */
export type InputDigest = string | null | { readonly [placeOrName: string]: string };

/** Everything that decides what a stage writes; nothing else may. */
export interface Fingerprint {
  /** So that results of an older layout are never mistaken for current ones. */
  readonly schema: number;
  /** Two stages may read the same inputs with the same parameters. */
  readonly stage: string;
  /** Stands for the code: its author raises it when equal inputs may give other bytes. */
  readonly version: number;
  /** Only what the stage selected from the study; paths and thread counts have no place here. */
  readonly params: Json;
  /** Contents, not names or times: a moved or touched file changes nothing. */
  readonly inputs: { readonly [name: string]: InputDigest };
}

/** 128 bits of the sha256 of the canonical fingerprint, in hex: the name of the folder that holds the result. */
export function resultKey(fingerprint: Fingerprint): string {
  const text = `seedrank result\n${canonicalJson(fingerprint as unknown as Json)}`;
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
