/**
 * Numbers in text as C and Perl print them, so that tables equal those of the original programs to the last digit:
 * JavaScript's `toFixed` differs in ties (it rounds them up, C to even) and drops the sign of a negative zero.
 */

/** Powers of ten that are exact. */
const powersOfTen = Float64Array.from({ length: 16 }, (_, digits) => Number(`1e${digits}`));

/**
 * A value without sign in units of the last of the digits, where it is certainly no tie: its error there, at most 1e9 / 2^53,
 * is far below the distance to the nearest one. NaN where that is not certain.
 */
function clearlyScaled(value: number, digits: number): number {
  const scaled = Math.abs(value) * (powersOfTen[digits] ?? Number.NaN);
  return scaled < 1e9 && Math.abs(scaled - Math.floor(scaled) - 0.5) > 1e-6 ? scaled : Number.NaN;
}

/** As C's `%.<digits>f`: the exact binary value, ties to even, `-0.000` for what rounds to zero from below. */
export function formatFixed(value: number, digits: number): string {
  if (Object.is(value, -0)) return `-${(0).toFixed(digits)}`;
  const rounded = value.toFixed(digits);
  if (!Number.isNaN(clearlyScaled(value, digits))) return rounded;
  const exact = value.toFixed(Math.min(100, digits + 60));
  if (!/^50*$/.test(exact.slice(exact.indexOf('.') + 1 + digits))) return rounded;
  const truncated = exact.slice(0, exact.indexOf('.') + (digits > 0 ? 1 + digits : 0));
  return Number(truncated.at(-1)) % 2 === 0 ? truncated : awayFromZero(truncated, digits);
}

/** A decimal text with its last digit raised by one. */
function awayFromZero(text: string, digits: number): string {
  const sign = text.startsWith('-') ? '-' : '';
  const whole = (BigInt(text.replace(/[-.]/g, '')) + 1n).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + whole : `${sign}${whole.slice(0, -digits)}.${whole.slice(-digits)}`;
}

/** The number that `formatFixed` prints, with the sign of a negative zero. */
export function roundFixed(value: number, digits: number): number {
  const scaled = clearlyScaled(value, digits);
  if (Number.isNaN(scaled)) return Number(formatFixed(value, digits));
  // Whole number and power are exact, so that their quotient is the number nearest to the text.
  const rounded = Math.round(scaled) / powersOfTen[digits]!;
  return value < 0 || Object.is(value, -0) ? -rounded : rounded;
}

/** The number that JavaScript's `toFixed` prints: ties are rounded up, and a negative zero has lost its sign. */
export function roundToFixed(value: number, digits: number): number {
  const isClear = value !== 0 && !Number.isNaN(clearlyScaled(value, digits));
  return isClear ? roundFixed(value, digits) : Number(value.toFixed(digits));
}

/** As C's `%.15g`, Perl's way to print a number. */
export function formatGeneral(value: number): string {
  return formatSignificant(value, 15);
}

/** As C's `%.<digits>g`: so many significant digits without trailing zeros, ties to even, an exponent of two digits or more. */
export function formatSignificant(value: number, digits: number): string {
  if (value === 0) return '0';
  const [mantissa, power] = roundedMantissa(value, digits).split('e') as [string, string];
  const exponent = Number(power);
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  if (exponent < -4 || exponent >= digits) return `${short}e${power[0]}${power.slice(1).padStart(2, '0')}`;
  const sign = short.startsWith('-') ? '-' : '';
  const figures = short.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${figures}`;
  const whole = figures.padEnd(exponent + 1, '0');
  const decimals = whole.slice(exponent + 1);
  return `${sign}${whole.slice(0, exponent + 1)}${decimals === '' ? '' : `.${decimals}`}`;
}

/** `toExponential`, with ties to an even digit. */
function roundedMantissa(value: number, digits: number): string {
  const rounded = value.toExponential(digits - 1);
  if (!value.toExponential(digits + 3).includes('5000e')) return rounded;
  const exact = value.toExponential(Math.min(100, digits + 60));
  const [mantissa, power] = exact.split('e') as [string, string];
  const figures = mantissa.replace(/[-.]/g, '');
  if (!/^50*$/.test(figures.slice(digits)) || Number(figures[digits - 1]) % 2 !== 0) return rounded;
  return `${mantissa.slice(0, mantissa.indexOf('.') + digits).replace(/\.$/, '')}e${power}`;
}

/** The number that `formatSignificant` prints. */
export function roundSignificant(value: number, digits: number): number {
  return Number(formatSignificant(value, digits));
}
