import { expExact } from '../../src/stats/math/exact-exp.ts';
import { logExact } from '../../src/stats/math/exact-log.ts';
import * as portable from '../../src/stats/math/portable.ts';

// Loaded by Node.js as it is, and by browsers as one script: what engines compute with our own elementary functions.

type Elementary = (...values: readonly number[]) => number;

const norm = (...values: readonly number[]): number => portable.norm(values);

const functions = { ...portable, norm, expExact, logExact } as unknown as Readonly<Record<string, Elementary>>;

/** Numbers of 32 bits by xorshift (Marsaglia 2003, doi 10.18637/jss.v008.i14), the same in every engine. */
function integers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Half of all are any double that is not infinite, the others lie between -50 and 50. */
function doubles(seed: number): () => number {
  const next = integers(seed);
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  return () => {
    words[0] = next();
    words[1] = next();
    if (next() & 1 && Number.isFinite(number[0])) return number[0]!;
    return (next() / 2 ** 32 - 0.5) * 100;
  };
}

/** For each function a hash (FNV-1a over words) of its values at as many arguments; those of NaN, which has many forms, are one. */
export function hashMath(count: number): Readonly<Record<string, string>> {
  const value = new Float64Array(1);
  const words = new Int32Array(value.buffer);
  return Object.fromEntries(
    Object.entries(functions).map(([name, compute]) => {
      const next = doubles(20261130);
      let hash = 0x811c9dc5;
      let finite = 0;
      for (let i = 0; i < count; i++) {
        // A whole number for powers of ten, whose argument it must be.
        const x = name === 'powerOfTen' ? Math.round(next() * 8) % 400 : next();
        const y = next();
        value[0] = compute(x, y);
        if (Number.isNaN(value[0])) value[0] = -0.5;
        else if (Number.isFinite(value[0])) finite++;
        hash = Math.imul(hash ^ words[0]!, 0x01000193);
        hash = Math.imul(hash ^ words[1]!, 0x01000193);
      }
      return [name, `${(hash >>> 0).toString(16)} (${finite} finite)`];
    }),
  );
}

Object.assign(globalThis, { hashMath });
