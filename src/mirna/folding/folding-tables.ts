import { boltzmannWeight, exteriorStems, multiloopClosings, multiloopStems } from './boltzmann-weights.ts';
import { pairTypes } from './folding-bases.ts';
import * as at from './folding-layout.ts';
import { LONGEST_WINDOW } from './folding-rules.ts';
import {
  bulgeInitiation,
  energies,
  hairpinInitiation,
  internalInitiation,
  LONGEST_LOOP,
  SHORTEST_HAIRPIN,
  terminalEnergy,
} from './loop-energies.ts';

/** Writes the tables of the kernel, which are the same for all sequences. */
export function writeFoldingTables(memory: ArrayBufferLike): void {
  const write = (address: number, values: Iterable<number>) => {
    const array = Float64Array.from(values);
    new Float64Array(memory, address, array.length).set(array);
  };
  const weights = (table: Iterable<number>) => Array.from(table, boltzmannWeight);
  write(at.TYPES, pairTypes);
  write(at.STACKS, weights(energies.stack));
  write(
    at.TERMINALS,
    [0, 1, 2, 3, 4, 5].map((type) => boltzmannWeight(terminalEnergy(type))),
  );
  for (let size = SHORTEST_HAIRPIN; size <= LONGEST_WINDOW; size++) {
    write(at.HAIRPINS + 8 * size, [boltzmannWeight(hairpinInitiation(size))]);
  }
  write(at.BULGE_OF_ONE, [boltzmannWeight(bulgeInitiation(1))]);
  write(at.LOOP_OF_23, [boltzmannWeight(internalInitiation(2, 3))]);
  for (let left = 0; left <= LONGEST_LOOP; left++) {
    for (let right = 0; left + right <= LONGEST_LOOP; right++) {
      const weight = loopWeight(left, right);
      write(at.LOOPS + 8 * (at.LOOP_ROW * left + right), [weight]);
      write(at.LOOPS_TURNED + 8 * (at.LOOP_ROW * left + LONGEST_LOOP - right), [weight]);
    }
  }
  write(at.MISMATCH_HAIRPIN, weights(energies.mismatchHairpin));
  write(at.MISMATCH_GENERIC, weights(energies.mismatchInternal));
  write(at.MISMATCH_ONE, weights(energies.mismatchInternal1n));
  write(at.MISMATCH_23, weights(energies.mismatchInternal23));
  write(at.CLOSINGS, multiloopClosings);
  write(at.STEMS_EXTERIOR, exteriorStems);
  write(at.STEMS_MULTI, multiloopStems);
  write(at.LOOPS_11, weights(energies.int11));
  write(at.LOOPS_21, weights(energies.int21));
  write(at.LOOPS_22, weights(energies.int22));
}

/** The part of a loop's weight that follows from its sizes alone; 0 for those with tables of their own, and for 3 or more x 1. */
function loopWeight(left: number, right: number): number {
  if (left === 0) return right < 2 ? 0 : boltzmannWeight(bulgeInitiation(right));
  if (left === 1) return right < 3 ? 0 : boltzmannWeight(internalInitiation(1, right));
  if (right < 2 || left + right < 5 || (left + right === 5 && right <= 3)) return 0;
  return boltzmannWeight(internalInitiation(left, right));
}
