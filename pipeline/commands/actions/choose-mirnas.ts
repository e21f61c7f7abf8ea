import { Fault } from '../../../src/fault.ts';
import { readMirnas } from '../../../src/formats/sequences/mirna-files.ts';
import { type Mirna, parseMirnas } from '../../../src/mirna/families/mirna.ts';
import { resolveMirna } from '../../../src/mirna/families/resolve-mirna.ts';
import { openInput } from '../../files/open-input.ts';

export interface MirnaChoice {
  /** Names, accessions or sequences, joined by commas. */
  readonly mirna?: string | undefined;
  readonly mirnas?: string | undefined;
}

/** The miRNAs that are named, else all of the file. Faults: none, an unknown or ambiguous name, bad records in the file. */
export async function chooseMirnas({ mirna, mirnas }: MirnaChoice): Promise<readonly Mirna[]> {
  const given = mirnas === undefined ? undefined : parseMirnas(await readMirnas(openInput(mirnas)), mirnas);
  if (mirna !== undefined) return resolveList(mirna, given ?? []);
  if (given) return given;
  throw noMirna('Name one, or give a file of miRNAs with --mirnas.');
}

/** The miRNAs of a list joined by commas, each once. */
export function resolveList(list: string, available: readonly Mirna[]): readonly Mirna[] {
  const names = list.split(',').filter((name) => name.trim() !== '');
  if (names.length === 0) throw noMirna('Name one, several joined by commas.');
  const mirnas = names.map((name) => resolveMirna(name, available));
  return [...new Map(mirnas.map((mirna) => [mirna.name, mirna])).values()];
}

export function noMirna(hint: string): Fault {
  return new Fault({
    code: 'MIRNA_NONE',
    message: 'no miRNA is named',
    file: '--mirna',
    expected: '--mirna hsa-miR-9-5p, --mirna NAME,NAME, or a sequence',
    hint,
  });
}
