// The per-gene stages of DESeq2 for the threads that share this memory. The host writes the control block
// (kernel-layout.ts) and every thread calls `work` until all genes are claimed; genes are independent, so the results do
// not depend on who claims what.
import * as control from '../../../../wasm/control-layout';
import * as at from '../kernel-layout';
import { findMode } from './apeglm';
import { address, enter, integer, put } from './context';
import { estimateGenewise, estimateMap } from './map-dispersion';
import { logExact } from '../../../../wasm/assembly/exact';
import { lgamma } from '../../../../wasm/assembly/exact-gamma';
import { enterExact } from './exact-search';
import { loadCounts, startDispersion, summarize } from './gene';
import { fitGlm, fitMeans } from './glm';
import { logMean, medianRatios } from './median-ratios';
import { densities, judge, mix, sumProducts, sumRatios } from './mixture';
import { testGene } from './wald';

export { scratchBytes } from './context';
export { exactScratchBytes } from './exact-search';

/** Claims and processes at most `chunks` chunks of genes; 0 when none was left. */
export function work(thread: i32, chunks: i32): i32 {
  const stage = integer(control.STAGE);
  if (stage >= at.STAGE_WALD) return workOnResults(stage, thread, chunks);
  if (stage != at.STAGE_RATIOS) enter(thread);
  if (integer(at.EXACT) != 0) enterExact(thread);
  const genes = integer(at.GENES);
  const size = integer(at.CHUNK_GENES);
  for (; chunks > 0; chunks--) {
    const chunk = atomic.add<i32>(control.NEXT_CHUNK, 1);
    if (stage == at.STAGE_RATIOS) {
      if (chunk * at.RATIO_SAMPLES >= integer(at.SAMPLES)) return 0;
      medianRatios(chunk, thread);
      continue;
    }
    const from = chunk * size;
    if (from >= genes) return 0;
    const to = min(from + size, genes);
    for (let g = from; g < to; g++) processGene(stage, g);
  }
  return 1;
}

/** `work` for what comes after the fits, which needs no scratch memory of a gene. */
function workOnResults(stage: i32, thread: i32, chunks: i32): i32 {
  const rows = integer(at.GENES);
  const size = integer(at.CHUNK_GENES);
  for (; chunks > 0; chunks--) {
    const chunk = atomic.add<i32>(control.NEXT_CHUNK, 1);
    if (stage == at.STAGE_RATIO_SUMS) {
      if (chunk << 3 >= integer(at.COMPONENTS)) return 0;
      sumRatios(chunk);
      continue;
    }
    if (stage == at.STAGE_PRODUCT_SUMS) {
      if (chunk >= integer(at.SHARES)) return 0;
      sumProducts(chunk, thread);
      continue;
    }
    const from = chunk * size;
    if (from >= rows) return 0;
    const to = min(from + size, rows);
    for (let i = from; i < to; i++) {
      if (stage == at.STAGE_WALD) testGene(i);
      else if (stage == at.STAGE_DENSITIES) densities(i);
      else if (stage == at.STAGE_MIX) mix(i);
      else if (stage == at.STAGE_JUDGE) judge(i);
    }
  }
  return 1;
}

function processGene(stage: i32, g: i32): void {
  if (stage == at.STAGE_SUMMARIZE) {
    summarize(g);
    return;
  }
  if (stage == at.STAGE_LOG_MEANS) {
    logMean(g);
    return;
  }
  if (load<u8>(address(at.ALL_ZERO_AT) + <usize>g)) return;
  if (stage == at.STAGE_START) start(g);
  else if (stage == at.STAGE_GENEWISE) estimateGenewise(g);
  else if (stage == at.STAGE_MAP) estimateMap(g);
  else if (stage == at.STAGE_GLM) fitGlm(g);
  else if (stage == at.STAGE_APEGLM) findMode(g);
}

function start(g: i32): void {
  loadCounts(g);
  store<f64>(address(at.START_AT) + (<usize>g << 3), startDispersion(g));
  if (integer(at.SATURATED) == 0) fitMeans(g);
}

/** Fills log k! and log k; each thread may read them afterwards. */
export function fillTables(): void {
  const factorials = address(at.LOG_FACTORIAL_AT);
  const logs = address(at.LOG_COUNTS_AT);
  for (let k = 0; k < at.LOG_FACTORIALS; k++) put(factorials, k, lgamma(<f64>(k + 1), logExact(<f64>(k + 1))));
  for (let k = 0; k < at.LOG_COUNTS; k++) put(logs, k, logExact(<f64>k));
}

/** First byte the host may use. */
export function heapBase(): usize {
  return __heap_base;
}

export { expExact, logExact } from '../../../../wasm/assembly/exact';
export { normalUpperTail } from './normal';
export { exp, log } from '../../../../wasm/assembly/portable';
export { gammaDeviance, gammaIntercept, gammaLine, gammaSlope, residualDeviation, selectPoints } from './trend';
