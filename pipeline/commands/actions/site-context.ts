import { Fault } from '../../../src/fault.ts';
import { type IsoformRegion, scaleIsoforms } from '../../../src/mirna/context-features.ts';
import type { UtrContext } from '../../../src/mirna/context-score.ts';
import { parseIsoforms, parseUnpaired } from '../../../src/mirna/site-parameters.ts';
import { createUtrContext } from '../../../src/mirna/utr-context.ts';
import { type AlignedSequence, present, readText, streamSequences, ungappedRna } from './site-inputs.ts';

export interface ContextFiles {
  readonly airs?: string | undefined;
  readonly orfs?: string | undefined;
  readonly orfLengths?: string | undefined;
  readonly orf8mers?: string | undefined;
  readonly accessibility?: string | undefined;
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
}

const keyOf = (gene: string, species: number) => `${gene}\t${species}`;

export async function readContext(files: ContextFiles, reference: number): Promise<ContextSource> {
  const isoforms = files.airs === undefined ? new Map() : parseIsoforms(await readText(files.airs), files.airs);
  const orfs: Orf[] = [];
  if (files.orfs !== undefined) {
    for await (const { id, rows } of streamSequences(files.orfs, reference)) {
      for (const [species, row] of rows) orfs.push({ gene: id, species, sequence: ungappedRna(row) });
    }
  }
  const orfOf = new Map(orfs.map((orf) => [keyOf(orf.gene, orf.species), orf.sequence]));
  const lengths = await readNumbers(files.orfLengths, 2, 'gene, species, length');
  const counts = await readNumbers(files.orf8mers, 3, 'gene, species, seed, count');
  let latest: { utr: AlignedSequence; contexts: Map<number, UtrContext> } | undefined;

  const createContext = async (utr: AlignedSequence, species: number): Promise<UtrContext> => {
    const sequence = ungappedRna(utr.rows.get(species)!);
    const regions: readonly IsoformRegion[] = isoforms.get(utr.id) ?? [];
    const referenceLength = utr.rows.has(reference) ? ungappedRna(utr.rows.get(reference)!).length : sequence.length;
    const key = keyOf(utr.id, species);
    return createUtrContext({
      sequence,
      isoforms: scaleIsoforms(regions, referenceLength, sequence.length),
      unpaired: await readUnpaired(files.accessibility, utr.id, species),
      orf: orfOf.get(key),
      orfLength: lengths?.get(key),
      orf8mers: counts && ((seed) => counts.get(`${key}\t${seed}`) ?? 0),
    });
  };
  return {
    isoforms,
    orfs,
    async contextOf(utr, species) {
      if (latest?.utr !== utr) latest = { utr, contexts: new Map() };
      let context = latest.contexts.get(species);
      if (!context) {
        context = await createContext(utr, species);
        latest.contexts.set(species, context);
      }
      return context;
    },
  };
}

/** RNAplfold's table for a UTR: `GENE.SPECIES_lunp` or `GENE_lunp`, plain or gzip-compressed. */
async function readUnpaired(
  folder: string | undefined,
  gene: string,
  species: number,
): Promise<((position: number) => number | undefined) | undefined> {
  if (folder === undefined) return undefined;
  const file = present(folder, `${gene}.${species}_lunp`) ?? present(folder, `${gene}_lunp`);
  return file === undefined ? undefined : parseUnpaired(await readText(file));
}

/** A table whose last column is a number, looked up by the columns before it. */
async function readNumbers(
  file: string | undefined,
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
        file,
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
