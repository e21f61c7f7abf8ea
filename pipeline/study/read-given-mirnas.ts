import { readMirnas } from '../../src/formats/sequences/mirna-files.ts';
import { parseMirnas } from '../../src/mirna/families/mirna.ts';
import type { GivenMirnas } from '../../src/mirna/families/resolve-mirna.ts';
import { openInput } from '../files/open-input.ts';

/** The miRNAs of a file; `name` is what notes call it. */
export async function readGivenMirnas(file: string, name = file): Promise<GivenMirnas> {
  return { mirnas: parseMirnas(await readMirnas(openInput(file)), file), file: name };
}
