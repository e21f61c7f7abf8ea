import { describe } from 'vitest';
import { simulatedOracles } from './oracle.ts';
import { testStages } from './test-stages.ts';

describe('per-gene stages against DESeq2 1.38.3', () => testStages(simulatedOracles));
