import { Fault } from '../../fault.ts';
import { toRna } from '../sequences/nucleotides.ts';

/** A mature microRNA. */
export interface Mirna {
  readonly name: string;
  /** miRBase accession (`MIMAT...`) when known. */
  readonly accession?: string;
  /** Mature sequence 5'->3' in RNA letters, upper case. */
  readonly sequence: string;
  /** Nucleotides 2-8 of the sequence ("seed+m8"): miRNAs that share it are one family. */
  readonly seed: string;
}

export interface MirnaSource {
  readonly accession?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

const MIN_LENGTH = 8;

/**
 * Makes a miRNA from its name and sequence: T becomes U, lower case upper case.
 * Faults: fewer than 8 nt (the seed needs nt 2-8), letters other than A C G U T.
 */
export function parseMirna(name: string, sequence: string, source: MirnaSource = {}): Mirna {
  const { file, line, accession } = source;
  const rna = toRna(sequence.trim());
  const stranger = rna.search(/[^ACGU]/);
  if (stranger >= 0) {
    throw new Fault({
      code: 'MIRNA_LETTER',
      option: 'mirna',
      message: `miRNA ${name} has a letter that is not a nucleotide`,
      file,
      line,
      column: stranger + 1,
      found: rna[stranger],
      expected: 'A, C, G and U (or T)',
      hint: 'Give the mature sequence without ambiguous letters.',
    });
  }
  if (rna.length < MIN_LENGTH) {
    throw new Fault({
      code: 'MIRNA_TOO_SHORT',
      option: 'mirna',
      message: `miRNA ${name} is shorter than ${MIN_LENGTH} nt, so its seed (nt 2-8) is not known`,
      file,
      line,
      found: `${rna} (${rna.length} nt)`,
      expected: `at least ${MIN_LENGTH} nt, usually 20-24`,
      hint: "Give the mature sequence 5'->3', not only the seed.",
    });
  }
  return { name, ...(accession === undefined ? {} : { accession }), sequence: rna, seed: rna.slice(1, 8) };
}

export interface NamedSequence {
  readonly id: string;
  /** The rest of the header line after the id. */
  readonly description?: string | undefined;
  readonly sequence: string;
  readonly line?: number | undefined;
}

/** The miRNAs of FASTA records; a `MIMAT` accession in the header is kept. Faults: as `parseMirna`, duplicate names. */
export function parseMirnas(records: Iterable<NamedSequence>, file?: string): Mirna[] {
  const byName = new Map<string, Mirna>();
  for (const { id, description, sequence, line } of records) {
    if (byName.has(id)) {
      throw new Fault({
        code: 'MIRNA_DUPLICATE',
        message: `miRNA ${id} is given twice`,
        file,
        line,
        hint: 'Keep one record for each name.',
      });
    }
    const accession = description?.match(/\bMIMAT\d+\b/)?.[0];
    byName.set(id, parseMirna(id, sequence, { accession, file, line }));
  }
  return [...byName.values()];
}
