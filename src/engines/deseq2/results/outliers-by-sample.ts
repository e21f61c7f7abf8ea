import { cooksCutoff } from '../fit/cooks-request.ts';
import type { Deseq2Fit } from '../fit/fit-deseq2.ts';

export interface OutliersBySample {
  /** Cook's distance above which a count is an outlier: F quantile (0.99; p, m - p). */
  readonly cutoff: number;
  /** Genes with at least one outlier. */
  readonly genes: number;
  /** [samples]: genes whose count in the sample is an outlier. */
  readonly counts: Int32Array;
}

/** How many counts of each sample are outliers by Cook's distance, before any were replaced. */
export function outliersBySample({ design, cooks: { distances } }: Deseq2Fit): OutliersBySample {
  const cutoff = cooksCutoff(design);
  const counts = new Int32Array(design.sampleIds.length);
  for (const ofGene of distances.values()) {
    ofGene.forEach((distance, sample) => {
      if (distance > cutoff) counts[sample]!++;
    });
  }
  return { cutoff, genes: distances.size, counts };
}
