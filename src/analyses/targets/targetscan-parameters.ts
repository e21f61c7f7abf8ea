import { Fault } from '../../fault.ts';
import type { InputFile } from '../../formats/bytes/input-file.ts';
import { type ConservationModel, conservedBranchLengths } from '../../mirna/conservation/conservation.ts';
import { type Phylogeny, parseNewick } from '../../mirna/conservation/phylogeny.ts';
import { parsePctTable, parseTargetAbundance, pctFiles } from '../../mirna/context/site-parameters.ts';
import { fileName } from '../../text/file-names.ts';
import { readText } from './target-sequences.ts';

/** Finds a file by its name; a gzip-compressed one goes by the name without `.gz`. */
export type FileFinder = (name: string) => InputFile | undefined;

export function fileFinder(files: readonly InputFile[]): FileFinder {
  const byName = new Map(files.map((file) => [fileName(file.name).replace(/\.gz$/, ''), file]));
  return (name) => byName.get(name);
}

/** What the folder of TargetScan's parameters holds. */
export interface TargetScanParameters {
  /** log10 target abundance by seed. */
  readonly targetAbundance: ReadonlyMap<string, number> | undefined;
  readonly conservation: ConservationModel | undefined;
}

const TARGET_ABUNDANCE = 'TA_SPS_by_seed_region.txt';
const treeFile = (name: string): string => `Tree.${name}.txt`;
const bins = Array.from({ length: 10 }, (_, bin) => `bin_${String(bin + 1).padStart(2, '0')}`);

/** Names of the files that are read, without `.gz`. */
const parameterFiles: readonly string[] = [
  TARGET_ABUNDANCE,
  ...pctFiles.map(([, name]) => name),
  ...['generic', ...bins].map(treeFile),
];

/**
 * Reads the parameters that are there: the table of target abundances, and the trees with the PCT tables.
 * Faults: none of them, some trees or tables without the others, unreadable files.
 */
export async function readTargetScanParameters(
  files: readonly InputFile[],
  folder: string,
  reference: number,
  conservedIn: keyof typeof conservedBranchLengths,
): Promise<TargetScanParameters> {
  const find = fileFinder(files);
  const missing = parameterFiles.filter((name) => find(name) === undefined);
  const isEmpty = missing.length === parameterFiles.length;
  const missingConservation = missing.filter((name) => name !== TARGET_ABUNDANCE);
  const hasConservation = missingConservation.length < parameterFiles.length - 1;
  if (isEmpty || (hasConservation && missingConservation.length > 0)) {
    throw new Fault({
      code: isEmpty ? 'SITE_PARAMETERS_NONE' : 'SITE_PARAMETERS_MISSING',
      message: isEmpty ? 'the folder holds no parameters' : 'some of the files of conservation are missing',
      file: folder,
      found: isEmpty ? undefined : `no ${missingConservation.slice(0, 3).join(', ')}`,
      expected: `${TARGET_ABUNDANCE}, PCT_parameters/`,
      hint: "Give the folder of TargetScan's programs, where these lie.",
    });
  }
  const abundanceFile = find(TARGET_ABUNDANCE);
  return {
    targetAbundance: abundanceFile
      ? parseTargetAbundance(await readText(abundanceFile), abundanceFile.name)
      : undefined,
    conservation: hasConservation ? await readConservation(find, reference, conservedIn) : undefined,
  };
}

async function readConservation(
  find: FileFinder,
  reference: number,
  conservedIn: keyof typeof conservedBranchLengths,
): Promise<ConservationModel> {
  const tree = async (name: string): Promise<Phylogeny> => {
    const file = find(treeFile(name))!;
    return parseNewick(await readText(file), file.name);
  };
  const tables = pctFiles.map(async ([type, name]) => {
    const file = find(name)!;
    return [type, parsePctTable(await readText(file), file.name)] as const;
  });
  return {
    generic: await tree('generic'),
    binned: await Promise.all(bins.map(tree)),
    pct: new Map(await Promise.all(tables)),
    reference,
    conservedFrom: conservedBranchLengths[conservedIn],
  };
}
