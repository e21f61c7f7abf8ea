/**
 * Memory of the folding kernel, in bytes; read by TypeScript and AssemblyScript alike, so it imports nothing.
 *
 * Positions are 1-based. An array "by span" has a row for each position i, and in it a number for each j = i .. i + span, at
 * j - i; one "by end" has a row for each j, and in it a number for each i, at j - i.
 */

/** Integers of a job. */
export const LENGTH = 1024;
export const SPAN = 1028;
export const WINDOW = 1032;
/** Only pairs from here to there are looked at from outside. */
export const LOW = 1036;
export const HIGH = 1040;
/** The longest side of a loop that may end with a stretch. */
export const LONGEST_SIDE = 1044;
export const FIRST_STRETCH = 1048;
export const LAST_STRETCH = 1052;
export const END_COUNT = 1056;
/** Doubles in a row by span, and in a row of windows. */
export const BAND = 1060;
export const WINDOW_ROW = 1064;

/** Addresses of what grows with the sequence: bases (u8), ends of the stretches (i32), results [end x stretch]. */
export const BASES_AT = 1068;
export const ENDS_AT = 1072;
export const RESULTS_AT = 1076;
/** [position x 3]: weights of special hairpins of 3, 4 and 6 nt that begin there, else 0. */
export const SPECIALS_AT = 1080;
/** By span: weights of i.j closed, times the end of a generic loop, of one with a side of 1 nt, of a bulge. */
export const PAIR_AT = 1084;
export const PAIR_GENERIC_AT = 1088;
export const PAIR_ONE_AT = 1092;
export const PAIR_BULGE_AT = 1096;
/** The last two by end. */
export const PAIR_ONE_BY_END_AT = 1100;
export const PAIR_BULGE_BY_END_AT = 1104;
/** By span: hairpins. */
export const HAIRPIN_AT = 1108;
/** [j x i - (j - span)]: one stem that begins at i, up to j. */
export const STEM_AT = 1112;
/** By span: sums of those over their beginnings; two stems or more; one or more. */
export const STEM_SUM_AT = 1116;
export const STEMS_AT = 1120;
export const MANY_AT = 1124;
/** [j x a - (j - window + 1)]: all of a..j, later by the weight of the window of a; [i x j - i + 1]: all of i..j. */
export const WINDOWS_BY_END_AT = 1128;
export const WINDOWS_AT = 1132;
/** By span: what is outside of i.j, times the same ends as the pairs; two of them by end too. */
export const OUT_AT = 1136;
export const OUT_GENERIC_AT = 1140;
export const OUT_ONE_AT = 1144;
export const OUT_BULGE_AT = 1148;
export const OUT_ONE_BY_END_AT = 1152;
export const OUT_BULGE_BY_END_AT = 1156;
/** By span: outside times closing a multiloop. */
export const OUT_MULTI_AT = 1160;
/** By span, of the pairs i.m with m > j: sums of the last, and of the last times one stem or more in j + 1 .. m - 1. */
export const BEYOND_AT = 1164;
export const BEYOND_MANY_AT = 1168;
/** By span, of the pairs with i' < i: sums of outside times closing (at j itself), of `BEYOND_MANY`, of hairpins around. */
export const BEFORE_AT = 1172;
export const BEFORE_MANY_AT = 1176;
export const HAIRPINS_AROUND_AT = 1180;
/** [position x 32]: loops with that position paired before a side of so many nt; later of so many or more. */
export const SIDES_AT = 1184;

export const SIDE_ROW = 32;

/** Tables of f64, which are the same for all jobs; pairs by type, inner ones as they are seen from the loop. */
const TABLES = 2048;
/** [25]: types as numbers, NO_TYPE where two bases do not pair. */
export const TYPES = TABLES;
export const NO_TYPE = 255;
/** [6 x 6] */
export const STACKS = TYPES + 8 * 25;
/** [6] */
export const TERMINALS = STACKS + 8 * 36;
/** [256] by the unpaired bases; those of 3 nt have no mismatch. */
export const HAIRPINS = TERMINALS + 8 * 6;
export const BULGE_OF_ONE = HAIRPINS + 8 * 256;
export const LOOP_OF_23 = BULGE_OF_ONE + 8;
/**
 * [size of the left side x size of the right side], 31 a row: bulges of 2 and more in row 0, loops with 1 nt on the left and 3
 * or more in row 1, generic ones in the others; 0 elsewhere. `LOOPS_TURNED` has the right side falling from 30 on.
 */
export const LOOPS = LOOP_OF_23 + 8;
export const LOOPS_TURNED = LOOPS + 8 * 31 * 32;
export const LOOP_ROW = 32;
/** [6 x 5 x 5] */
export const MISMATCH_HAIRPIN = LOOPS_TURNED + 8 * 31 * 32;
export const MISMATCH_GENERIC = MISMATCH_HAIRPIN + 8 * 150;
export const MISMATCH_ONE = MISMATCH_GENERIC + 8 * 150;
export const MISMATCH_23 = MISMATCH_ONE + 8 * 150;
export const CLOSINGS = MISMATCH_23 + 8 * 150;
/** [6 x 6 x 6] with neighbors that may not be there. */
export const STEMS_EXTERIOR = CLOSINGS + 8 * 150;
export const STEMS_MULTI = STEMS_EXTERIOR + 8 * 216;
/** [6 x 6 x 5 x 5], [6 x 6 x 5 x 5 x 5], [6 x 6 x 5 x 5 x 5 x 5] */
export const LOOPS_11 = STEMS_MULTI + 8 * 216;
export const LOOPS_21 = LOOPS_11 + 8 * 900;
export const LOOPS_22 = LOOPS_21 + 8 * 4500;
/** [32] right sides of the loops around a pair. */
export const RIGHT_SIDES = LOOPS_22 + 8 * 22500;
export const TABLES_END = RIGHT_SIDES + 8 * 32;
