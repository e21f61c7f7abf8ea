import { testUnderFire } from './under-fire.ts';

// Ten times as many in test/slow.
testUnderFire(1000);
