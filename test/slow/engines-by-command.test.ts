import { describe, it } from 'vitest';
import { presentOracles, whyAbsent } from '../golden/edger/oracle.ts';
import { holdToR, ways } from '../golden/engines/by-command.ts';

describe(`seedrank de by edgeR and limma has the numbers of R${whyAbsent}`, () => {
  it.each(ways.map((way) => [`${way.engine} ${way.flags?.join(' ') ?? ''}`, way] as const))('%s', (_, way) => {
    for (const name of presentOracles) holdToR(name, way);
  });
});
