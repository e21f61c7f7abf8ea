import { basename } from 'node:path';
import { type ResolvedMirnas, resolveMirnas } from '../../src/mirna/families/resolve-mirna.ts';
import { readGivenMirnas } from '../study/read-given-mirnas.ts';
import type { Study } from '../study/study.ts';

/** The perturbed miRNAs with sequence, seed and species, as a run finds them; one that a run would refuse is a `Fault`. */
export async function describeMirnas({ mirna, mirnas: file, background }: Study): Promise<ResolvedMirnas | undefined> {
  if (mirna === undefined) return undefined;
  const given = file === undefined ? undefined : await readGivenMirnas(file, basename(file));
  // Those of background tables too: a run would refuse them as early.
  await resolveMirnas(
    background.flatMap((one) => one.mirna),
    given,
  );
  return resolveMirnas(mirna, given);
}
