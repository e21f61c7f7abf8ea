import { describe, expect, it } from 'vitest';
import { formatFixed, roundFixed, roundToFixed } from '../../../src/text/printf-decimal.ts';
import { seededRandom } from '../mirna/random.ts';

/** By whole numbers: every double is one of them over 2^1074. */
function byWholeNumbers(value: number, digits: number): string {
  const halves = 1074n;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(value));
  const word = bits.getBigUint64(0);
  const power = word >> 52n;
  const mantissa = power === 0n ? word : (word & ((1n << 52n) - 1n)) | (1n << 52n);
  const scaled = (mantissa << (power === 0n ? 0n : power - 1n)) * 10n ** BigInt(digits);
  let whole = scaled >> halves;
  const rest = scaled & ((1n << halves) - 1n);
  const half = 1n << (halves - 1n);
  if (rest > half || (rest === half && whole % 2n === 1n)) whole++;
  const text = whole.toString().padStart(digits + 1, '0');
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

describe('numbers of fixed decimals', () => {
  it('are the exact value rounded, ties to even, as whole numbers of any size give it', () => {
    const random = seededRandom(11);
    const values = [
      0,
      -0,
      0.5,
      1.5,
      -2.5,
      0.125,
      0.375,
      -0.0004,
      5e-324,
      1e-7,
      999999.9995,
      1e9 + 0.5,
      1e15 + 0.5,
      2.675,
      1.005,
    ];
    for (let k = 0; k < 300; k++) {
      const scale = 10 ** Math.floor(random() * 14 - 6);
      values.push((random() - 0.5) * scale);
      // Ties and their neighbors.
      const tie = (Math.floor(random() * 2000) - 1000 + 0.5) / 2 ** Math.floor(random() * 4);
      values.push(tie, tie * (1 + 2 ** -52), tie * (1 - 2 ** -53), Math.round(tie) / 1000 + 0.0005);
    }
    for (const value of values) {
      for (const digits of [0, 1, 2, 3, 4, 15, 17]) {
        const expected = byWholeNumbers(value, digits);
        expect(formatFixed(value, digits), `${value} ${digits}`).toBe(expected);
        expect(Object.is(roundFixed(value, digits), Number(expected)), `${value} ${digits}`).toBe(true);
        const printed = Number(value.toFixed(digits));
        expect(Object.is(roundToFixed(value, digits), printed), `${value} ${digits}`).toBe(true);
      }
    }
  });
});
