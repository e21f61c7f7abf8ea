import { gcContent } from './word-codes.ts';

/** Length and base composition of 3' UTRs, [genes]; NaN where there is none. */
export function utrTraits(sequences: readonly (Uint8Array | undefined)[]) {
  return {
    utrLength: Float64Array.from(sequences, (sequence) => sequence?.length ?? Number.NaN),
    utrGc: Float64Array.from(sequences, (sequence) => (sequence === undefined ? Number.NaN : gcContent(sequence))),
  };
}
