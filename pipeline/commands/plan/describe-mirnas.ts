import { basename } from 'node:path';
import { readMirnas } from '../../../src/formats/sequences/mirna-files.ts';
import { parseMirnas } from '../../../src/mirna/families/mirna.ts';
import { type ResolvedMirnas, resolveMirnas } from '../../../src/mirna/families/resolve-mirna.ts';
import { openInput } from '../../files/open-input.ts';
import type { Study } from '../../study/study.ts';

/** The perturbed miRNAs with sequence, seed and species, as a run finds them; one that a run would refuse is a `Fault`. */
export async function describeMirnas({ mirna, mirnas: file }: Study): Promise<ResolvedMirnas | undefined> {
  if (mirna === undefined) return undefined;
  const given =
    file === undefined
      ? undefined
      : { mirnas: parseMirnas(await readMirnas(openInput(file)), file), file: basename(file) };
  return resolveMirnas(mirna, given);
}
