import { Fault } from '../../../src/fault.ts';
import type { Mirna } from '../../../src/mirna/families/mirna.ts';
import { type GivenMirnas, resolveMirnas } from '../../../src/mirna/families/resolve-mirna.ts';
import { readGivenMirnas } from '../../study/read-given-mirnas.ts';
import { printNotes } from '../../ui/console.ts';

export interface MirnaChoice {
  /** Names, accessions or sequences. */
  readonly mirna?: readonly string[] | undefined;
  readonly mirnas?: string | undefined;
}

/**
 * The miRNAs that are named, else all of the file; prints how names were read.
 * Faults: none, an unknown or ambiguous name, bad records in the file.
 */
export async function chooseMirnas({ mirna, mirnas: file }: MirnaChoice): Promise<readonly Mirna[]> {
  const given = file === undefined ? undefined : await readGivenMirnas(file);
  if (mirna !== undefined) return resolveList(mirna, given);
  if (given) return given.mirnas;
  throw noMirna('Name one, or give a file of miRNAs with --mirnas.');
}

/** The miRNAs that are named, each once; prints how they were read. */
export async function resolveList(names: readonly string[], given: GivenMirnas | undefined): Promise<readonly Mirna[]> {
  const { mirnas, notes } = await resolveMirnas(names, given);
  printNotes(notes.map(({ level, text }) => (level === 'warning' ? `warning: ${text}` : text)));
  return mirnas;
}

export function noMirna(hint: string): Fault {
  return new Fault({
    code: 'MIRNA_NONE',
    message: 'no miRNA is named',
    option: 'mirna',
    file: '--mirna',
    expected: '--mirna hsa-miR-9-5p, --mirna NAME,NAME, or a sequence',
    hint,
  });
}
