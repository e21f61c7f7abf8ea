import { readText } from '../../../src/analyses/targets/target-sequences.ts';
import { Fault } from '../../../src/fault.ts';
import { type MirnaRecord, readMirnas } from '../../../src/formats/sequences/mirna-files.ts';
import { conservedMirnas, groupByFamily } from '../../../src/mirna/families/families.ts';
import { type Mirna, parseMirnas } from '../../../src/mirna/families/mirna.ts';
import { toRna } from '../../../src/mirna/sequences/nucleotides.ts';
import type { SearchedFamily } from '../../../src/targets/predict-sites.ts';
import { openInput } from '../../files/open-input.ts';
import { noMirna, resolveList } from '../inputs/choose-mirnas.ts';

export interface FamilyChoice {
  readonly mirna?: readonly string[] | undefined;
  readonly allFamilies?: boolean | undefined;
  readonly mirnas?: string | undefined;
  readonly families?: string | undefined;
  readonly reference: number;
}

/**
 * The families to search for: every named miRNA by itself; or all families, ordered by name. With the species that a
 * TargetScan table gives, else in the reference species and wherever an alignment shows them.
 * Faults: none is named, unknown or ambiguous names, bad files.
 */
export async function chooseFamilies(choice: FamilyChoice): Promise<SearchedFamily[]> {
  const { mirna, allFamilies, mirnas, families, reference } = choice;
  const records = mirnas === undefined ? [] : await readMirnas(openInput(mirnas));
  const given = mirnas === undefined ? undefined : parseRecords(records, mirnas);
  if (mirna !== undefined) {
    const own = given && mirnas !== undefined ? { mirnas: given, file: mirnas } : undefined;
    return (await resolveList(mirna, own)).map((one) => single(one, reference));
  }
  if (!allFamilies) throw noMirna('Name one, or give --all-families.');
  const known = given && records.some((record) => record.family !== undefined) ? annotated(records, given) : undefined;
  if (families !== undefined) return familiesOfTable(await readText(openInput(families)), families, known ?? []);
  return (
    known ??
    groupByFamily(given ?? conservedMirnas()).map(({ name, seed, members }) => ({
      name,
      seed,
      species: undefined,
      mirnas: new Map([[reference, members]]),
    }))
  );
}

/** In a table with species a name may stand once for each of them. */
function parseRecords(records: readonly MirnaRecord[], file: string): Mirna[] {
  if (records.every((record) => record.species === undefined)) return parseMirnas(records, file);
  return records.flatMap((record) => parseMirnas([record], file));
}

function single(mirna: Mirna, reference: number): SearchedFamily {
  return { name: mirna.name, seed: mirna.seed, species: undefined, mirnas: new Map([[reference, [mirna]]]) };
}

/** The families of a table with family names and species, ordered by name. */
function annotated(records: readonly MirnaRecord[], mirnas: readonly Mirna[]): SearchedFamily[] {
  const families = new Map<string, { seed: string; mirnas: Map<number, Mirna[]> }>();
  records.forEach(({ family = '', species = 0, line }, k) => {
    const mirna = mirnas[k]!;
    const entry = families.get(family) ?? { seed: mirna.seed, mirnas: new Map<number, Mirna[]>() };
    if (entry.seed !== mirna.seed) throw mixedSeeds(family, entry.seed, mirna, line);
    families.set(family, entry);
    const members = entry.mirnas.get(species);
    if (members) members.push(mirna);
    else entry.mirnas.set(species, [mirna]);
  });
  return [...families]
    .map(([name, entry]) => ({ name, ...entry, species: new Set(entry.mirnas.keys()) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function mixedSeeds(family: string, seed: string, mirna: Mirna, line: number): Fault {
  return new Fault({
    code: 'FAMILY_SEEDS',
    message: `the family ${family} has more than one seed`,
    line,
    found: `${mirna.name} with ${mirna.seed}`,
    expected: seed,
    hint: 'A family is the miRNAs that share nt 2-8: correct its name.',
  });
}

/** TargetScan's table of families: name, seed, species ids joined by semicolons. Ordered by name. */
function familiesOfTable(text: string, file: string, known: readonly SearchedFamily[]): SearchedFamily[] {
  const families = new Map<string, SearchedFamily>();
  text.split(/\r?\n/).forEach((row, index) => {
    if (row.trim() === '') return;
    const [name = '', seed = '', species = ''] = row.split('\t');
    const rna = toRna(seed.trim());
    if (!/^[ACGU]{7}$/.test(rna)) {
      throw new Fault({
        code: 'FAMILY_ROW',
        message: 'a row of the family table cannot be read',
        file,
        line: index + 1,
        found: row.slice(0, 60),
        expected: 'name, seed of 7 nt, species ids joined by ; - separated by tabs',
        hint: "Give TargetScan's miR_Family_info.txt, or leave --families out.",
      });
    }
    const ids = new Set(species.split(';').map(Number));
    const mirnas = known.find((family) => family.name === name)?.mirnas ?? new Map<number, readonly Mirna[]>();
    families.set(name, { name, seed: rna, species: ids, mirnas });
  });
  return [...families.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
