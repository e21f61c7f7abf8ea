import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import { type ConservationModel, conservedBranchLengths } from '../../../src/mirna/conservation.ts';
import { baseCodes, NOT_A_BASE } from '../../../src/mirna/nucleotides.ts';
import { type Phylogeny, parseNewick } from '../../../src/mirna/phylogeny.ts';
import { parsePctTable, parseTargetAbundance, pctFiles } from '../../../src/mirna/site-parameters.ts';
import { plainText, readBytes, readHeadBytes } from '../../../src/tables/bytes.ts';
import { streamFasta } from '../../../src/tables/fasta.ts';
import { streamTargetScanUtrs } from '../../../src/tables/targetscan-utrs.ts';

/** A 3' UTR, or an open reading frame, in one species or aligned over several. */
export interface AlignedSequence {
  readonly id: string;
  /** By NCBI taxonomy id: letters, gaps as `-`. */
  readonly rows: ReadonlyMap<number, Uint8Array>;
}

export async function readText(file: string): Promise<string> {
  return Buffer.from(plainText(await readBytes(file))).toString('utf8');
}

export async function isFasta(file: string): Promise<boolean> {
  const head = plainText(await readHeadBytes(file, 65_536));
  return Buffer.from(head).toString('latin1').trimStart().startsWith('>');
}

/**
 * Reads sequences one after the other: FASTA as rows of the reference species, or TargetScan's aligned table.
 * Faults: an empty sequence, an id given twice, a letter that is no nucleotide code, rows of unequal length.
 */
export async function* streamSequences(file: string, reference: number): AsyncGenerator<AlignedSequence> {
  const seen = new Set<string>();
  if (await isFasta(file)) {
    for await (const { id, sequence, line } of streamFasta(file)) {
      if (seen.has(id)) throw duplicate(file, line, id);
      seen.add(id);
      checkLetters(file, line, id, sequence, false);
      yield { id, rows: new Map([[reference, sequence]]) };
    }
    return;
  }
  for await (const { id, rows } of streamTargetScanUtrs(file)) {
    for (const row of rows.values()) checkLetters(file, undefined, id, row, true);
    yield { id, rows };
  }
}

const GAP = 45;

function checkLetters(
  file: string,
  line: number | undefined,
  id: string,
  sequence: Uint8Array,
  isAligned: boolean,
): void {
  if (sequence.length === 0) {
    const hint = 'Remove the record or give its sequence.';
    throw new Fault({ code: 'UTR_EMPTY', message: `the sequence of ${id} is empty`, file, line, hint });
  }
  for (let i = 0; i < sequence.length; i++) {
    const byte = sequence[i]!;
    if (baseCodes[byte] !== NOT_A_BASE || (isAligned && byte === GAP)) continue;
    throw new Fault({
      code: 'UTR_LETTER',
      message: `the sequence of ${id} has a letter that is no nucleotide code`,
      file,
      line,
      column: i + 1,
      found: JSON.stringify(String.fromCharCode(byte)),
      expected: 'A, C, G, T or U; N and IUPAC codes are accepted and never match',
      hint:
        byte === GAP
          ? "Gaps belong to aligned sequences: give those as TargetScan's table gene, species, sequence."
          : 'Check that the file holds nucleotide sequences.',
    });
  }
}

function duplicate(file: string, line: number, id: string): Fault {
  const hint = 'Keep one sequence for each id; name isoforms transcript|gene.';
  return new Fault({ code: 'UTR_DUPLICATE_ID', message: `the sequence ${id} is given twice`, file, line, hint });
}

/** Letters of a row without gaps: upper case, T as U. */
export function ungappedRna(row: Uint8Array): string {
  return Buffer.from(row).toString('latin1').replaceAll('-', '').toUpperCase().replaceAll('T', 'U');
}

/** What the folder of TargetScan's parameters holds. */
export interface TargetScanParameters {
  /** log10 target abundance by seed. */
  readonly targetAbundance: ReadonlyMap<string, number> | undefined;
  readonly conservation: ConservationModel | undefined;
}

const BINS = 10;

/** Reads the parameters that are there. Faults: a folder with none of them, unreadable files. */
export async function readTargetScanParameters(
  folder: string,
  reference: number,
  conserved: string | undefined,
): Promise<TargetScanParameters> {
  const abundanceFile = present(folder, 'TA_SPS_by_seed_region.txt');
  const trees = join(folder, 'PCT_parameters');
  if (abundanceFile === undefined && !existsSync(trees)) {
    throw new Fault({
      code: 'SITE_PARAMETERS_NONE',
      message: 'the folder holds no parameters',
      file: folder,
      expected: 'TA_SPS_by_seed_region.txt, PCT_parameters/',
      hint: "Give the folder of TargetScan's programs, where these lie.",
    });
  }
  const targetAbundance = abundanceFile && parseTargetAbundance(await readText(abundanceFile), abundanceFile);
  return {
    targetAbundance: targetAbundance || undefined,
    conservation: existsSync(trees) ? await readConservation(trees, reference, conserved) : undefined,
  };
}

async function readConservation(folder: string, reference: number, conserved = 'human'): Promise<ConservationModel> {
  if (conserved !== 'human' && conserved !== 'mouse') {
    throw new Fault({
      code: 'FLAG_CONSERVED',
      message: 'there are no such cut-offs of conservation',
      file: '--conserved',
      found: conserved,
      expected: 'human or mouse',
      hint: 'Leave --conserved out for those of TargetScanHuman.',
    });
  }
  const tree = async (name: string): Promise<Phylogeny> => {
    const file = join(folder, `Tree.${name}.txt`);
    return parseNewick(await readText(file), file);
  };
  const bins = Array.from({ length: BINS }, (_, bin) => `bin_${String(bin + 1).padStart(2, '0')}`);
  const tables = pctFiles.map(async ([type, name]) => {
    const file = join(folder, name);
    return [type, parsePctTable(await readText(file), file)] as const;
  });
  return {
    generic: await tree('generic'),
    binned: await Promise.all(bins.map(tree)),
    pct: new Map(await Promise.all(tables)),
    reference,
    conservedFrom: conservedBranchLengths[conserved],
  };
}

/** The file in a folder, plain or gzip-compressed. */
export function present(folder: string, name: string): string | undefined {
  return [join(folder, name), join(folder, `${name}.gz`)].find((path) => existsSync(path));
}
