import { decodeText } from '../bytes/decode-text.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { plainText } from '../bytes/plain-text.ts';
import { type FastaRecord, readFasta } from './fasta.ts';
import { readTargetScanUtrs } from './targetscan-utrs.ts';
import { type UtrRecord, type UtrSet, withoutGaps } from './utr-record.ts';

/**
 * Reads 3' UTR sequences: FASTA (ids as gene, symbol, transcript, or several joined by `|` as BioMart writes them; UCSC's
 * table browser), or TargetScan's `UTR_Sequences.txt`, of which the rows of one species are taken.
 */
export async function readUtrs(
  file: InputFile,
  options: { readonly species?: number | undefined } = {},
): Promise<UtrSet> {
  const head = plainText(await file.head(65_536));
  const isFasta = decodeText(head).trimStart().startsWith('>');
  return isFasta || head.length === 0
    ? utrsOfFasta(await readFasta(file), file.name)
    : readTargetScanUtrs(file, options.species ?? 9606);
}

/** The 3' UTRs of FASTA records; those without sequence (BioMart: "Sequence unavailable") are left out and noted. */
export function utrsOfFasta(fasta: readonly FastaRecord[], file: string): UtrSet {
  const records: UtrRecord[] = [];
  let empty = 0;
  let gapped = 0;
  for (const { id, description, sequence } of fasta) {
    const letters = withoutGaps(sequence);
    if (letters.length < sequence.length) gapped++;
    if (letters.length === 0 || isUnavailable(letters)) empty++;
    else records.push({ id, keys: keysOf(id, description), sequence: letters });
  }
  const notes: string[] = [];
  if (empty > 0) notes.push(`${empty} records without a sequence were left out`);
  if (gapped > 0) notes.push(`alignment gaps were removed from ${gapped} sequences`);
  return { file, records, notes };
}

const UNAVAILABLE = 'Sequenceunavailable';

function isUnavailable(letters: Uint8Array): boolean {
  return letters.length === UNAVAILABLE.length && String.fromCharCode(...letters) === UNAVAILABLE;
}

/** `gene|transcript|symbol`, UCSC's `hg38_knownGene_ENST...`, Ensembl's `ENST... gene:ENSG... gene_symbol:LIFR`. */
function keysOf(id: string, description: string): string[] {
  const name = id.replace(
    /^[A-Za-z]+\d*_(refGene|refSeq|ncbiRefSeq[A-Za-z]*|knownGene|ensGene|wgEncodeGencode[A-Za-z]+V\d+)_/,
    '',
  );
  const keys = name.split('|').filter((key) => key !== '');
  for (const [, value] of description.matchAll(/\b(?:gene|gene_id|gene_symbol|gene_name|symbol)[:=]([^\s;|]+)/g))
    keys.push(value!);
  return keys.length === 0 ? [id] : keys;
}
