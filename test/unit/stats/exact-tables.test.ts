import { describe, expect, it } from 'vitest';
import { expTableHigh, expTableLow, expTableTail } from '../../../src/stats/math/exact-exp-table.ts';
import { logTable } from '../../../src/stats/math/exact-log-table.ts';
import { powerTable } from '../../../src/stats/math/exact-power-table.ts';

// Fixed point with 200 bits after the point.
const BITS = 200n;
const ONE = 1n << BITS;

/** A double as fixed point, exactly (all here are at least 2^-100 or 0, with 53 bits). */
function toFixed(value: number): bigint {
  if (value === 0) return 0n;
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  return (BigInt(value * 2 ** (52 - exponent)) << BITS) >> BigInt(52 - exponent);
}

const divide = (a: bigint, b: bigint) => (a << BITS) / b;
const multiply = (a: bigint, b: bigint) => (a * b) >> BITS;

/** ln x = 2 artanh((x - 1) / (x + 1)) for x between 1/2 and 2. */
function logarithm(x: bigint): bigint {
  const ratio = divide(x - ONE, x + ONE);
  const square = multiply(ratio, ratio);
  let sum = 0n;
  for (let power = ratio, k = 1n; power !== 0n && power !== -1n; power = multiply(power, square), k += 2n)
    sum += power / k;
  return 2n * sum;
}

function exponential(x: bigint): bigint {
  let sum = 0n;
  for (let term = ONE, k = 1n; term !== 0n; term = multiply(term, x) / k, k++) sum += term;
  return sum;
}

/** How far a value is from a double, in units of 2^-scale. */
const missIn = (scale: number, value: bigint, double: number) =>
  Number(((value - toFixed(double)) << BigInt(scale)) >> (BITS - 60n)) / 2 ** 60;

const LN2 = -logarithm(ONE / 2n);

/** The interval of a double: 7 bits after those of `offset`, as the functions find it. */
function intervalOf(value: number, offset: bigint): number {
  const words = new DataView(new ArrayBuffer(8));
  words.setFloat64(0, value);
  return Number(((words.getBigUint64(0) - offset) >> 45n) & 127n);
}

describe('the exact tables follow from their definitions', () => {
  it('exponential: 2^(i/128) rounded to a double, its bits less i << 45, and what the rounding left, relative', () => {
    const words = new DataView(new ArrayBuffer(8));
    for (let i = 0; i < 128; i++) {
      const bits = ((BigInt(expTableHigh[i]!) << 32n) | BigInt(expTableLow[i]!)) + (BigInt(i) << 45n);
      words.setBigUint64(0, bits);
      const rounded = words.getFloat64(0);
      const exact = exponential((LN2 * BigInt(i)) / 128n);
      expect(Math.abs(missIn(52, exact, rounded)), `2^(${i}/128)`).toBeLessThanOrEqual(0.5);
      const rest = Number(divide(exact - toFixed(rounded), exact) >> (BITS - 120n)) / 2 ** 120;
      expect(expTableTail[i], `tail ${i}`).toBeCloseTo(rest, 30);
    }
  });

  it('logarithm: c lies in interval i, and ln c is rounded to 2^-43', () => {
    for (let i = 0; i < 128; i++) {
      const [inverse, log] = [logTable[2 * i]!, logTable[2 * i + 1]!];
      expect(intervalOf(1 / inverse, 0x3fe6000000000000n)).toBe(i);
      expect(Number.isInteger(log * 2 ** 43)).toBe(true);
      expect(Math.abs(missIn(43, -logarithm(toFixed(inverse)), log)), `ln c of interval ${i}`).toBeLessThanOrEqual(0.5);
    }
  });

  it('power function: 1/c of at most 9 bits, ln c rounded to 2^-43, and the rest of ln c as a double', () => {
    for (let i = 0; i < 128; i++) {
      const [inverse, log, rest] = [powerTable[3 * i]!, powerTable[3 * i + 1]!, powerTable[3 * i + 2]!];
      expect(Number.isInteger(inverse * 256)).toBe(true);
      expect(Number.isInteger(log * 2 ** 43)).toBe(true);
      const exact = -logarithm(toFixed(inverse));
      expect(Math.abs(missIn(43, exact, log)), `ln c of interval ${i}`).toBeLessThanOrEqual(0.5);
      const remaining = Number((exact - toFixed(log)) >> (BITS - 140n)) / 2 ** 140;
      expect(rest, `rest of interval ${i}`).toBeCloseTo(remaining, 28);
    }
  });
});
