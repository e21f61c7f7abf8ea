import { Fault } from '../../../fault.ts';
import { fileName } from '../../../text/file-names.ts';
import { readGeneModels } from '../../annotation/gene-models.ts';
import { decodeText } from '../../bytes/decode-text.ts';
import type { InputFile } from '../../bytes/input-file.ts';
import { parseTable, textOf } from '../../delimited/read-table.ts';

/** The gene of each transcript. */
export interface TranscriptGenes {
  readonly file: string;
  readonly geneOf: ReadonlyMap<string, string>;
}

const HEADER_WORDS = /^(tx|txname|tx_?id|transcript|transcript_?ids?|target_?id|name|enst|feature_id)$/i;

/**
 * Reads which gene a transcript belongs to: a table whose first two columns are transcript and gene, with or without a
 * header (tximport's tx2gene, the one of nf-core/rnaseq), or a GTF or GFF3 file.
 */
export async function readTranscriptGenes(file: InputFile): Promise<TranscriptGenes> {
  if (await isAnnotation(file)) {
    const { transcripts } = await readGeneModels(file, { coordinates: false });
    return { file: file.name, geneOf: new Map([...transcripts.values()].map(({ id, geneId }) => [id, geneId])) };
  }
  return parseTranscriptGenes(await file.bytes(), file.name);
}

function parseTranscriptGenes(bytes: Uint8Array, file: string): TranscriptGenes {
  const named = parseTable(bytes, file, { text: ['GENEID', 'gene_id', 'gene'] });
  const names = [...named.columns.keys()];
  const hasHeader = HEADER_WORDS.test(names[0] ?? '');
  const table = hasHeader
    ? named
    : parseTable(bytes, file, { header: names.map((_, i) => `column ${i + 1}`), text: ['column 2'] });
  const [transcriptColumn, geneColumn] = [...table.columns.keys()];
  if (geneColumn === undefined) {
    throw new Fault({
      code: 'TX2GENE_COLUMNS',
      message: 'the table has only one column',
      file,
      line: 1,
      expected: 'transcript ids and gene ids',
      hint: 'Give a table with a transcript and its gene in each row, or a GTF file.',
    });
  }
  const genes = textOf(table, geneColumn);
  const geneOf = new Map<string, string>();
  textOf(table, transcriptColumn!).forEach((transcript, row) => {
    const gene = genes[row]!;
    const before = geneOf.get(transcript);
    if (transcript === '' || gene === '' || (before !== undefined && before !== gene)) {
      throw new Fault({
        code: 'TX2GENE_ROW',
        message:
          before === undefined ? 'a transcript or its gene has no id' : `transcript '${transcript}' has two genes`,
        file,
        line: table.lineOfRow(row),
        found: before === undefined ? `'${transcript}', '${gene}'` : `${before}, ${gene}`,
        expected: 'one gene for each transcript',
        hint: 'Correct the table.',
      });
    }
    geneOf.set(transcript, gene);
  });
  return { file, geneOf };
}

async function isAnnotation(file: InputFile): Promise<boolean> {
  const head = decodeText(await file.head(65_536));
  const line = head.split('\n').find((text) => text !== '' && !text.startsWith('#')) ?? '';
  return /^##gff-version/.test(head) || /^[^\t]+\t[^\t]+\t[^\t]+\t\d+\t\d+\t[^\t]*\t[+.?-]\t/.test(line);
}

/** [transcripts] the row of the gene of each transcript, and what was done to find it. */
export interface GeneAssignment {
  readonly geneIds: readonly string[];
  readonly geneOf: Int32Array;
  readonly notes: readonly string[];
}

/**
 * Finds the gene of each quantified transcript: by its id; if none is found so, by its id up to the first `|` (GENCODE) and
 * then without version. Genes are ordered by id. Transcripts without a gene are left out and noted.
 */
export function assignGenes(transcripts: readonly string[], map: TranscriptGenes, file: string): GeneAssignment {
  const beforeBar = (id: string) => id.split('|', 1)[0]!;
  const unversioned = (id: string) => beforeBar(id).replace(/\.\d+$/, '');
  const attempts: readonly (readonly [clean: (id: string) => string, note: string])[] = [
    [(id) => id, ''],
    [beforeBar, "transcript names were matched up to their first '|'"],
    [unversioned, 'transcript names were matched without their version'],
  ];
  for (const [clean, note] of attempts) {
    const lookup = clean === unversioned ? new Map([...map.geneOf].map(([id, gene]) => [clean(id), gene])) : map.geneOf;
    const genes = transcripts.map((id) => lookup.get(clean(id)));
    const absent = genes.filter((gene) => gene === undefined).length;
    if (absent === transcripts.length) continue;
    const geneIds = [...new Set(genes.filter((gene) => gene !== undefined))].sort();
    const row = new Map(geneIds.map((id, i) => [id, i]));
    const geneOf = Int32Array.from(genes, (gene) => (gene === undefined ? -1 : row.get(gene)!));
    const notes = note === '' ? [] : [note];
    if (absent > 0)
      notes.push(
        `${absent} of ${transcripts.length} transcripts have no gene in ${fileName(map.file)} and were left out`,
      );
    return { geneIds, geneOf, notes };
  }
  throw new Fault({
    code: 'TX2GENE_NO_MATCH',
    message: 'no quantified transcript is in the table of transcripts and genes',
    file: map.file,
    found: [...map.geneOf.keys()].slice(0, 3).join(', '),
    expected: `transcripts as in ${file}: ${transcripts.slice(0, 3).join(', ')}`,
    hint: 'Use the table or GTF of the release that the transcripts were quantified with.',
  });
}
