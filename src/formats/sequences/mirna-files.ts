import { Fault } from '../../fault.ts';
import { decodeText } from '../bytes/decode-text.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { plainText } from '../bytes/plain-text.ts';
import { parseTable, type Table, textOf } from '../delimited/read-table.ts';
import { parseFasta } from './fasta.ts';

/** A mature microRNA as a file names it. */
export interface MirnaRecord {
  /** The name (`hsa-miR-9-5p`; MirGeneDB: `Hsa-Mir-9-P1_5p`). */
  readonly id: string;
  /** What else the file says, the miRBase accession (`MIMAT...`) included. */
  readonly description: string;
  /** 5' to 3', letters as in the file. */
  readonly sequence: string;
  readonly family?: string | undefined;
  /** NCBI taxonomy id. */
  readonly species?: number | undefined;
  /** TargetScan: 2 broadly conserved, 1 conserved, 0 poorly conserved, -1 poorly conserved and possibly misannotated. */
  readonly conservation?: number | undefined;
  /** 1-based. */
  readonly line: number;
}

/**
 * Reads microRNAs from FASTA (miRBase `mature.fa`, MirGeneDB) or from TargetScan's tables (`miR_Family_Info.txt` with a
 * header, also as R writes it; `miR_for_context_scores.txt`: family, species, name, sequence without a header).
 */
export async function readMirnas(file: InputFile): Promise<MirnaRecord[]> {
  return parseMirnaFile(await file.bytes(), file.name);
}

export function parseMirnaFile(bytes: Uint8Array, file: string): MirnaRecord[] {
  const text = plainText(bytes);
  const start = decodeText(text, 0, 1000).trimStart();
  if (start.startsWith('>') || start === '') {
    return parseFasta(text, file).map((record) => ({
      ...record,
      sequence: decodeText(record.sequence),
    }));
  }
  return familyTable(text, file, /^[^\t\n]+\t\d+\t[^\t\n]+\t[A-Za-z]+\r?(\n|$)/.test(start));
}

const COLUMNS = {
  family: /^mir[ ._]?family$/i,
  species: /^species[ ._]?id$/i,
  name: /^mirbase[ ._]?id$/i,
  sequence: /^mature[ ._]?sequence$/i,
  conservation: /^family[ ._]?conservation/i,
  accession: /^mirbase[ ._]?accession$/i,
};

function familyTable(text: Uint8Array, file: string, isHeadless: boolean): MirnaRecord[] {
  // A family is often named like its miRNA: such a row is no header, whose names must differ.
  if (isHeadless) {
    return recordsOf(parseTable(text, file, { header: ['miR family', 'Species ID', 'MiRBase ID', 'Mature sequence'] }));
  }
  const headed = parseTable(text, file);
  const header = [...headed.columns.keys()];
  const find = (pattern: RegExp) => header.find((name) => pattern.test(name));
  if (find(COLUMNS.name) !== undefined && find(COLUMNS.sequence) !== undefined) return recordsOf(headed);
  throw new Fault({
    code: 'MIRNA_FILE',
    message: 'this is no file of microRNAs',
    file,
    line: 1,
    found: header.join(', '),
    expected: 'FASTA, or a table with the columns MiRBase ID and Mature sequence',
    hint: "Give miRBase's mature.fa, MirGeneDB's FASTA or TargetScan's miR_Family_Info.txt.",
  });
}

function recordsOf(table: Table): MirnaRecord[] {
  const header = [...table.columns.keys()];
  const column = (pattern: RegExp) => {
    const name = header.find((candidate) => pattern.test(candidate));
    return name === undefined ? undefined : textOf(table, name);
  };
  const number = (cell: string | undefined) => (cell !== undefined && /^-?\d+$/.test(cell) ? Number(cell) : undefined);
  const families = column(COLUMNS.family);
  const species = column(COLUMNS.species);
  const conservations = column(COLUMNS.conservation);
  const accessions = column(COLUMNS.accession);
  const sequences = column(COLUMNS.sequence)!;
  return column(COLUMNS.name)!.map((id, row) => ({
    id,
    description: accessions?.[row] ?? '',
    sequence: sequences[row]!,
    family: families?.[row],
    species: number(species?.[row]),
    conservation: number(conservations?.[row]),
    line: table.lineOfRow(row),
  }));
}
