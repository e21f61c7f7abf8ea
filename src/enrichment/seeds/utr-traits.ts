import { gcContent } from './word-codes.ts';

/** Length and base composition of 3' UTRs, [genes]; NaN where there is none. `gc`: their composition, where that is known. */
export function utrTraits(sequences: readonly (Uint8Array | undefined)[], gc?: Float64Array | undefined) {
  return {
    utrLength: Float64Array.from(sequences, (sequence) => sequence?.length ?? Number.NaN),
    utrGc:
      gc ?? Float64Array.from(sequences, (sequence) => (sequence === undefined ? Number.NaN : gcContent(sequence))),
  };
}
