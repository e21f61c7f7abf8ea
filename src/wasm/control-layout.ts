/**
 * What the control block at the start of a kernel's memory holds whatever the kernel computes: byte addresses that its
 * AssemblyScript and its TypeScript host both read. Only literals may stand here, so that both compilers can load the file.
 * Kernels lay out what is theirs between and behind these slots.
 */

export const STAGE = 1024;
/** Claimed with an atomic add by the threads of a stage. */
export const NEXT_CHUNK = 1028;

/** f64 [256]: pairs (1 / c, log c) of the exact logarithm. */
export const LOG_TABLE_AT = 1192;
/** f64 [256]: pairs (tail, bits) of the exact exponential. */
export const EXP_TABLE_AT = 1196;
/** f64 [384]: triples (1 / c, log c, the rest of log c) of the exact power function. */
export const POWER_TABLE_AT = 1512;
/** f64: coefficients of the tails of the normal distribution (see assembly/normal-tail.ts). */
export const NORMAL_TABLE_AT = 1516;

/** Raised to start a stage on all threads; negative to end them. On a cache line of its own, as is the next. */
export const GENERATION = 1600;
/** STAGE_OPEN while threads may join, STAGE_FAILED where one broke down, plus the number that joined and have not left. */
export const THREADS_STATE = 1728;
export const STAGE_OPEN = 65536;
export const STAGE_FAILED = 131072;

/** First byte after the control block; the compiler puts its own data behind it. */
export const CONTROL_END = 2048;
