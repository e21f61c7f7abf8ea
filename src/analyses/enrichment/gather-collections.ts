import { isKnownCollection, knownCollections, loadKnownSets } from '../../enrichment/known-sets/known-sets.ts';
import { collectSets, type SetCollection } from '../../enrichment/known-sets/set-collection.ts';
import { Fault } from '../../fault.ts';
import type { InputFile } from '../../formats/bytes/input-file.ts';
import { readGmt } from '../../formats/sets/gmt.ts';
import { fileName } from '../../text/file-names.ts';

/**
 * Gene sets of GMT files and of built-in collections (`go`, `hippo`), built-in ones first. A file is called as it is without
 * `.gmt`; one that is called like another collection is a {@link Fault}, since tables could not tell them apart.
 */
export async function gatherCollections(
  files: readonly InputFile[],
  builtIn: readonly string[],
): Promise<{ readonly collections: readonly SetCollection[]; readonly notes: readonly string[] }> {
  const collections: SetCollection[] = [];
  const notes: string[] = [];
  for (const name of builtIn) {
    if (!isKnownCollection(name)) throw unknown(name);
    collections.push(await loadKnownSets(name));
  }
  for (const file of files) {
    const { sets, notes: said } = await readGmt(file);
    const name = fileName(file.name).replace(/(\.gmt)?(\.gz)?$/i, '');
    if (collections.some((other) => other.name === name)) throw calledAlike(file.name, name);
    collections.push(collectSets(name, fileName(file.name), sets));
    notes.push(...said);
  }
  return { collections, notes };
}

function unknown(name: string): Fault {
  return new Fault({
    code: 'SETS_UNKNOWN',
    message: 'there is no such built-in collection of gene sets',
    found: name,
    expected: `one of ${knownCollections.join(', ')}`,
    hint: 'Name one of these, or a GMT file.',
  });
}

function calledAlike(file: string, name: string): Fault {
  return new Fault({
    code: 'SETS_COLLECTION_TWICE',
    message: 'two collections of gene sets have the same name',
    file,
    found: name,
    expected: 'files with names of their own: tables tell sets apart by collection and name',
    hint: 'Rename the file.',
  });
}
