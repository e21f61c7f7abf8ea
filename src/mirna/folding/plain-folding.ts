import { boltzmannWeight, exteriorStems, multiloopClosings, multiloopStems } from './boltzmann-weights.ts';
import { NO_PAIR, pairTypes } from './folding-bases.ts';
import type { AppliedRules } from './folding-rules.ts';
import { hairpinEnergy, interiorEnergy, LONGEST_LOOP, SHORTEST_HAIRPIN } from './loop-energies.ts';

/** Least distance of two paired bases. */
const SHORTEST_SPAN = SHORTEST_HAIRPIN + 1;

/**
 * Unpaired probabilities by the recursions as they are written down, in doubles; slow, and what the kernel is compared with.
 *
 * Local partition functions after Bernhart, Hofacker and Stadler 2006 (doi:10.1093/bioinformatics/btk014) and Bernhart,
 * Muckstein and Hofacker 2011 (doi:10.1186/1748-7188-6-3), with the energies of turner2004.ts and dangles on both sides of a
 * stem. Positions are 1-based.
 */
export class PlainFolding {
  readonly #bases: Uint8Array;
  readonly #n: number;
  readonly #rules: AppliedRules;
  /** Weights between positions i and j: inside i.j (pair), one stem from i on, two stems or more, one or more. */
  readonly #pair: Span;
  readonly #stem: Span;
  readonly #stems: Span;
  readonly #many: Span;
  /** All structures of i..j. */
  readonly #all: Span;
  /** Of a pair, over all windows: what encloses it, by the weight of the window. */
  readonly #outside: Span;
  /** [p][len]: loops with p paired before a side of exactly len unpaired bases. */
  readonly #sides: Float64Array;

  /** @param bases [n + 2] of `encodeForFolding` */
  constructor(bases: Uint8Array, rules: AppliedRules) {
    this.#bases = bases;
    this.#n = bases.length - 2;
    this.#rules = rules;
    const { span, window } = this.#rules;
    [this.#pair, this.#stem, this.#stems, this.#many, this.#outside] = [0, 0, 0, 0, 0].map(
      () => new Span(this.#n, span),
    ) as [Span, Span, Span, Span, Span];
    this.#all = new Span(this.#n, window);
    this.#sides = new Float64Array((this.#n + 2) * (LONGEST_LOOP + 1));
    this.#fillPairs();
    this.#fillWindows();
    this.#fillOutside();
  }

  /** Probability that s..e are unpaired, a mean over the windows that hold them. */
  unpaired(s: number, e: number): number {
    const { window, span, leavesOut30 } = this.#rules;
    const [first, last] = [Math.max(1, e - window + 1), Math.min(s, this.#n - window + 1)];
    let sum = this.#beside(s, e);
    for (let i = Math.max(1, e + 1 - span); i < s; i++) {
      for (let j = e + 1; j <= Math.min(this.#n, i + span); j++) {
        const outside = this.#outside.get(i, j);
        if (outside === 0) continue;
        const left = this.#stems.get(i + 1, s - 1) + this.#many.get(i + 1, s - 1) * this.#many.get(e + 1, j - 1);
        sum += outside * this.#hairpin(i, j);
        sum += outside * this.#closing(i, j) * (left + this.#stems.get(e + 1, j - 1));
      }
    }
    const longest = leavesOut30 ? LONGEST_LOOP - 1 : LONGEST_LOOP;
    for (let p = Math.max(1, e - longest); p < s; p++) {
      for (let size = e - p; size <= LONGEST_LOOP; size++) sum += this.#sides[p * (LONGEST_LOOP + 1) + size]!;
    }
    return sum / (last - first + 1);
  }

  /** Probability that i and j pair, a mean over the windows that hold both. */
  paired(i: number, j: number): number {
    const { window, span } = this.#rules;
    if (j - i > span) return 0;
    const windows = Math.min(i, this.#n - window + 1) - Math.max(1, j - window + 1) + 1;
    return windows <= 0 ? 0 : (this.#outside.get(i, j) * this.#pair.get(i, j)) / windows;
  }

  #type(i: number, j: number): number {
    return pairTypes[5 * this.#bases[i]! + this.#bases[j]!]!;
  }

  #hairpin(i: number, j: number): number {
    return boltzmannWeight(hairpinEnergy(this.#bases, i, j, this.#type(i, j)));
  }

  #interior(i: number, j: number, k: number, l: number): number {
    return boltzmannWeight(interiorEnergy(this.#bases, [i, j, k, l], this.#type(i, j), this.#type(k, l) ^ 1));
  }

  #closing(i: number, j: number): number {
    return multiloopClosings[25 * this.#type(i, j) + 5 * this.#bases[i + 1]! + this.#bases[j - 1]!]!;
  }

  /** The weight of i.j as a stem with its neighbors in the whole sequence. */
  #stemOf(weights: Float64Array, i: number, j: number): number {
    return weights[36 * this.#type(i, j) + 6 * this.#bases[i - 1]! + this.#bases[j + 1]!]!;
  }

  /** Pairs k.l inside i.j that close an interior loop with it. */
  *#inner(i: number, j: number): Generator<readonly [k: number, l: number]> {
    for (let k = i + 1; k - i - 1 <= LONGEST_LOOP && k < j; k++) {
      for (let l = j - 1; k - i - 1 + j - l - 1 <= LONGEST_LOOP && l - k >= SHORTEST_SPAN; l--) {
        if (this.#pair.get(k, l) > 0) yield [k, l];
      }
    }
  }

  #fillPairs(): void {
    const { span } = this.#rules;
    for (let i = this.#n; i >= 1; i--) {
      for (let j = i; j <= Math.min(this.#n, i + span); j++) {
        if (j - i >= SHORTEST_SPAN && this.#type(i, j) !== NO_PAIR) {
          let weight = this.#hairpin(i, j) + this.#closing(i, j) * this.#stems.get(i + 1, j - 1);
          for (const [k, l] of this.#inner(i, j)) weight += this.#interior(i, j, k, l) * this.#pair.get(k, l);
          this.#pair.set(i, j, weight);
        }
        const own = this.#pair.get(i, j) > 0 ? this.#pair.get(i, j) * this.#stemOf(multiloopStems, i, j) : 0;
        this.#stem.set(i, j, this.#stem.get(i, j - 1) + own);
        let [two, one] = [0, this.#stem.get(i, j)];
        for (let k = i + 1; k <= j; k++) {
          two += this.#many.get(i, k - 1) * this.#stem.get(k, j);
          one += this.#stem.get(k, j);
        }
        this.#stems.set(i, j, two);
        this.#many.set(i, j, two + one);
      }
    }
  }

  #fillWindows(): void {
    const { window, span } = this.#rules;
    for (let i = 1; i <= this.#n + 1; i++) this.#all.set(i, i - 1, 1);
    for (let i = 1; i <= this.#n; i++) {
      for (let j = i; j <= Math.min(this.#n, i + window - 1); j++) {
        let weight = this.#all.get(i, j - 1);
        for (let k = Math.max(i, j - span); k <= j - SHORTEST_SPAN; k++) {
          const pair = this.#pair.get(k, j);
          if (pair > 0) weight += this.#all.get(i, k - 1) * pair * this.#stemOf(exteriorStems, k, j);
        }
        this.#all.set(i, j, weight);
      }
    }
  }

  /** Sum over the windows that hold s..e: the weight of all else in it, by that of the window. */
  #beside(s: number, e: number): number {
    const { window } = this.#rules;
    let sum = 0;
    for (let a = Math.max(1, e - window + 1); a <= Math.min(s, this.#n - window + 1); a++) {
      const z = this.#all.get(a, a + window - 1);
      sum += (this.#all.get(a, s - 1) * this.#all.get(e + 1, a + window - 1)) / z;
    }
    return sum;
  }

  #fillOutside(): void {
    const { span } = this.#rules;
    for (let k = 1; k <= this.#n; k++) {
      for (let l = Math.min(this.#n, k + span); l >= k + SHORTEST_SPAN; l--) {
        const pair = this.#pair.get(k, l);
        if (pair === 0) continue;
        let sum = this.#beside(k, l) * this.#stemOf(exteriorStems, k, l);
        let inMultiloops = 0;
        for (let i = Math.max(1, l + 1 - span); i < k; i++) {
          for (let m = l + 1; m <= Math.min(this.#n, i + span); m++) {
            const outside = this.#outside.get(i, m);
            if (outside === 0) continue;
            const [left, right] = [this.#many.get(i + 1, k - 1), this.#many.get(l + 1, m - 1)];
            inMultiloops += outside * this.#closing(i, m) * (right + left + left * right);
            const [size1, size2] = [k - i - 1, m - l - 1];
            if (size1 + size2 > LONGEST_LOOP) continue;
            const weight = outside * this.#interior(i, m, k, l);
            sum += weight;
            this.#sides[i * (LONGEST_LOOP + 1) + size1]! += weight * pair;
            this.#sides[l * (LONGEST_LOOP + 1) + size2]! += weight * pair;
          }
        }
        this.#outside.set(k, l, sum + inMultiloops * this.#stemOf(multiloopStems, k, l));
      }
    }
  }
}

/** Numbers by two positions i and j, of which j is at most `reach` larger and i at most one; 0 where nothing was set. */
class Span {
  readonly #values: Float64Array;
  readonly #width: number;

  constructor(n: number, reach: number) {
    this.#width = reach + 3;
    this.#values = new Float64Array((n + 3) * this.#width);
  }

  get(i: number, j: number): number {
    return j < i - 1 ? 0 : this.#values[i * this.#width + j - i + 1]!;
  }

  set(i: number, j: number, value: number): void {
    this.#values[i * this.#width + j - i + 1] = value;
  }
}
