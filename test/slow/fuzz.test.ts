import { testUnderFire } from '../unit/tables/under-fire.ts';

testUnderFire(10_000);
