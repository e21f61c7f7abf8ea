/** sqrt(x^2 + y^2) without overflow or underflow of the squares. Accuracy: about 1 ulp. */
export function hypot(x: number, y: number): number {
  const [a, b] = [Math.abs(x), Math.abs(y)];
  const large = a > b ? a : b;
  if (a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (large === 0) return a + b;
  const [p, q] = [a / large, b / large];
  return Math.sqrt(p * p + q * q) * large;
}

/** Euclidean length of a vector, scaled by its largest entry; the sum of squares is compensated (Kahan 1965). */
export function norm(vector: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < vector.length; i++) {
    const size = Math.abs(vector[i]!);
    if (!(size <= largest)) largest = size;
  }
  if (largest === 0 || !(largest < Number.POSITIVE_INFINITY)) return largest;
  let sum = 0;
  let compensation = 0;
  for (let i = 0; i < vector.length; i++) {
    const part = vector[i]! / largest;
    const summand = part * part - compensation;
    const next = sum + summand;
    compensation = next - sum - summand;
    sum = next;
  }
  return Math.sqrt(sum) * largest;
}
