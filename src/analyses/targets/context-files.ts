import { Fault } from '../../fault.ts';
import type { InputFile } from '../../formats/bytes/input-file.ts';
import { withoutGaps } from '../../formats/sequences/utr-record.ts';
import { type IsoformRegion, scaleIsoforms } from '../../mirna/context/context-features.ts';
import type { UtrContext } from '../../mirna/context/context-score.ts';
import { ACCESSIBLE_LENGTH, parseIsoforms, parseUnpaired } from '../../mirna/context/site-parameters.ts';
import { createUtrContext } from '../../mirna/context/utr-context.ts';
import type { FoldStretches } from '../../mirna/folding/fold-stretches.ts';
import { type AlignedSequence, namesOf, readText, streamSequences, ungappedRna } from './target-sequences.ts';
import type { FileFinder } from './targetscan-parameters.ts';
import { unpairedFileNames } from './unpaired-files.ts';

export interface ContextFiles {
  readonly airs?: InputFile | undefined;
  readonly orfs?: InputFile | undefined;
  readonly orfLengths?: InputFile | undefined;
  readonly orf8mers?: InputFile | undefined;
  /** RNAplfold's tables. */
  readonly accessibility?: FileFinder | undefined;
  /** Computes accessibility in their place. */
  readonly fold?: FoldStretches | undefined;
}

/** An open reading frame of a gene in a species. */
export interface Orf {
  readonly gene: string;
  readonly species: number;
  /** Upper-case RNA letters. */
  readonly sequence: string;
}

/** What the files beside the 3' UTRs say, ready to be looked up. */
export interface ContextSource {
  readonly isoforms: ReadonlyMap<string, readonly IsoformRegion[]>;
  readonly orfs: readonly Orf[];
  /** The context of a 3' UTR in one of its species; the same object when asked again for the same UTR. */
  contextOf(utr: AlignedSequence, species: number): Promise<UtrContext>;
  /** The coding sequence of a gene in a species, by its 3' UTR: upper-case RNA letters; undefined if unknown. */
  codingOf(utr: AlignedSequence, species: number): string | undefined;
}

const keyOf = (gene: string, species: number) => `${gene}\t${species}`;

/**
 * Reads what is given. A 3' UTR is looked up by its id, else by the parts of one like `gene|transcript`.
 *
 * @param isWanted species whose open reading frames are kept
 */
export async function readContext(
  files: ContextFiles,
  reference: number,
  isWanted: (species: number) => boolean = () => true,
): Promise<ContextSource> {
  const isoforms = files.airs === undefined ? new Map() : parseIsoforms(await readText(files.airs), files.airs.name);
  const orfs: Orf[] = [];
  if (files.orfs !== undefined) {
    for await (const { id, rows } of streamSequences(files.orfs, reference)) {
      for (const [species, row] of rows) {
        if (isWanted(species)) orfs.push({ gene: id, species, sequence: ungappedRna(row) });
      }
    }
  }
  const orfOf = new Map(orfs.map((orf) => [keyOf(orf.gene, orf.species), orf.sequence]));
  const lengths = await readNumbers(files.orfLengths, 2, 'gene, species, length');
  const counts = await readNumbers(files.orf8mers, 3, 'gene, species, seed, count');
  const known = new WeakMap<AlignedSequence, Map<number, UtrContext>>();

  const codingOf = ({ id }: AlignedSequence, species: number): string | undefined =>
    firstKnown(namesOf(id), (name) => orfOf.get(keyOf(name, species)));

  const createContext = async (utr: AlignedSequence, species: number): Promise<UtrContext> => {
    const row = utr.rows.get(species)!;
    const sequence = ungappedRna(row);
    const names = namesOf(utr.id);
    const lookUp = <T>(table: ReadonlyMap<string, T> | undefined, key = (name: string) => keyOf(name, species)) =>
      table && firstKnown(names, (name) => table.get(key(name)));
    const regions: readonly IsoformRegion[] = lookUp(isoforms, (name) => name) ?? [];
    const other = species === reference ? undefined : utr.rows.get(reference);
    const referenceLength = other === undefined ? sequence.length : withoutGaps(other).length;
    return createUtrContext({
      sequence,
      isoforms: scaleIsoforms(regions, referenceLength, sequence.length),
      ...(files.fold
        ? computeUnpaired(sequence, files.fold)
        : { unpaired: await readUnpaired(files.accessibility, names, species) }),
      orf: codingOf(utr, species),
      orfLength: lookUp(lengths),
      orf8mers: counts && ((seed) => lookUp(counts, (name) => `${keyOf(name, species)}\t${seed}`) ?? 0),
    });
  };
  return {
    isoforms,
    orfs,
    codingOf,
    async contextOf(utr, species) {
      const contexts = known.get(utr) ?? new Map<number, UtrContext>();
      known.set(utr, contexts);
      const context = contexts.get(species) ?? (await createContext(utr, species));
      contexts.set(species, context);
      return context;
    },
  };
}

function firstKnown<T>(names: readonly string[], find: (name: string) => T | undefined): T | undefined {
  for (const name of names) {
    const found = find(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Folds a UTR where it is asked to. A position beyond the last one stands for that, as where tables are read. */
function computeUnpaired(sequence: string, fold: FoldStretches): Pick<UtrContext, 'unpaired' | 'prepareUnpaired'> {
  const known = new Map<number, number>();
  const inSequence = (position: number) => Math.min(position, sequence.length);
  return {
    unpaired: (position) => known.get(inSequence(position)),
    async prepareUnpaired(positions) {
      const found = await fold(sequence, positions.map(inSequence), ACCESSIBLE_LENGTH);
      for (const [end, value] of found) known.set(end, value);
    },
  };
}

/** RNAplfold's table for a UTR: `GENE.SPECIES_lunp` or `GENE_lunp`. */
async function readUnpaired(
  find: FileFinder | undefined,
  names: readonly string[],
  species: number,
): Promise<((position: number) => number | undefined) | undefined> {
  const file = find && firstKnown(names, (name) => firstKnown(unpairedFileNames(name, species), find));
  return file === undefined ? undefined : parseUnpaired(await readText(file));
}

/** A table whose last column is a number, looked up by the columns before it. */
async function readNumbers(
  file: InputFile | undefined,
  keys: number,
  expected: string,
): Promise<Map<string, number> | undefined> {
  if (file === undefined) return undefined;
  const numbers = new Map<string, number>();
  (await readText(file)).split(/\r?\n/).forEach((row, index) => {
    if (row.trim() === '') return;
    const cells = row.split('\t');
    const value = Number(cells[keys]);
    if (cells.length <= keys || Number.isNaN(value)) {
      throw new Fault({
        code: 'SITE_PARAMETERS_ROW',
        message: 'a row of a table cannot be read',
        file: file.name,
        line: index + 1,
        found: row.slice(0, 60),
        expected: `${expected}, separated by tabs, without header`,
        hint: "Give the file as TargetScan's programs write it.",
      });
    }
    numbers.set(cells.slice(0, keys).join('\t'), value);
  });
  return numbers;
}
