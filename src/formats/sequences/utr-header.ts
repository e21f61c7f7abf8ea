import type { FastaRecord } from './fasta.ts';
import type { UtrRecord } from './utr-record.ts';

/** What the header of a FASTA record says of a 3' UTR, or of the transcript that it is part of. */
export interface UtrHeader {
  /** The name of the record. */
  readonly id: string;
  readonly keys: readonly string[];
  readonly transcript: string | undefined;
  readonly tags: readonly string[] | undefined;
  /** Where the 3' UTR lies in the sequence: 1-based, both ends included. */
  readonly utr: readonly [start: number, end: number] | undefined;
  /** Last base of the coding part in the sequence, 1-based. */
  readonly codingEnd: number | undefined;
  /** Ensembl's or NCBI's word for a whole transcript or a coding part: the sequence is no 3' UTR. */
  readonly whole: string | undefined;
}

const TRANSCRIPT_ID = /^(ENS[A-Z]*T\d{6,}|FBtr\d+|[NX][MR]_\d+)/;
const UCSC = /^[A-Za-z]+\d*_(refGene|refSeq|ncbiRefSeq[A-Za-z]*|knownGene|ensGene|wgEncodeGencode[A-Za-z]+V\d+)_/;

/**
 * Reads `gene|transcript|symbol` (BioMart, in any order; an empty field keeps its place, and one with spaces is whole),
 * UCSC's `hg38_knownGene_ENST...`, Ensembl's `ENST... gene:ENSG... gene_symbol:LIFR`, names of `bedtools getfasta` with the
 * place behind them, the parts of a transcript as GENCODE (`UTR3:217-416`) and gffread (`CDS=31-213`) write them.
 */
export function readUtrHeader({ id, description }: Pick<FastaRecord, 'id' | 'description'>): UtrHeader {
  const isFields = id.includes('|') && description.includes('|');
  const text = isFields ? `${id} ${description}` : id;
  const name = withoutPlace(text.replace(UCSC, ''));
  const fields = name.split('|').map((field) => field.trim());
  const parts = fields.filter((field) => PART.test(field)).concat(isFields ? [] : description.split(/\s+/));
  const keys = fields.filter((field) => !PART.test(field)).map(withoutPlace);
  const described = isFields ? [] : describedNames(description);
  if (described.length > 0) keys.push(...described);
  else while (keys.length > 1 && keys.at(-1) === '') keys.pop();
  const said = /(?:^|\s)transcript[:=](\S+)/.exec(description)?.[1];
  return {
    id: isFields ? text.replace(/\s+/g, '_') : id,
    keys: keys.every((key) => key === '') ? [id] : keys,
    transcript: said ?? keys.find((key) => TRANSCRIPT_ID.test(key)),
    tags: /(?:^|\s)tags=(\S+)/.exec(description)?.[1]?.split(','),
    utr: partOf(parts, 'UTR3'),
    codingEnd: partOf(parts, 'CDS')?.[1],
    whole: /^(cdna|cds|ncrna)\b/.exec(description)?.[1] ?? /, (mRNA)$/.exec(description)?.[1],
  };
}

const PART = /^(?:UTR5|CDS|UTR3)[:=]\d+-\d+$/;

function partOf(parts: readonly string[], part: 'CDS' | 'UTR3'): readonly [number, number] | undefined {
  for (const text of parts) {
    const match = new RegExp(`^${part}[:=](\\d+)-(\\d+)$`).exec(text);
    if (match !== null) return [Number(match[1]), Number(match[2])];
  }
  return undefined;
}

/** What Ensembl's, WormBase's and NCBI's GFF3 put before ids, and programs that read it keep. */
const PREFIX = /^(?:(?:gene|transcript|mrna|rna):|(?:gene|rna)-)/i;

/** `ENST...::chr1:0-200(+)` and `ENST...(+)`, as `bedtools getfasta -name` writes them, without where they lie; and no prefix. */
function withoutPlace(name: string): string {
  return name
    .replace(PREFIX, '')
    .replace(/::[^|]*:\d+-\d+(\([+.-]\))?$/, '')
    .replace(/\([+.-]\)$/, '');
}

/** Gene and symbol of a description, each at its place; none where it has neither. */
function describedNames(description: string): string[] {
  const find = (key: RegExp): string => key.exec(description)?.[1] ?? '';
  const gene = find(/\b(?:gene|gene_id|geneID)[:=]([^\s;|]+)/);
  const symbol = find(/\b(?:gene_symbol|gene_name|symbol)[:=]([^\s;|]+)/);
  return symbol !== '' ? [gene, symbol] : gene === '' ? [] : [gene];
}

/** The name of a record in FASTA: its keys, joined. */
export function utrName({ keys }: Pick<UtrRecord, 'keys'>): string {
  return keys.map((key) => key.replace(/[\s|]+/g, '_')).join('|');
}

/** The header of a record that `readUtrHeader` reads again. */
export function utrHeader(record: UtrRecord): string {
  const { transcript, tags = [] } = record;
  const said = transcript === undefined ? [] : [`transcript=${transcript}`];
  return [utrName(record), ...said, ...(tags.length === 0 ? [] : [`tags=${tags.join(',')}`])].join(' ');
}

/** Records as FASTA, a line a sequence, piece by piece; `sequenceOf` gives other sequences of the same names. */
export function* utrFasta(
  records: readonly UtrRecord[],
  sequenceOf: (record: UtrRecord) => Uint8Array = ({ sequence }) => sequence,
): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const record of records) {
    yield encoder.encode(`>${utrHeader(record)}\n`);
    yield sequenceOf(record);
    yield encoder.encode('\n');
  }
}
