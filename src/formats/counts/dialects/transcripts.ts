import { Fault } from '../../../fault.ts';
import type { InputFile } from '../../bytes/input-file.ts';
import { numbersOf, readTable, textOf } from '../../delimited/read-table.ts';
import type { CountTable } from '../counts.ts';
import { roundCounts, roundedNote } from '../estimated-counts.ts';
import { countsFromAbundance, GeneSummarizer } from '../transcripts/summarize.ts';
import {
  assignGenes,
  type GeneAssignment,
  readTranscriptGenes,
  type TranscriptGenes,
} from '../transcripts/transcript-genes.ts';
import { type Dialect, type DialectOptions, headerStarts } from './dialect.ts';
import { nameFiles } from './sample-names.ts';

/** The names a quantifier gives to what is needed. */
interface QuantColumns {
  readonly transcript: string;
  readonly length: string;
  readonly abundance: string;
  readonly count: string;
}

/** salmon's `quant.sf`, one a sample. */
export const salmon = quantifier(
  'salmon',
  'salmon quant.sf, one a sample',
  ['Name', 'Length', 'EffectiveLength', 'TPM', 'NumReads'],
  {
    transcript: 'Name',
    length: 'EffectiveLength',
    abundance: 'TPM',
    count: 'NumReads',
  },
);

/** kallisto's `abundance.tsv`, one a sample. */
export const kallisto = quantifier(
  'kallisto',
  'kallisto abundance.tsv, one a sample',
  ['target_id', 'length', 'eff_length', 'est_counts', 'tpm'],
  { transcript: 'target_id', length: 'eff_length', abundance: 'tpm', count: 'est_counts' },
);

function quantifier(
  name: 'salmon' | 'kallisto',
  title: string,
  header: readonly string[],
  columns: QuantColumns,
): Dialect {
  return {
    name,
    title,
    oneSampleAFile: true,
    recognizes: (head) => headerStarts(head, header),
    read: (files, options) => readQuantifications(files, columns, options),
  };
}

/** Reads the samples one after the other, so that only one is held with its transcripts. */
async function readQuantifications(
  files: readonly InputFile[],
  columns: QuantColumns,
  options: DialectOptions,
): Promise<CountTable> {
  const sampleIds = nameFiles(files, options.sampleNames);
  const read = async (file: InputFile) => {
    const numbers = [columns.length, columns.abundance, columns.count];
    const table = await readTable(file, { numbers, only: [columns.transcript] });
    return {
      transcripts: textOf(table, columns.transcript),
      lengths: numbersOf(table, columns.length),
      abundances: numbersOf(table, columns.abundance),
      counts: numbersOf(table, columns.count),
    };
  };
  const first = await read(files[0]!);
  const { name } = files[0]!;
  const genes = assignGenes(first.transcripts, await genesOfTranscripts(first.transcripts, name, options), name);
  const summarizer = new GeneSummarizer(genes.geneOf, genes.geneIds.length, files.length);
  summarizer.add(0, first);
  for (let sample = 1; sample < files.length; sample++) {
    const quantification = await read(files[sample]!);
    refuseOtherTranscripts(quantification.transcripts, first.transcripts, files[sample]!.name, name);
    summarizer.add(sample, quantification);
  }
  return toTable(summarizer, genes, sampleIds, name, options);
}

function toTable(
  summarizer: GeneSummarizer,
  { geneIds, notes }: GeneAssignment,
  sampleIds: readonly string[],
  file: string,
  options: DialectOptions,
): CountTable {
  const estimates = summarizer.finish();
  const method = options.countsFromAbundance ?? 'no';
  const values = method === 'no' ? estimates.counts : countsFromAbundance(estimates, method);
  const samples = sampleIds.length;
  const what = (i: number) => `gene '${geneIds[Math.floor(i / samples)]}' in sample '${sampleIds[i % samples]}'`;
  const memory = options.allocate?.(geneIds.length, samples).subarray(0, values.length);
  const { counts, rounded } = roundCounts(values, (i) => ({ file, what: what(i) }), memory);
  const meaning =
    method === 'no' ? 'estimated counts with average transcript lengths' : `${method} counts, which need no lengths`;
  return {
    file,
    geneIds,
    sampleIds,
    counts,
    averageLengths: method === 'no' ? estimates.lengths : undefined,
    annotation: new Map(),
    notes: [
      `transcripts were summed to ${geneIds.length} genes: ${meaning}`,
      ...notes,
      roundedNote(rounded, values.length),
    ],
  };
}

/** From the file the user names; else from names as GENCODE writes them, `ENST...|ENSG...|...`. */
async function genesOfTranscripts(
  transcripts: readonly string[],
  file: string,
  options: DialectOptions,
): Promise<TranscriptGenes> {
  if (options.transcriptGenes !== undefined) return readTranscriptGenes(options.transcriptGenes);
  const parts = transcripts.map((id) => id.split('|'));
  if (parts.every((part) => part.length > 2 && part[1]!.startsWith('ENS'))) {
    return { file, geneOf: new Map(transcripts.map((id, i) => [id, parts[i]![1]!])) };
  }
  throw new Fault({
    code: 'TX2GENE_NEEDED',
    message: 'the genes of the transcripts are not known',
    file,
    found: transcripts.slice(0, 3).join(', '),
    expected: 'a table of transcripts and genes, or the GTF of the annotation',
    hint: 'Give one of them (--transcript-genes); nf-core/rnaseq writes tx2gene.tsv beside the quantifications.',
  });
}

function refuseOtherTranscripts(
  ids: readonly string[],
  expected: readonly string[],
  file: string,
  first: string,
): void {
  const differs = expected.findIndex((id, row) => id !== ids[row]);
  if (differs < 0 && ids.length === expected.length) return;
  const row = differs < 0 ? expected.length : differs;
  throw new Fault({
    code: 'QUANT_TRANSCRIPTS_DIFFER',
    message: 'the samples were not quantified with the same transcripts',
    file,
    line: row + 2,
    found: ids[row] ?? 'the end of the file',
    expected: `${expected[row] ?? 'the end of the file'}, as in ${first}`,
    hint: 'Quantify all samples with the same index.',
  });
}
