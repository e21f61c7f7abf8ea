/**
 * The control block at the start of the kernel's memory: byte addresses that both the AssemblyScript kernel and its
 * TypeScript host read, beside the slots that all kernels share (src/wasm/control-layout). Only literals may stand here, so that both compilers can load the file. Names that end in `AT`
 * hold the address of an array; counts and addresses are 32-bit integers, the block from `XI` on holds doubles.
 */

export const CHUNK_GENES = 1032;
export const GENES = 1036;
export const SAMPLES = 1040;
export const COEFFICIENTS = 1044;
/** Number of groups of samples with equal rows of the design. */
export const CELLS = 1048;
/** 1 where the linear mu of designs with as many cells as coefficients applies. */
export const SATURATED = 1052;
export const SCRATCH_AT = 1056;
export const SCRATCH_BYTES = 1060;

/** i32 [genes x samples] */
export const COUNTS_AT = 1064;
/** f64 [samples], used where FACTORS_AT is 0. */
export const SIZE_FACTORS_AT = 1068;
/** f64 [genes x samples] or 0. */
export const FACTORS_AT = 1072;
/** f64 [samples]: logarithms of the size factors. */
export const LOG_FACTORS_AT = 1224;

/** i32 [samples]: the cell of each sample. */
export const CELL_OF_AT = 1076;
/** i32 [samples]: the samples sorted by cell. */
export const ORDER_AT = 1080;
/** i32 [cells + 1]: where each cell starts in that order. */
export const CELL_START_AT = 1084;
/** Rows of the basis of the design (see KernelDesign), nonzeros only: i32 [cells + 1], i32, f64. */
export const ROW_START_AT = 1088;
export const ROW_COLUMN_AT = 1092;
export const ROW_VALUE_AT = 1096;
/** The design's coefficients from those of the basis, nonzeros only: i32 [coefficients + 1], i32, f64. */
export const TRANSFORM_START_AT = 1100;
export const TRANSFORM_COLUMN_AT = 1104;
export const TRANSFORM_VALUE_AT = 1108;
/** f64 [coefficients x cells]: least squares, per sum of the responses of a cell. */
export const LEAST_SQUARES_AT = 1112;

/** f64 [genes] each; the GLM of mu is [genes x coefficients], natural log. */
export const BASE_MEAN_AT = 1116;
export const BASE_VAR_AT = 1120;
export const ALL_ZERO_AT = 1124;
export const START_AT = 1128;
export const MU_BETA_AT = 1132;
export const GENE_EST_AT = 1136;
export const GENE_ITER_AT = 1140;
export const FIT_AT = 1144;
export const MAP_AT = 1148;
export const MAP_ITER_AT = 1152;
export const OUTLIER_AT = 1156;
export const DISPERSION_AT = 1160;

export const BETA_AT = 1164;
export const SE_AT = 1168;
export const LOG_LIK_AT = 1172;
export const ITERATIONS_AT = 1176;
export const CONVERGED_AT = 1180;
/** f64 [genes] or 0 where Cook's distances are not asked for. */
export const MAX_COOKS_AT = 1184;
export const ANY_COOKS_AT = 1188;
/** f64 [genes] or 0. */
export const MAX_COOKS_KEPT_AT = 1204;
/** u8 [samples] */
export const FLAGGABLE_AT = 1208;
/** u8 [samples] or 0. */
export const REPLACEABLE_AT = 1212;
/** f64 [genes x samples] or 0. */
export const DISTANCES_AT = 1228;
/** 1 where Cook's distances compare with the means of the dispersion stages. */
export const COOKS_BY_GENEWISE_MEAN = 1216;
/** 1 where the GLM is a lone intercept in closed form. */
export const CLOSED_FORM = 1220;

/** The Cholesky factor of the Gram matrix as lists (see SparseCholesky). */
export const FACTOR_START_AT = 1408;
export const FACTOR_COLUMN_AT = 1412;
export const GRAM_START_AT = 1416;
export const GRAM_CELL_AT = 1420;
export const GRAM_PRODUCT_AT = 1424;
export const PRODUCT_START_AT = 1428;
export const PRODUCT_PAIRS_AT = 1432;
export const SOLVE_START_AT = 1436;
export const SOLVE_ROW_AT = 1440;
export const SOLVE_VALUE_AT = 1444;
export const SOLVE_TERM_START_AT = 1448;
export const SOLVE_TERMS_AT = 1452;
/** f64 [entries of the factor] */
export const RIDGE_AT = 1456;
/** Number of entries of the factor. */
export const FACTOR_ENTRIES = 1460;

/** 1 where the dispersion searches follow R bit by bit, from the means of `CELL_MEANS_AT`. */
export const EXACT = 1492;
/** f64 [genes x cells] or 0: means over size factors, before their floor, that the host has computed. */
export const CELL_MEANS_AT = 1496;
/** f64 [cells x coefficients]: rows of the design. */
export const DESIGN_ROWS_AT = 1500;
export const EXACT_SCRATCH_AT = 1504;
export const EXACT_SCRATCH_BYTES = 1508;

/** f64 [LOG_FACTORIALS]: log k! */
export const LOG_FACTORIAL_AT = 1200;
export const LOG_FACTORIALS = 4096;

/** Size factors: f64 [genes] mean logarithms, i32 [genes] the genes in use and their number, f64 [samples] medians. */
export const LOG_MEANS_AT = 1232;
export const USABLE_AT = 1236;
export const USABLE = 1240;
export const MEDIANS_AT = 1244;
/** 1 to leave zeros out of the mean logarithms instead of leaving out genes with zeros. */
export const POSITIVE_ONLY = 1248;
/** f64 [LOG_COUNTS]: ln k, -Infinity at 0 */
export const LOG_COUNTS_AT = 1252;
export const LOG_COUNTS = 16_384;

/** apeglm: f64 [genes x coefficients] where the search begins, in the basis, f64 [genes] standard errors, modes and variances. */
export const STARTS_AT = 1464;
export const ERRORS_AT = 1468;
export const MODES_AT = 1472;
export const VARIANCES_AT = 1476;
/** Of the coefficient that is shrunk: its place among the columns of the basis, and its diagonal entry of the factor. */
export const SHRUNK_COLUMN = 1484;
export const SHRUNK_ENTRY = 1488;

/** Wald tests: f64 [genes] estimates (their errors at ERRORS_AT), statistics, p-values and their logarithms. */
export const ESTIMATES_AT = 1792;
export const STATISTICS_AT = 1796;
export const PVALUES_AT = 1800;
export const LOG_PVALUES_AT = 1804;

/**
 * ashr, whose rows are the genes: f64 [rows x stride] densities of components, the stride a multiple of 8; f64 [components]
 * their standard deviations and proportions; f64 [rows] logarithm of the largest density, reciprocal and logarithm of the mixture.
 * Means and standard deviations of what is believed go to MODES_AT and VARIANCES_AT.
 */
export const LIKELIHOODS_AT = 1808;
export const STRIDE = 1812;
export const COMPONENTS = 1816;
export const DEVIATIONS_AT = 1820;
export const PROPORTIONS_AT = 1824;
export const LARGEST_AT = 1828;
export const INVERSES_AT = 1832;
export const LOGS_AT = 1836;
export const FALSE_SIGNS_AT = 1840;
/** f64 [stride] sums by component; f64 [members x members, rounded up to fours] sums of products; i32 [members]. */
export const RATIO_SUMS_AT = 1844;
export const PRODUCT_SUMS_AT = 1848;
export const MEMBERS_AT = 1852;
export const MEMBERS = 1856;
/** Among how many chunks the products are shared. */
export const SHARES = 1860;

export const XI = 1280;
export const MAX_DISPERSION = 1288;
export const PRIOR_VARIANCE = 1296;
/** 2 sqrt(varLogDispEsts) */
export const OUTLIER_MARGIN = 1304;
/** What -log det / 2 of the kernel's matrix lacks to be that of the design's. */
export const LOG_DET_SHIFT = 1312;
export const COOKS_CUTOFF = 1320;
export const PRIOR_SCALE = 1328;
/** The coefficient that is shrunk, per coefficient of its column of the basis. */
export const SHRUNK_SCALE = 1336;

export const STAGE_SUMMARIZE = 1;
export const STAGE_START = 2;
export const STAGE_GENEWISE = 3;
export const STAGE_MAP = 4;
export const STAGE_GLM = 5;
export const STAGE_LOG_MEANS = 6;
/** Its chunks are blocks of RATIO_SAMPLES samples; the scratch memory holds as many columns of ratios. */
export const STAGE_RATIOS = 7;
export const RATIO_SAMPLES = 4;
export const STAGE_APEGLM = 8;
export const STAGE_WALD = 9;
export const STAGE_DENSITIES = 10;
export const STAGE_MIX = 11;
export const STAGE_JUDGE = 12;
/** Its chunks are blocks of eight components. */
export const STAGE_RATIO_SUMS = 13;
/** Its chunks are shares of the pairs of components; the scratch memory holds the ratios of PRODUCT_ROWS rows. */
export const STAGE_PRODUCT_SUMS = 14;
export const PRODUCT_ROWS = 256;

/** Outcome of a GLM, bits: it converged; R would hand the gene to a general optimizer. */
export const CONVERGED = 1;
export const NEEDS_OPTIMIZER = 2;
