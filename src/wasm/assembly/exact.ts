// log and exp with the bits of glibc's FMA build: the twins of src/stats/math/exact-log.ts, exact-exp.ts and
// fused-multiply-add.ts, which say where each step comes from. The host copies their tables into the memory.
import { EXP_TABLE_AT, LOG_TABLE_AT } from '../control-layout';
import { address } from './memory';

// @ts-ignore: decorator
@inline
export function fma(a: f64, b: f64, c: f64): f64 {
  const product = a * b;
  const aScaled = a * 134217729.0;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = b * 134217729.0;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  const productError = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  const sum = product + c;
  const cVirtual = sum - product;
  const sumError = product - (sum - cVirtual) + (c - cVirtual);
  return sum + (sumError + productError);
}

export function expExact(x: f64): f64 {
  const size = abs(x);
  if (size < 5.551115123125783e-17) return 1.0 + x;
  if (!(size < 512.0)) return x < 0.0 ? 0.0 : x > 0.0 ? Infinity : x; // beyond what the kernel meets
  return exponentialOfSum(x, 0.0);
}

// @ts-ignore: decorator
@inline
export function exponentialOfSum(x: f64, rest: f64): f64 {
  const shifted = x * 184.6649652337873 + 6755399441055744.0;
  const k = shifted - 6755399441055744.0;
  const r = fma(k, -1.2864023111638346e-14, x + k * -0.005415212348111709) + rest;
  const whole = reinterpret<i64>(shifted);
  const entry = address(EXP_TABLE_AT) + ((<usize>whole & 127) << 4);
  const r2 = r * r;
  const excess =
    r2 * r2 * (0.0416666808410674 + r * 0.008333335853059549) +
    fma(0.49999999999996786 + r * 0.16666666666665886, r2, load<f64>(entry) + r);
  const scale = reinterpret<f64>(load<i64>(entry, 8) + (whole << 45));
  return fma(scale, excess, scale);
}

export function logExact(x: f64): f64 {
  let bits = reinterpret<i64>(x);
  const high = <i32>(bits >> 32);
  if (high >= 0x3fee0000 && high < 0x3ff10900) return logNearOne(x);
  if (high < 0x00100000 || high >= 0x7ff00000) return Math.log(x); // zero, subnormal, negative, infinite: not met in fits
  const offset = bits - 0x3fe6000000000000;
  const entry = address(LOG_TABLE_AT) + ((<usize>(offset >> 45) & 127) << 4);
  const k = <f64>(<i32>(offset >> 52));
  const z = reinterpret<f64>(bits - (offset & 0xfff0000000000000));
  const r = fma(z, load<f64>(entry), -1.0);
  const w = k * 0.6931471805598903 + load<f64>(entry, 8);
  const sum = w + r;
  const r2 = r * r;
  const low = fma(r2, -0.5000000000000001, w - sum + r + k * 5.497923018708371e-14);
  const tail =
    0.33333333331825593 + r * -0.2499999999622955 + r2 * (0.20000304511814496 + r * -0.16667054827627667);
  return fma(r * r2, tail, low) + sum;
}

function logNearOne(x: f64): f64 {
  const r = x - 1.0;
  const r2 = r * r;
  const r3 = r * r2;
  const tail =
    -0.16666666669929706 +
    r * 0.14285715076560868 +
    r2 * -0.12499997863982555 +
    r3 * (0.11110712032936046 + r * -0.10000486757818193 + r2 * 0.09181994006195467 + r3 * -0.08328363062289341);
  const polynomial = fma(tail, r3, fma(r2, 0.19999999999320328, fma(r, -0.24999999999998432, 0.3333333333333352)));
  const scaled = r * 134217728.0;
  const rHigh = r + scaled - scaled;
  const rLow = r - rHigh;
  const minusHalfSquare = -0.5 * rHigh * rHigh;
  const sum = r + minusHalfSquare;
  const low = r - sum + minusHalfSquare - 0.5 * rLow * (rHigh + r);
  return sum + fma(polynomial, r3, low);
}
