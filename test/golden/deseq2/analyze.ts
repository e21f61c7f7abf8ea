import { type Deseq2Fit, fitDeseq2 } from '../../../src/engines/deseq2/fit/fit-deseq2.ts';
import type { Dependencies } from '../../../src/engines/deseq2/kernel/dependencies.ts';
import { type Deseq2Results, deseq2Results } from '../../../src/engines/deseq2/results/deseq2-results.ts';
import type { Oracle } from './oracle.ts';

const fits = new Map<string, Promise<Deseq2Fit>>();

/** The analysis whose outcome R wrote into the oracle, from its counts alone. */
export async function analyze(
  oracle: Oracle,
  dependencies: Dependencies = {},
): Promise<{ fit: Deseq2Fit; results: Deseq2Results }> {
  const { meta, counts, sampleIds, geneIds, samples, references } = oracle;
  const name = `${oracle.name} ${dependencies.createKernel?.name}`;
  const fitting =
    fits.get(name) ??
    fitDeseq2(
      { counts, sampleIds, geneIds, samples: samples.columns },
      {
        design: meta.design,
        references,
        test: meta.test === 'LRT' ? 'lrt' : 'wald',
        reduced: meta.reduced ?? undefined,
        fitType: meta.fitType,
        sizeFactorType: meta.sfType,
      },
      dependencies,
    );
  fits.set(name, fitting);
  const fit = await fitting;
  const { lfcThreshold, altHypothesis: alternative, alpha } = meta;
  return { fit, results: deseq2Results(fit, { contrast: oracle.contrast, lfcThreshold, alternative, alpha }) };
}
