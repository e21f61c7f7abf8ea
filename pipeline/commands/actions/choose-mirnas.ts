import { Fault } from '../../../src/fault.ts';
import { conservedMirnas, groupByFamily } from '../../../src/mirna/families.ts';
import { type Mirna, parseMirnas } from '../../../src/mirna/mirna.ts';
import { resolveMirna } from '../../../src/mirna/resolve-mirna.ts';
import { readMirnas } from '../../../src/tables/mirna-files.ts';

export interface MirnaChoice {
  /** Names, accessions or sequences, joined by commas. */
  readonly mirna?: string | undefined;
  /** One miRNA of every family. */
  readonly allFamilies?: boolean | undefined;
  readonly mirnas?: string | undefined;
  /** Whether a file of miRNAs without names of them means all of it. */
  readonly allOfFile?: boolean | undefined;
}

/** The miRNAs that the flags name. Faults: none is named, an unknown or ambiguous name, bad records in the file. */
export async function chooseMirnas({ mirna, allFamilies, mirnas, allOfFile }: MirnaChoice): Promise<readonly Mirna[]> {
  const given = mirnas === undefined ? undefined : parseMirnas(await readMirnas(mirnas), mirnas);
  if (allFamilies) return groupByFamily(given ?? conservedMirnas()).map(({ members }) => members[0]!);
  if (mirna !== undefined) {
    const names = mirna.split(',').filter((name) => name.trim() !== '');
    return names.map((name) => resolveMirna(name, given ?? []));
  }
  if (given && allOfFile) return given;
  throw new Fault({
    code: 'MIRNA_NONE',
    message: 'no miRNA is named',
    file: '--mirna',
    expected: '--mirna hsa-miR-9-5p, --mirna NAME,NAME, or a sequence',
    hint: allOfFile ? 'Name one, or give a file of miRNAs with --mirnas.' : 'Name one, or give --all-families.',
  });
}
