import { describe, expect, it } from 'vitest';
import { fittedPriors } from '../../src/ranking/model/fitted-priors.ts';
import { fitPublicPriors } from '../bench/public-priors.ts';
import { hasShared, whyShared } from '../shared.ts';

describe.skipIf(!hasShared)(`the priors of the ranking${whyShared}`, () => {
  it('are what fitting them to the public experiments again gives, in minutes', async () => {
    expect(await fitPublicPriors()).toEqual(fittedPriors);
  }, 900_000);
});
