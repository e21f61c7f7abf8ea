// What edgeR's and limma's engines compute for one gene or one sample after another, for the threads that share this memory.
// The host writes the control block (count-layout.ts) and every thread calls `work` until all are claimed; the results do
// not depend on who claims what.
import * as control from '../../../../wasm/control-layout';
import * as at from '../count-layout';
import { adjustGene } from './adjust';
import { enter, integer } from './context';
import { fitGene } from './fit';
import { fitLine, fitSeed } from './local-lines';
import { commonLikelihood, fillGrid } from './likelihood';
import { trimmedMean, upperQuartile } from './trimmed-mean';
import { varianceTerms } from './variance-terms';

export { scratchBytes } from './context';
export { log2, normalizationBytes } from './trimmed-mean';

/** Claims and processes at most `chunks` chunks; 0 when none was left. */
export function work(thread: i32, chunks: i32): i32 {
  const stage = integer(control.STAGE);
  const ofSamples = stage == at.STAGE_QUARTILES || stage == at.STAGE_TRIMMED_MEANS;
  const all = ofSamples ? integer(at.SAMPLES) : integer(at.GENES);
  const size = ofSamples ? 1 : integer(at.CHUNK_GENES);
  const hasNoGenes = stage == at.STAGE_LINES || stage == at.STAGE_WEIGHTED_LINES || stage == at.STAGE_VARIANCE_TERMS;
  if (!ofSamples && !hasNoGenes) enter(thread);
  for (; chunks > 0; chunks--) {
    const from = atomic.add<i32>(control.NEXT_CHUNK, 1) * size;
    if (from >= all) return 0;
    const to = min(from + size, all);
    for (let i = from; i < to; i++) {
      if (stage == at.STAGE_FIT) fitGene(i);
      else if (stage == at.STAGE_GRID) fillGrid(i);
      else if (stage == at.STAGE_COMMON) commonLikelihood(i);
      else if (stage == at.STAGE_ADJUST) adjustGene(i);
      else if (stage == at.STAGE_LINES) fitLine(i);
      else if (stage == at.STAGE_WEIGHTED_LINES) fitSeed(i);
      else if (stage == at.STAGE_VARIANCE_TERMS) varianceTerms(i);
      else if (stage == at.STAGE_QUARTILES) upperQuartile(i, thread);
      else trimmedMean(i, thread);
    }
  }
  return 1;
}

/** First byte the host may use. */
export function heapBase(): usize {
  return __heap_base;
}
