// Logarithms of two doubles at once, and the polynomial both loops of the likelihood share.
import {
  constant, EXPONENT_BITS, EXPONENT_SHIFT, HALF_ROOT, LG1, LG2, LG3, LG4, LG5, LG6, LG7, LN_2, MANTISSA, ONE,
  TO_HALF_ROOT, TWO,
} from './constants';

/** R(s^2) of log(1 + f) = f - s (f - R), s = f / (2 + f), for 1 + f in [sqrt(1/2), sqrt 2); fdlibm's e_log.c, below 1 ulp. */
// @ts-ignore: decorator
@inline
export function logRemainder(z: v128): v128 {
  const w = f64x2.mul(z, z);
  const even = f64x2.mul(
    w,
    f64x2.add(
      constant(LG2),
      f64x2.mul(
        w,
        f64x2.add(constant(LG4), f64x2.mul(w, constant(LG6))),
      ),
    ),
  );
  const odd = f64x2.mul(
    z,
    f64x2.add(
      constant(LG1),
      f64x2.mul(
        w,
        f64x2.add(
          constant(LG3),
          f64x2.mul(
            w,
            f64x2.add(constant(LG5), f64x2.mul(w, constant(LG7))),
          ),
        ),
      ),
    ),
  );
  return f64x2.add(even, odd);
}

/** log(1 + t) for t > -1 where 1 + t is a normal number; relative accuracy of t kept while 1 + t is in [sqrt(1/2), sqrt 2). */
// @ts-ignore: decorator
@inline
export function log1pLanes(t: v128): v128 {
  const one = constant(ONE);
  const shifted = i64x2.add(f64x2.add(one, t), constant(TO_HALF_ROOT));
  const exponent = i64x2.shr_u(shifted, 52);
  const mantissa = i64x2.add(v128.and(shifted, constant(MANTISSA)), constant(HALF_ROOT));
  const k = f64x2.sub(
    v128.or(exponent, constant(EXPONENT_BITS)),
    constant(EXPONENT_SHIFT),
  );
  const f = v128.bitselect(t, f64x2.sub(mantissa, one), i64x2.eq(exponent, i64x2.splat(1023)));
  const s = f64x2.div(f, f64x2.add(constant(TWO), f));
  const e = f64x2.mul(s, f64x2.sub(f, logRemainder(f64x2.mul(s, s))));
  return f64x2.add(f64x2.mul(k, constant(LN_2)), f64x2.sub(f, e));
}

/** log x for normal x > 0. */
// @ts-ignore: decorator
@inline
export function logLanes(x: v128): v128 {
  return log1pLanes(f64x2.sub(x, f64x2.splat(1.0)));
}

/** log x for normal x > 0, to 1 ulp however small x is. */
// @ts-ignore: decorator
@inline
export function logPositive(x: v128): v128 {
  const shifted = i64x2.add(x, constant(TO_HALF_ROOT));
  const exponent = i64x2.shr_u(shifted, 52);
  const mantissa = i64x2.add(v128.and(shifted, constant(MANTISSA)), constant(HALF_ROOT));
  const k = f64x2.sub(v128.or(exponent, constant(EXPONENT_BITS)), constant(EXPONENT_SHIFT));
  const f = f64x2.sub(mantissa, constant(ONE));
  const s = f64x2.div(f, f64x2.add(constant(TWO), f));
  const e = f64x2.mul(s, f64x2.sub(f, logRemainder(f64x2.mul(s, s))));
  return f64x2.add(f64x2.mul(k, constant(LN_2)), f64x2.sub(f, e));
}

/** e^x for |x| < 700 to about 1 ulp: a polynomial fitted at Chebyshev nodes on |r| <= (ln 2) / 2, x = k ln 2 + r. */
// @ts-ignore: decorator
@inline
export function expLanes(x: v128): v128 {
  const shifter = f64x2.splat(6755399441055744.0); // 1.5 x 2^52: adding and subtracting it rounds to an integer
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(1.4426950408889634)), shifter);
  const k = f64x2.sub(shifted, shifter);
  const r = f64x2.sub(
    f64x2.sub(x, f64x2.mul(k, f64x2.splat(0.6931471803691238))),
    f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)),
  );
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const p01 = f64x2.add(f64x2.splat(0.5), f64x2.mul(r, f64x2.splat(0.1666666666666666745)));
  const p23 = f64x2.add(f64x2.splat(0.04166666666662412787), f64x2.mul(r, f64x2.splat(0.008333333333330061833)));
  const p45 = f64x2.add(f64x2.splat(0.00138888889172137169), f64x2.mul(r, f64x2.splat(0.0001984126986305361688)));
  const p67 = f64x2.add(f64x2.splat(0.00002480152129595437513), f64x2.mul(r, f64x2.splat(2.755726845999706477e-6)));
  const p89 = f64x2.add(f64x2.splat(2.762008844540974816e-7), f64x2.mul(r, f64x2.splat(2.510038549551031908e-8)));
  const low = f64x2.add(p01, f64x2.mul(r2, p23));
  const high = f64x2.add(f64x2.add(p45, f64x2.mul(r2, p67)), f64x2.mul(r4, p89));
  const tail = f64x2.mul(r2, f64x2.add(low, f64x2.mul(r4, high)));
  const value = f64x2.add(f64x2.splat(1.0), f64x2.add(r, tail));
  return i64x2.add(value, i64x2.shl(shifted, 52));
}

// @ts-ignore: decorator
@inline
export function sumLanes(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

// @ts-ignore: decorator
@inline
export function pair(array: usize, i: i32): v128 {
  return v128.load(array + (<usize>i << 3));
}

// @ts-ignore: decorator
@inline
export function putPair(array: usize, i: i32, value: v128): void {
  v128.store(array + (<usize>i << 3), value);
}
