import { describe } from 'vitest';
import { realOracles, whyAbsent } from '../golden/deseq2/oracle.ts';
import { testEndToEnd } from '../golden/deseq2/test-end-to-end.ts';
import { testStages } from '../golden/deseq2/test-stages.ts';

describe.skipIf(realOracles.length === 0)(`real data in DESeq2 1.38.3${whyAbsent}`, () => {
  testStages(realOracles);
  testEndToEnd(realOracles);
});
