import {
  bulgeInitiation,
  dangle3,
  dangle5,
  int11,
  int21,
  int22,
  interiorMismatch,
  internalInitiation,
  stackEnergies,
} from './turner1999.ts';

/** No pair, in `pairOf`. */
export const NO_PAIR = 6;

/** `pairOf[5 x + y]`: index of the pair x.y in the order CG GC GU UG AU UA; `NO_PAIR` if the bases do not pair. */
export const pairOf: Uint8Array = Uint8Array.from({ length: 25 }, (_, k) => {
  const index = ['CG', 'GC', 'GU', 'UG', 'AU', 'UA'].indexOf(`${'ACGUN'[Math.floor(k / 5)]}${'ACGUN'[k % 5]}`);
  return index < 0 ? NO_PAIR : index;
});

/**
 * How the inner pair of 1x1, 1x2 and 2x2 loops is named when the tables are read: `rnahybrid` reads them with the bases
 * of the inner pair exchanged, as RNAhybrid 2.1.2 does; `turner` as the tables are meant.
 */
export type LoopNaming = 'rnahybrid' | 'turner';

/**
 * Energies of duplexes between a target x (5'->3', i < k) and a reversed miRNA y (3'->5', j < l), in hundredths of
 * kcal/mol; p = pairOf[x_i y_j], q = pairOf[x_k y_l]; a base index has five values.
 */
export interface DuplexEnergies {
  /** [6 p + q] */
  readonly stack: Int16Array;
  /** [size], 1..30 */
  readonly bulge: Int16Array;
  /** [size of both sides], 2..30 */
  readonly internal: Int16Array;
  /** [5 p + x_(i+1)]: nothing more pairs, x_(i+1) lies on the pair. */
  readonly endTarget: Int16Array;
  /** [5 p + y_(j+1)] */
  readonly endQuery: Int16Array;
  /** [5 p + x_(i-1)]: the outermost pair, x_(i-1) lies on it. */
  readonly startTarget: Int16Array;
  /** [5 p + y_(j-1)] */
  readonly startQuery: Int16Array;
  /** [25 p + 5 x_(i+1) + y_(j+1)] */
  readonly outerMismatch: Int16Array;
  /** [25 q + 5 x_(k-1) + y_(l-1)] */
  readonly innerMismatch: Int16Array;
  /** [(6 p + q) 25 + 5 x_(i+1) + y_(j+1)] */
  readonly loop11: Int16Array;
  /** One target base, two of the miRNA: [(6 p + q) 125 + 25 x_(i+1) + 5 y_(j+1) + y_(j+2)] */
  readonly loop12: Int16Array;
  /** Two target bases, one of the miRNA: [(6 p + q) 125 + 25 x_(i+1) + 5 x_(i+2) + y_(j+1)] */
  readonly loop21: Int16Array;
  /** [(6 p + q) 625 + 125 x_(i+1) + 25 x_(i+2) + 5 y_(j+1) + y_(j+2)] */
  readonly loop22: Int16Array;
}

/** Penalty per nt of difference between the sides of an internal loop, and its cap (RNAhybrid 2.1.2). */
export const ASYMMETRY = 30;
export const MAX_ASYMMETRY = 300;

const cache = new Map<LoopNaming, DuplexEnergies>();

/** The energies of RNAhybrid 2.1.2: Turner 1999 without duplex initiation and terminal-AU terms. */
export function duplexEnergies(naming: LoopNaming = 'rnahybrid'): DuplexEnergies {
  let energies = cache.get(naming);
  if (!energies) {
    energies = makeEnergies(naming);
    cache.set(naming, energies);
  }
  return energies;
}

/** The pair read from the other strand: y.x for x.y. */
const reversed = [1, 0, 3, 2, 5, 4];

function makeEnergies(naming: LoopNaming): DuplexEnergies {
  const quirk = naming === 'rnahybrid';
  const inner = (q: number) => (quirk ? q : reversed[q]!);
  // The tables list the two bases of the far strand in its own direction; RNAhybrid reads them the other way round.
  const ordered = (first: number, second: number, base: number) =>
    quirk ? base * first + second : base * second + first;
  const table11 = decode(int11);
  const table21 = decode(int21);
  const table22 = decode(int22);
  const known = (...bases: number[]) => bases.every((base) => base < 4);
  return {
    stack: fill([6, 6], ([p, q]) => stackEnergies[6 * p! + reversed[q!]!]!),
    bulge: Int16Array.of(0, ...bulgeInitiation),
    internal: Int16Array.of(0, 0, ...internalInitiation),
    endTarget: fill([6, 5], ([p, x]) => (known(x!) ? dangle3[4 * reversed[p!]! + x!]! : 0)),
    endQuery: fill([6, 5], ([p, y]) => (known(y!) ? dangle5[4 * reversed[p!]! + y!]! : 0)),
    startTarget: fill([6, 5], ([p, x]) => (known(x!) ? dangle5[4 * p! + x!]! : 0)),
    startQuery: fill([6, 5], ([p, y]) => (known(y!) ? dangle3[4 * p! + y!]! : 0)),
    outerMismatch: fill([6, 5, 5], ([p, x, y]) => (known(x!, y!) ? interiorMismatch[16 * p! + 4 * x! + y!]! : 0)),
    innerMismatch: fill([6, 5, 5], ([q, x, y]) =>
      known(x!, y!) ? interiorMismatch[16 * reversed[q!]! + 4 * y! + x!]! : 0,
    ),
    loop11: fill([6, 6, 5, 5], ([p, q, x, y]) =>
      known(x!, y!) ? table11[(6 * p! + inner(q!)) * 16 + 4 * x! + y!]! : 0,
    ),
    loop12: fill([6, 6, 5, 5, 5], ([p, q, x, y1, y2]) =>
      known(x!, y1!, y2!) ? table21[(6 * p! + inner(q!)) * 64 + 16 * x! + ordered(y1!, y2!, 4)]! : 0,
    ),
    // The loop is turned over: its outer pair becomes the inner one, seen from the miRNA.
    loop21: fill([6, 6, 5, 5, 5], ([p, q, x1, x2, y]) =>
      known(x1!, x2!, y!)
        ? table21[(6 * reversed[q!]! + reversed[inner(p!)]!) * 64 + 16 * y! + ordered(x2!, x1!, 4)]!
        : 0,
    ),
    loop22: fill([6, 6, 5, 5, 5, 5], ([p, q, x1, x2, y1, y2]) =>
      known(x1!, x2!, y1!, y2!) ? table22[(6 * p! + inner(q!)) * 256 + 64 * x1! + 16 * x2! + ordered(y1!, y2!, 4)]! : 0,
    ),
  };
}

/** A table of the given dimensions, row-major, from a function of its indices. */
function fill(dimensions: readonly number[], value: (index: readonly number[]) => number): Int16Array {
  const size = dimensions.reduce((product, dimension) => product * dimension, 1);
  const index = dimensions.map(() => 0);
  return Int16Array.from({ length: size }, (_, cell) => {
    let rest = cell;
    for (let d = dimensions.length - 1; d >= 0; d--) {
      index[d] = rest % dimensions[d]!;
      rest = Math.floor(rest / dimensions[d]!);
    }
    return value(index);
  });
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#%&()*+,-./:;<=>?@[]^_{|}~';

function decode(table: { readonly values: readonly number[]; readonly cells: string }): Int16Array {
  return Int16Array.from([...table.cells.replaceAll('\n', '')], (letter) => table.values[letters.indexOf(letter)]!);
}
