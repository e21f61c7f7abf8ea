/**
 * The control block of the count kernel: byte addresses that its AssemblyScript and its TypeScript host both read, beside
 * the slots of src/wasm/control-layout. Only literals may stand here, so that both compilers can load the file. Names that
 * end in `AT` hold the address of an array.
 *
 * Samples stand packed: one group after the other, each filled up to an even number with places of size 0.
 */

export const CHUNK_GENES = 1032;
export const GENES = 1036;
export const SAMPLES = 1040;
export const GROUPS = 1044;
/** Places of all groups. */
export const PLACES = 1048;
export const SCRATCH_AT = 1052;
export const SCRATCH_BYTES = 1056;
/** i32 [genes x samples] */
export const COUNTS_AT = 1060;
/** i32 [places]: the sample of each, -1 where a place only fills up. */
export const MEMBERS_AT = 1064;
/** i32 [groups + 1]: first place of each group. */
export const STARTS_AT = 1068;
/** i32 [groups]: number of samples. */
export const MEMBER_COUNTS_AT = 1072;
/** f64 [places]: effective library sizes. */
export const SIZES_AT = 1076;
/** f64 [places] or 0: added to every count. */
export const PRIORS_AT = 1080;
/** f64 [genes] or 0, where `DISPERSION` holds for all. */
export const DISPERSIONS_AT = 1084;
/** f64 [genes x groups] or 0: log ratios, minus infinity for a group without counts. */
export const LEVELS_AT = 1088;
/** f64 [genes x samples] or 0. */
export const MU_AT = 1092;
/** f64 [genes] or 0: residual deviances. */
export const DEVIANCE_AT = 1096;
/** f64 [genes x points]: adjusted likelihoods; NaN first for genes that the kernel leaves to its host. */
export const GRID_AT = 1100;
/** f64 [points x 3]: dispersion, ln Gamma(1 / phi), ln(1 / phi). */
export const POINTS_AT = 1104;
export const POINTS = 1108;
/** f64 [points x RISING]: sums over i < K of ln(1 + i phi). */
export const RISING_AT = 1112;
export const RISING = 4096;
/** f64 [genes x samples]: ln K! of the counts. */
export const LOG_FACTORIALS_AT = 1116;
/** f64 [genes]: a gene's own value of the common likelihood; NaN for those left to the host. */
export const VALUES_AT = 1120;
/** f64 [genes] each: adjusted deviances and their degrees of freedom. */
export const ADJUSTED_AT = 1124;
export const DF_AT = 1128;
/** Records of RECORD doubles of the weights below a mean of 60, in pieces by mean; and their number. */
export const PIECES_AT = 1132;
export const PIECES = 1136;
/** A piece: where it ends, its kind, slopes and shifts of both arguments (pairs), then pairs of coefficients. */
export const RECORD = 44;
/** f64 [8]: the weights above a mean of 60, for alpha and kappa, by stretch of means. */
export const LARGE_MEANS_AT = 1140;
/** Normalization: f64 [samples] upper quartiles, library sizes and factors; i32 [usable] the genes that have counts. */
export const QUARTILES_AT = 1144;
export const LIBRARIES_AT = 1148;
export const FACTORS_AT = 1152;
export const USABLE_AT = 1156;
export const USABLE = 1160;
export const REFERENCE = 1164;
export const CHUNK_SAMPLES = 1168;

/** Local lines: f64 [points + 1] each, x ascending, y, and robustness weights or 0. */
export const X_AT = 1172;
export const Y_AT = 1176;
export const ROBUSTNESS_AT = 1180;
/** i32 [fits x 3]: point, first neighbor, first beyond; f64 [fits] distances to the farther end; and the values. */
export const NEIGHBORS_AT = 1184;
export const BANDWIDTHS_AT = 1188;
/** LOG_TABLE_AT and EXP_TABLE_AT stand between. */
export const LINES_AT = 1200;
/** Of the reference sample, f64 [usable] each: counts over the library size, and their logarithms to base 2. */
export const SHARES_AT = 1204;
export const LOG_SHARES_AT = 1208;
/** Seeds of weighted lines: the number of points; i32 [seeds]. */
export const POINTS_IN_ALL = 1212;
export const SEEDS_AT = 1216;
/** Terms of the likelihood of a prior of variances: f64 [genes, and one more where odd] each; what `VarianceParts` names. */
export const HALF_DF_AT = 1220;
export const RATIOS_AT = 1224;
export const CENTERS_AT = 1228;
export const TERMS_AT = 1232;

export const DISPERSION = 1280;
/** Average quasi-dispersion. */
export const QUASI = 1288;
/** Weights of a group below this are left to the host, whose determinant is bounded from below. */
export const LEAST_WEIGHT = 1296;
/** ln det of the rows of the groups, twice. */
export const LOG_DETERMINANT = 1304;
/** The spread of x below which a local line is a local mean. */
export const LEAST_SPREAD = 1312;
/** The weight that the neighbors of a seed hold. */
export const NEEDED_WEIGHT = 1320;
/** What `PriorTerms` names. */
export const HALF_PRIOR_DF = 1328;
export const RATIO_SCALE = 1336;
export const LOG_SHIFT = 1344;
export const LOG_GAMMA_PRIOR = 1352;

export const STAGE_FIT = 1;
export const STAGE_GRID = 2;
export const STAGE_COMMON = 3;
export const STAGE_ADJUST = 4;
export const STAGE_QUARTILES = 5;
export const STAGE_TRIMMED_MEANS = 6;
export const STAGE_LINES = 7;
export const STAGE_WEIGHTED_LINES = 8;
export const STAGE_VARIANCE_TERMS = 9;
