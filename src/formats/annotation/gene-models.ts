import { Fault } from '../../fault.ts';
import { decodeText } from '../bytes/decode-text.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { plainText } from '../bytes/plain-text.ts';
import { visitAnnotation } from './annotation-lines.ts';
import { Gff3Collector } from './gff3-models.ts';
import { GtfCollector } from './gtf-models.ts';
import type { CollectedModels } from './transcript.ts';
import { isNoPart } from './transcript-parts.ts';

export interface GeneModels extends CollectedModels {
  readonly file: string;
  readonly format: 'gtf' | 'gff3';
}

export interface GeneModelOptions {
  /** Read exons and coding parts too; without, only ids and names. Default: true. */
  readonly coordinates?: boolean | undefined;
}

/**
 * Reads genes and transcripts of a GTF or GFF3 file (Ensembl, GENCODE, RefSeq, UCSC, FlyBase, WormBase), plain or
 * gzip-compressed, in any order of lines.
 */
export async function readGeneModels(file: InputFile, options: GeneModelOptions = {}): Promise<GeneModels> {
  const coordinates = options.coordinates ?? true;
  const format = await annotationFormat(file);
  const collector = format === 'gtf' ? new GtfCollector() : new Gff3Collector();
  await visitAnnotation(file, coordinates ? undefined : isNoPart, (line) => collector.add(line));
  let models = collector.finish();
  if (!coordinates && models.transcripts.size === 0) {
    // UCSC's GTF has no transcript lines: the exons tell their transcripts.
    await visitAnnotation(
      file,
      (feature) => /^(exon|cds)$/i.test(feature),
      (line) => collector.add(line),
    );
    models = collector.finish();
  }
  if (models.transcripts.size === 0) {
    throw new Fault({
      code: 'ANNOTATION_NO_TRANSCRIPTS',
      message: 'the annotation has no transcripts',
      file: file.name,
      expected: 'features with gene_id and transcript_id (GTF) or with Parent (GFF3)',
      hint: 'Check that this is a gene annotation in GTF or GFF3.',
    });
  }
  return { file: file.name, format, ...models };
}

async function annotationFormat(file: InputFile): Promise<'gtf' | 'gff3'> {
  const head = decodeText(plainText(await file.head(65_536)));
  if (/^##gff-version\s+3/m.test(head)) return 'gff3';
  const line = head.split('\n').find((text) => text.trim() !== '' && !text.startsWith('#')) ?? '';
  return /^[A-Za-z_]+=/.test(line.split('\t')[8] ?? '') ? 'gff3' : 'gtf';
}
