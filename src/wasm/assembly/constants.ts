// Constants of the vector loops, kept in memory: V8 builds a literal in three instructions each time, but loads it in one.
const table = memory.data<f64>([
  1.0, // ONE
  2.0, // TWO
  6.66666666666673513e-1, // LG1
  3.999999999940941908e-1, // LG2
  2.857142874366239149e-1, // LG3
  2.222219843214978396e-1, // LG4
  1.818357216161805012e-1, // LG5
  1.531383769920937332e-1, // LG6
  1.479819860511658591e-1, // LG7
  0.6931471805599453, // LN_2
  4503599627371519.0, // EXPONENT_SHIFT
  1.303418089031685e-308, // TO_HALF_ROOT
  2.225073858507201e-308, // MANTISSA
  0.7071067811865476, // HALF_ROOT
  4503599627370496.0, // EXPONENT_BITS
  0.08333333333333236, // C_0
  -0.00277777777383561332, // C_1
  0.00079364822844875339959, // C_2
  -0.00059465090628943517215, // C_3
  0.00078625801619136170108, // C_4
  0.083333333333322820774, // D_0
  -0.008333333290717526453, // D_1
  0.0039682262171207368958, // D_2
  -0.0041603037933815129096, // D_3
  0.0069722038833475273783, // D_4
  0.5, // HALF
]);

/** Both lanes hold the constant of that name. */
// @ts-ignore: decorator
@inline
export function constant(name: i32): v128 {
  return v128.load_splat<f64>(table + (<usize>name << 3));
}

// @ts-ignore: decorator
@inline
export const ONE: i32 = 0;
// @ts-ignore: decorator
@inline
export const TWO: i32 = 1;
// @ts-ignore: decorator
@inline
export const LG1: i32 = 2;
// @ts-ignore: decorator
@inline
export const LG2: i32 = 3;
// @ts-ignore: decorator
@inline
export const LG3: i32 = 4;
// @ts-ignore: decorator
@inline
export const LG4: i32 = 5;
// @ts-ignore: decorator
@inline
export const LG5: i32 = 6;
// @ts-ignore: decorator
@inline
export const LG6: i32 = 7;
// @ts-ignore: decorator
@inline
export const LG7: i32 = 8;
// @ts-ignore: decorator
@inline
export const LN_2: i32 = 9;
// @ts-ignore: decorator
@inline
export const EXPONENT_SHIFT: i32 = 10;
// @ts-ignore: decorator
@inline
export const TO_HALF_ROOT: i32 = 11;
// @ts-ignore: decorator
@inline
export const MANTISSA: i32 = 12;
// @ts-ignore: decorator
@inline
export const HALF_ROOT: i32 = 13;
// @ts-ignore: decorator
@inline
export const EXPONENT_BITS: i32 = 14;
// @ts-ignore: decorator
@inline
export const C_0: i32 = 15;
// @ts-ignore: decorator
@inline
export const C_1: i32 = 16;
// @ts-ignore: decorator
@inline
export const C_2: i32 = 17;
// @ts-ignore: decorator
@inline
export const C_3: i32 = 18;
// @ts-ignore: decorator
@inline
export const C_4: i32 = 19;
// @ts-ignore: decorator
@inline
export const D_0: i32 = 20;
// @ts-ignore: decorator
@inline
export const D_1: i32 = 21;
// @ts-ignore: decorator
@inline
export const D_2: i32 = 22;
// @ts-ignore: decorator
@inline
export const D_3: i32 = 23;
// @ts-ignore: decorator
@inline
export const D_4: i32 = 24;
// @ts-ignore: decorator
@inline
export const HALF: i32 = 25;
