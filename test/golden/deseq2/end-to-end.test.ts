import { simulatedOracles } from './oracle.ts';
import { testEndToEnd } from './test-end-to-end.ts';

testEndToEnd(simulatedOracles);
