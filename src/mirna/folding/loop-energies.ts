import { logExact } from '../../stats/math/exact-log.ts';
import { decodeEnergies } from './decode-energies.ts';
import { foldingLetters } from './folding-bases.ts';
import * as facts from './turner2004.ts';

/** Unpaired bases that an interior loop may have, both sides together. */
export const LONGEST_LOOP = 30;
/** Unpaired bases that a hairpin must have. */
export const SHORTEST_HAIRPIN = 3;

/** By how much a loop of more than 30 nt costs more, per unit of ln(size / 30). */
const LONG_LOOP = 107.856;

/** [type x base x base], bases with N; see turner2004.ts. */
export const energies = {
  stack: Int16Array.from(facts.stackEnergies),
  mismatchHairpin: decodeEnergies(facts.mismatchHairpin),
  mismatchInternal: decodeEnergies(facts.mismatchInternal),
  mismatchInternal1n: decodeEnergies(facts.mismatchInternal1n),
  mismatchInternal23: decodeEnergies(facts.mismatchInternal23),
  mismatchMulti: decodeEnergies(facts.mismatchMulti),
  mismatchExterior: decodeEnergies(facts.mismatchExterior),
  dangle5: Int16Array.from(facts.dangle5),
  dangle3: Int16Array.from(facts.dangle3),
  int11: decodeEnergies(facts.int11),
  int21: decodeEnergies(facts.int21),
  int22: withUnknownBases(decodeEnergies(facts.int22)),
} as const;

/** 2x2 loops with N, where the highest energy of the letters that could stand there counts: [6 x 6 x 5 x 5 x 5 x 5]. */
function withUnknownBases(known: Int16Array): Int16Array {
  const all = new Int16Array(36 * 625);
  const choices = (base: number) => (base === 0 ? [0, 1, 2, 3] : [base - 1]);
  for (let cell = 0; cell < all.length; cell++) {
    const pairs = Math.floor(cell / 625);
    const [a, b, c, d] = [125, 25, 5, 1].map((step) => choices(Math.floor(cell / step) % 5)) as [
      number[],
      number[],
      number[],
      number[],
    ];
    let highest = Number.NEGATIVE_INFINITY;
    for (const w of a) {
      for (const x of b) {
        for (const y of c)
          for (const z of d) highest = Math.max(highest, known[256 * pairs + 64 * w + 16 * x + 4 * y + z]!);
      }
    }
    all[cell] = highest;
  }
  return all;
}

/** The penalty of a stem that ends in a pair other than CG and GC. */
export function terminalEnergy(type: number): number {
  return type >= 2 ? facts.terminalAu : 0;
}

/** Starting a hairpin of so many unpaired bases, 3 or more; not rounded above 30. */
export function hairpinInitiation(size: number): number {
  const { hairpinInitiation: known } = facts;
  if (size <= 30) return known[size - SHORTEST_HAIRPIN]!;
  return known.at(-1)! + LONG_LOOP * logExact(size / 30);
}

/** Energies of hairpins with one of their own, by their bases as digits to the base 5; none begins with N, so lengths tell. */
const specialHairpins = new Map(
  Object.entries(facts.specialHairpins).map(([letters, energy]) => [
    [...letters].reduce((code, letter) => 5 * code + foldingLetters.indexOf(letter), 0),
    energy,
  ]),
);

/** The energy of the hairpin from i to j, if it is one of the few that have one of their own. */
export function specialHairpin(bases: Uint8Array, i: number, j: number): number | undefined {
  const size = j - i - 1;
  if (size !== 3 && size !== 4 && size !== 6) return undefined;
  let code = 0;
  for (let at = i; at <= j; at++) code = 5 * code + bases[at]!;
  return specialHairpins.get(code);
}

/** The energy of the hairpin that the pair i.j of a type closes, hundredths of kcal/mol. */
export function hairpinEnergy(bases: Uint8Array, i: number, j: number, type: number): number {
  const special = specialHairpin(bases, i, j);
  if (special !== undefined) return special;
  const size = j - i - 1;
  const end =
    size === SHORTEST_HAIRPIN
      ? terminalEnergy(type)
      : energies.mismatchHairpin[25 * type + 5 * bases[i + 1]! + bases[j - 1]!]!;
  return hairpinInitiation(size) + end;
}

/** Starting a bulge of so many bases, 1 to 30. */
export function bulgeInitiation(size: number): number {
  return facts.bulgeInitiation[size - 1]!;
}

/** Starting an interior loop with so many bases on its sides, 2 to 30 together, and its asymmetry. */
export function internalInitiation(size1: number, size2: number): number {
  const asymmetry = Math.min(facts.asymmetryMost, facts.asymmetryPerBase * Math.abs(size1 - size2));
  return facts.internalInitiation[size1 + size2 - 2]! + asymmetry;
}

/**
 * The energy of the loop between the pair i.j and the pair k.l inside it, hundredths of kcal/mol: a stack, a bulge or an
 * interior loop of up to 30 unpaired bases.
 *
 * @param outer type of i.j
 * @param inner type of l.k: the inner pair as it is seen from the loop
 */
export function interiorEnergy(
  bases: Uint8Array,
  [i, j, k, l]: readonly [number, number, number, number],
  outer: number,
  inner: number,
): number {
  const [size1, size2] = [k - i - 1, j - l - 1];
  const [small, large] = size1 < size2 ? [size1, size2] : [size2, size1];
  const [afterI, beforeJ, beforeK, afterL] = [bases[i + 1]!, bases[j - 1]!, bases[k - 1]!, bases[l + 1]!];
  const pairs = 6 * outer + inner;
  const turned = 6 * inner + outer;
  if (large === 0) return energies.stack[pairs]!;
  if (small === 0) {
    const ends = large === 1 ? energies.stack[pairs]! : terminalEnergy(outer) + terminalEnergy(inner);
    return bulgeInitiation(large) + ends;
  }
  if (large === 1) return energies.int11[25 * pairs + 5 * afterI + beforeJ]!;
  if (small === 1 && large === 2) {
    return size1 === 1
      ? energies.int21[125 * pairs + 25 * afterI + 5 * afterL + beforeJ]!
      : energies.int21[125 * turned + 25 * afterL + 5 * afterI + beforeK]!;
  }
  if (large === 2) return energies.int22[625 * pairs + 125 * afterI + 25 * beforeK + 5 * afterL + beforeJ]!;
  const mismatch =
    small === 1
      ? energies.mismatchInternal1n
      : small === 2 && large === 3
        ? energies.mismatchInternal23
        : energies.mismatchInternal;
  const ends = mismatch[25 * outer + 5 * afterI + beforeJ]! + mismatch[25 * inner + 5 * afterL + beforeK]!;
  return internalInitiation(size1, size2) + ends;
}
