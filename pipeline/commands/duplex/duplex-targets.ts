import { lineBlocks } from '../../../src/formats/bytes/line-blocks.ts';
import { type FastaRecord, streamFasta } from '../../../src/formats/sequences/fasta.ts';
import { placeOfResidue } from '../../../src/formats/sequences/nucleotide-letters.ts';
import { emptySequence, repeatedSequence, strangeLetter } from '../../../src/formats/sequences/sequence-faults.ts';
import { baseCodes, NOT_A_BASE } from '../../../src/mirna/sequences/nucleotides.ts';
import { openInput } from '../../files/open-input.ts';
import type { TargetBatch } from '../../threads/duplex-batch.ts';

const BATCH_BASES = 100_000;

/**
 * Reads the targets of a FASTA file in batches of base codes. Faults: an empty sequence, an id given twice, a letter that is
 * no nucleotide code.
 *
 * @param losesBases reads as RNAhybrid 2.1.2 does: of every 999 letters in a line the last one is lost
 */
export async function* streamTargets(file: string, losesBases: boolean): AsyncGenerator<TargetBatch> {
  const seen = new Set<string>();
  let [ids, bases, size]: [string[], Uint8Array[], number] = [[], [], 0];
  for await (const record of losesBases ? streamTruncated(file) : streamFasta(openInput(file))) {
    checkTarget(record, seen, file);
    ids.push(record.id);
    bases.push(await encode(record, file));
    size += record.sequence.length;
    if (size < BATCH_BASES) continue;
    yield { ids, bases };
    [ids, bases, size] = [[], [], 0];
  }
  if (ids.length > 0) yield { ids, bases };
}

function checkTarget({ id, sequence, line }: FastaRecord, seen: Set<string>, file: string): void {
  const place = { id, file, line };
  if (sequence.length === 0) throw emptySequence(place);
  if (seen.has(id)) throw repeatedSequence(place, 'Keep one sequence for each id.');
  seen.add(id);
}

async function encode({ id, sequence, line }: FastaRecord, file: string): Promise<Uint8Array> {
  const codes = new Uint8Array(sequence.length);
  for (let i = 0; i < sequence.length; i++) {
    const code = baseCodes[sequence[i]!]!;
    if (code === NOT_A_BASE) {
      const place = await placeOfResidue(openInput(file), line, i);
      throw strangeLetter({ id, file, line: place.line }, place.column - 1, sequence[i]!, 'pair');
    }
    codes[i] = code;
  }
  return codes;
}

const CHUNK = 999;
const [GREATER, LF] = [62, 10];

/** FASTA records without the letters that RNAhybrid loses: it reads lines in pieces of 999 and drops the last of each. */
async function* streamTruncated(file: string): AsyncGenerator<FastaRecord> {
  let open: { id: string; line: number; bases: number[] } | undefined;
  const finished = ({ id, line, bases }: NonNullable<typeof open>): FastaRecord => {
    return { id, description: '', sequence: Uint8Array.from(bases), line };
  };
  for await (const block of lineBlocks(openInput(file))) {
    let line = block.line;
    for (let from = 0, to = 0; from < block.bytes.length; from = to + 1, line++) {
      to = block.bytes.indexOf(LF, from);
      const text = block.bytes.subarray(from, to);
      if (text[0] === GREATER) {
        if (open) yield finished(open);
        const [id = ''] = Buffer.from(text).toString('utf8', 1).trim().split(/\s/);
        open = { id, line, bases: [] };
      } else {
        text.forEach((byte, k) => {
          if (k % CHUNK !== CHUNK - 1 && byte > 32) open?.bases.push(byte);
        });
      }
    }
  }
  if (open) yield finished(open);
}
