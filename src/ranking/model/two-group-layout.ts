/**
 * What the kernel of the two-group model keeps at fixed addresses: doubles that its AssemblyScript reads and its TypeScript
 * host writes, beginning at its first byte. Only literals may stand here, so that both compilers can load the file.
 */

/** Background scales, [12]. */
export const SCALES = 0;
/** Means of the target components, and their standard deviations, [10] each. */
export const MEANS = 96;
export const SPREADS = 176;
/** Coefficients of the upper tail of the normal distribution, [40]. */
export const TAILS = 256;
export const TABLES_END = 576;
