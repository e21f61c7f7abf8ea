import * as math from '../../stats/math/portable.ts';
import { encodeBases } from '../sequences/nucleotides.ts';
import { duplexEnergies, pairOf } from './duplex-energies.ts';

/** Location and scale of the extreme value distribution of normalized duplex energies. */
export interface ExtremeValueParameters {
  readonly xi: number;
  readonly theta: number;
}

/** Target sets for which RNAhybrid relates both parameters linearly to the energy of the perfect duplex. */
export const targetSets = ['3utr_human', '3utr_fly', '3utr_worm'] as const;

export type TargetSet = (typeof targetSets)[number];

const coefficients: Readonly<
  Record<TargetSet, readonly [xiSlope: number, xi: number, thetaSlope: number, theta: number]>
> = {
  '3utr_human': [-0.01237, 1.901, -0.001678, 0.1349],
  '3utr_fly': [-0.03144, 0.7201, -0.003429, 0.01634],
  '3utr_worm': [-0.01074, 1.769, -0.001154, 0.1419],
};

const float = Math.fround;

/**
 * Parameters for a miRNA (RNA letters, 5'->3') and a target set: xi = a mde + b, theta = c mde + d, where mde is the sum
 * of the stacks of the miRNA with its perfect complement. Computed in single precision like RNAhybrid 2.1.2, which also
 * lets the miRNA's 5'->3' strand stand in for the 3'->5' one; that changes mde a little and is kept.
 * Source: Rehmsmeier et al. 2004 (doi:10.1261/rna.5248604).
 */
export function extremeValueParameters(mirna: string, set: TargetSet): ExtremeValueParameters {
  const [xiSlope, xi, thetaSlope, theta] = coefficients[set];
  const mde = perfectDuplexEnergy(mirna);
  return {
    xi: float(float(float(xiSlope) * mde) + float(xi)),
    theta: float(float(float(thetaSlope) * mde) + float(theta)),
  };
}

/** Sum of the stack energies of the miRNA with its complement, kcal/mol, single precision. */
function perfectDuplexEnergy(mirna: string): number {
  const { stack } = duplexEnergies();
  const codes = encodeBases(mirna);
  let sum = 0;
  for (let i = 0; i + 1 < codes.length; i++) {
    const [first, second] = [codes[i]!, codes[i + 1]!];
    if (first > 3 || second > 3) continue;
    const p = pairOf[5 * (3 - first) + first]!;
    const q = pairOf[5 * (3 - second) + second]!;
    sum = float(sum + stack[6 * p + q]! / 100);
  }
  return sum;
}

/**
 * Probability that a random target of that length binds at least as well:
 * p = 1 - exp(-exp(-(-e - xi) / theta)), e = energy / ln(m n), in single precision like RNAhybrid 2.1.2.
 *
 * @param energy kcal/mol, not rounded
 */
export function duplexPvalue(
  energy: number,
  targetLength: number,
  mirnaLength: number,
  { xi, theta }: ExtremeValueParameters,
): number {
  const normalized = float(energy / math.log(targetLength * mirnaLength));
  const exponent = float(-float(-normalized - float(xi)) / float(theta));
  return float(1 - math.exp(-math.exp(exponent)));
}
