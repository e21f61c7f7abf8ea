import { describe, it } from 'vitest';
import { holdToR, ways } from './by-command.ts';

describe('seedrank de by edgeR and limma has the numbers of R', () => {
  const plain = ways.filter(({ flags }) => flags === undefined);
  it.each(plain.map((way) => [way.engine, way] as const))('unequal groups by %s', (_, way) => {
    holdToR('unequal', way);
  });
});
