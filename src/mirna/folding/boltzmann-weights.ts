import { expExact } from '../../stats/math/exact-exp.ts';
import { NO_BASE } from './folding-bases.ts';
import { energies, terminalEnergy } from './loop-energies.ts';
import { multiloopClosing, multiloopStem } from './turner2004.ts';

/** Gas constant (cal / K mol) times 37 degrees C. */
const KT = 1.98717 * (37 + 273.15);

/** exp(-E / kT) of an energy in hundredths of kcal/mol. */
export function boltzmannWeight(energy: number): number {
  return expExact((-energy * 10) / KT);
}

/**
 * The weight of a base beside a stem, where a favorable energy counts as it is, an unfavorable one not at all, and those
 * between on a smooth curve, as ViennaRNA has it.
 */
function danglingWeight(energy: number): number {
  const y = -energy / 10;
  const smooth =
    y < -1.2283697
      ? 0
      : y > 0.8660254
        ? -energy
        : 10 * 0.38490018 * (sine(y - 0.34242663) + 1) * (sine(y - 0.34242663) + 1);
  return expExact((smooth * 10) / KT);
}

/** sin x for |x| < 1.6, by its series: the same bits on every machine. */
function sine(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 2; n <= 26; n += 2) {
    term *= (-x * x) / (n * (n + 1));
    sum += term;
  }
  return sum;
}

/** A stem's weight by its neighbors, [type x base before x base after] with `NO_BASE` where the sequence ends. */
function stemWeights(mismatch: Int16Array, more: number): Float64Array {
  const weights = new Float64Array(6 * 36);
  for (let type = 0; type < 6; type++) {
    const end = boltzmannWeight(terminalEnergy(type) + more);
    for (let before = 0; before <= NO_BASE; before++) {
      for (let after = 0; after <= NO_BASE; after++) {
        const beside =
          before === NO_BASE
            ? after === NO_BASE
              ? 1
              : danglingWeight(energies.dangle3[5 * type + after]!)
            : after === NO_BASE
              ? danglingWeight(energies.dangle5[5 * type + before]!)
              : danglingWeight(mismatch[25 * type + 5 * before + after]!);
        weights[36 * type + 6 * before + after] = beside * end;
      }
    }
  }
  return weights;
}

/** [type x base before x base after] of a stem that no pair encloses. */
export const exteriorStems: Float64Array = stemWeights(energies.mismatchExterior, 0);

/** [type x base before x base after] of a stem in a multiloop. */
export const multiloopStems: Float64Array = stemWeights(energies.mismatchMulti, multiloopStem);

/** [type of i.j x base i+1 x base j-1] of a pair that closes a multiloop. */
export const multiloopClosings: Float64Array = new Float64Array(6 * 25);
for (let type = 0; type < 6; type++) {
  for (let first = 0; first < 5; first++) {
    for (let last = 0; last < 5; last++) {
      const stem = multiloopStems[36 * (type ^ 1) + 6 * last + first]!;
      multiloopClosings[25 * type + 5 * first + last] = stem * boltzmannWeight(multiloopClosing);
    }
  }
}
