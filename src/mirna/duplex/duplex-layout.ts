/**
 * Memory of the duplex kernels, in bytes; read by TypeScript and AssemblyScript alike, so it imports nothing.
 *
 * A profile is a vector of energies over the positions j of the reversed miRNA, for one context of target bases; values
 * are int16, hundredths of kcal/mol, `INFINITE` where the pair is impossible. Contexts have five letters (4: N or none).
 */
export const INFINITE = 16000;

/** Lanes of a profile: the longest miRNA. */
export const MAX_QUERY = 32;
export const PROFILE = 64;

/** A row: 32 lanes, and 16 lanes of INFINITE that shifted loads may read. */
export const ROW = 96;
/** Target positions that a block of rows holds. */
export const BLOCK = 4096;
/** Rows that are read from the block to the right. */
export const REACH = 16;

/**
 * Constants, each repeated in the eight lanes of a vector: by how much the initiation of a loop (4..30 nt) or of a bulge
 * (2..15) exceeds that of one nt less, the first ones whole; asymmetry by difference; bulges.
 */
export const INTERNAL_STEPS = 1024;
export const BULGE_STEPS = INTERNAL_STEPS + 16 * 31;
export const ASYMMETRIES = BULGE_STEPS + 16 * 16;
export const BULGES = ASYMMETRIES + 16 * 16;
/** [16 s + t]: initiation and asymmetry of a generic internal loop; INFINITE if it is too large or has its own table. */
export const LOOPS = BULGES + 16 * 16;

/** [shift]: INFINITE where a step from j to j + shift would break the helix that is asked for, else below everything. */
export const BARRIERS = LOOPS + 16 * 256;

/** [x_i]: INFINITE where x_i.y_j cannot pair, else below everything. */
export const MASKS = BARRIERS + 17 * PROFILE;

/** [x_i x_(i+1)]: end, stack, stack over a miRNA bulge of 1, outer mismatch. */
export const AFTER = MASKS + 5 * PROFILE;
export const AFTER_END = 0;
export const AFTER_STACK = PROFILE;
export const AFTER_BULGE = 2 * PROFILE;
export const AFTER_MISMATCH = 3 * PROFILE;
export const AFTER_SIZE = 4 * PROFILE;

/** [x_i x_(i-1)]: start, inner mismatch. */
export const BEFORE = AFTER + 25 * AFTER_SIZE;
export const BEFORE_START = 0;
export const BEFORE_MISMATCH = PROFILE;
export const BEFORE_SIZE = 2 * PROFILE;

/** [x_i x_(i+1) x_(i+2)]: stack over a target bulge of 1, 1x1 loop, 1x2 loop. */
export const THREE = BEFORE + 25 * BEFORE_SIZE;
export const THREE_BULGE = 0;
export const THREE_LOOP11 = PROFILE;
export const THREE_LOOP12 = 2 * PROFILE;
export const THREE_SIZE = 3 * PROFILE;

/** [x_i .. x_(i+3)]: 2x1 loop, 2x2 loop. */
export const FOUR = THREE + 125 * THREE_SIZE;
export const FOUR_LOOP21 = 0;
export const FOUR_LOOP22 = PROFILE;
export const FOUR_SIZE = 2 * PROFILE;

/** Rows of closed(i, j) and of closed + inner mismatch. */
export const CLOSED = FOUR + 625 * FOUR_SIZE;
export const INNER = CLOSED + (BLOCK + REACH) * ROW;

/** Rows of the diagonal minima M_L, L = 3..15. */
export const DIAGONAL_BLOCK = 128;
export const DIAGONAL_ROWS = (DIAGONAL_BLOCK + REACH) * ROW;
export const DIAGONALS = INNER + (BLOCK + REACH) * ROW;
export const ROWS_END = DIAGONALS + 13 * DIAGONAL_ROWS;

/** Helix kernel: stack sums by the code of the target bases (two bits a base, x_i highest); longest helix with a table. */
export const MAX_HELIX = 8;
export const HELICES = ROWS_END;
/** [j] lower bounds of what can be added outside a pair; [j] highest energy that can still matter. */
export const REST = HELICES + 2 * 65536;
export const LIMITS = REST + PROFILE;
/** Rows of the block that were stored: one byte each. */
export const STORED = LIMITS + PROFILE;

/** Starts (0-based i) of equally good duplexes, then the target's base codes between 16 times code 4. */
export const STARTS = STORED + BLOCK;
export const MAX_STARTS = 4096;
export const TARGET = STARTS + 4 * MAX_STARTS + 16;
