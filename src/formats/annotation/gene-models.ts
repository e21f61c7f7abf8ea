import { Fault } from '../../fault.ts';
import { decodeText } from '../bytes/decode-text.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { type AnnotationLine, gff3Attributes, gtfAttribute, visitAnnotation } from './annotation-lines.ts';

export interface Gene {
  readonly id: string;
  readonly name?: string | undefined;
  readonly biotype?: string | undefined;
  /** NCBI Gene id, where the file tells it (`Dbxref=GeneID:`). */
  readonly entrez?: string | undefined;
}

/** 1-based, both ends included. */
export type Interval = readonly [start: number, end: number];

export interface Transcript {
  readonly id: string;
  readonly geneId: string;
  readonly biotype?: string | undefined;
  readonly seqname: string;
  readonly strand: string;
  readonly exons: readonly Interval[];
  /** Coding parts, the annotated stop codon included. */
  readonly coding: readonly Interval[];
  /** A `stop_codon` feature says where the stop codon is. */
  readonly hasStopCodon: boolean;
}

export interface GeneModels {
  readonly file: string;
  readonly format: 'gtf' | 'gff3';
  readonly genes: ReadonlyMap<string, Gene>;
  readonly transcripts: ReadonlyMap<string, Transcript>;
}

export interface GeneModelOptions {
  /** Read exons and coding parts too; without, only ids and names. Default: true. */
  readonly coordinates?: boolean | undefined;
}

/** Reads genes and transcripts of a GTF or GFF3 file (Ensembl, GENCODE, RefSeq, UCSC), plain or gzip-compressed. */
export async function readGeneModels(file: InputFile, options: GeneModelOptions = {}): Promise<GeneModels> {
  const coordinates = options.coordinates ?? true;
  const format = await annotationFormat(file);
  const collector = format === 'gtf' ? new GtfCollector() : new Gff3Collector();
  await visitAnnotation(file, coordinates ? undefined : isNoPart, (line) => collector.add(line));
  if (!coordinates && format === 'gtf' && collector.transcripts.size === 0) {
    // UCSC's GTF has no transcript lines: the exons tell their transcripts.
    await visitAnnotation(
      file,
      (feature) => feature === 'exon',
      (line) => collector.add(line),
    );
  }
  const { genes, transcripts } = collector.finish();
  if (transcripts.size === 0) {
    throw new Fault({
      code: 'ANNOTATION_NO_TRANSCRIPTS',
      message: 'the annotation has no transcripts',
      file: file.name,
      expected: 'features with gene_id and transcript_id (GTF) or with Parent (GFF3)',
      hint: 'Check that this is a gene annotation in GTF or GFF3.',
    });
  }
  return { file: file.name, format, genes, transcripts };
}

const PARTS = /^(exon|cds|.*utr.*|.*codon.*|selenocysteine|intron|region|chromosome|scaffold)$/i;
const isNoPart = (feature: string): boolean => !PARTS.test(feature);

async function annotationFormat(file: InputFile): Promise<'gtf' | 'gff3'> {
  const head = decodeText(await file.head(65_536));
  if (/^##gff-version\s+3/m.test(head)) return 'gff3';
  const line = head.split('\n').find((text) => text !== '' && !text.startsWith('#')) ?? '';
  return /^[A-Za-z_]+=/.test(line.split('\t')[8] ?? '') ? 'gff3' : 'gtf';
}

interface OpenTranscript {
  id: string;
  geneId: string;
  biotype: string | undefined;
  seqname: string;
  strand: string;
  exons: Interval[];
  coding: Interval[];
  hasStopCodon: boolean;
}

interface Collected {
  readonly genes: ReadonlyMap<string, Gene>;
  readonly transcripts: ReadonlyMap<string, Transcript>;
}

function openTranscript(id: string, geneId: string, biotype: string | undefined, line: AnnotationLine): OpenTranscript {
  const { seqname, strand } = line;
  return { id, geneId, biotype, seqname, strand, exons: [], coding: [], hasStopCodon: false };
}

function addPart(transcript: OpenTranscript, { feature, start, end }: AnnotationLine): void {
  if (feature === 'exon') transcript.exons.push([start, end]);
  else if (feature === 'CDS') transcript.coding.push([start, end]);
  else if (feature === 'stop_codon') {
    transcript.coding.push([start, end]);
    transcript.hasStopCodon = true;
  }
}

/** In GTF each line names its gene and transcript. */
class GtfCollector {
  readonly genes = new Map<string, Gene>();
  readonly transcripts = new Map<string, OpenTranscript>();

  add(line: AnnotationLine): void {
    const { attributes } = line;
    const id = gtfAttribute(attributes, 'transcript_id');
    // UCSC's and RefSeq's gene lines have an empty transcript_id.
    if (id === undefined || id === '') return;
    let transcript = this.transcripts.get(id);
    // The same id on another sequence (pseudoautosomal, alternate loci) is another transcript; the first is kept.
    if (transcript !== undefined && transcript.seqname !== line.seqname) return;
    if (transcript === undefined) {
      const geneId = gtfAttribute(attributes, 'gene_id') ?? id;
      transcript = openTranscript(id, geneId, biotypeOf(attributes, 'transcript'), line);
      this.transcripts.set(id, transcript);
      if (!this.genes.has(geneId)) {
        const entrez = /GeneID:(\d+)/.exec(attributes)?.[1];
        const name = gtfAttribute(attributes, 'gene_name') ?? gtfAttribute(attributes, 'gene');
        this.genes.set(geneId, { id: geneId, name, biotype: biotypeOf(attributes, 'gene'), entrez });
      }
    }
    addPart(transcript, line);
  }

  finish(): Collected {
    return this;
  }
}

function biotypeOf(attributes: string, of: 'gene' | 'transcript'): string | undefined {
  return gtfAttribute(attributes, `${of}_biotype`) ?? gtfAttribute(attributes, `${of}_type`);
}

interface Node {
  readonly attributes: ReadonlyMap<string, string>;
  readonly parent: string | undefined;
  readonly transcript: OpenTranscript;
}

/** In GFF3 features form a tree: what has exons, or a parent that has none itself, is a transcript; its parent the gene. */
class Gff3Collector {
  readonly genes = new Map<string, Gene>();
  readonly transcripts = new Map<string, OpenTranscript>();
  private readonly nodes = new Map<string, Node>();

  add(line: AnnotationLine): void {
    const attributes = gff3Attributes(line.attributes);
    const parents = attributes.get('Parent')?.split(',') ?? [];
    if (!isNoPart(line.feature)) {
      for (const parent of parents) {
        const transcript = this.nodes.get(parent)?.transcript;
        if (transcript !== undefined && transcript.seqname === line.seqname) addPart(transcript, line);
      }
      return;
    }
    const id = attributes.get('ID');
    if (id === undefined || this.nodes.has(id)) return;
    const biotype = attributes.get('biotype') ?? attributes.get('transcript_type') ?? attributes.get('gene_biotype');
    const transcript = openTranscript(id, id, biotype ?? line.feature, line);
    this.nodes.set(id, { attributes, parent: parents[0], transcript });
  }

  finish(): Collected {
    for (const { attributes, parent, transcript } of this.nodes.values()) {
      if (parent === undefined && transcript.exons.length === 0) continue;
      const gene = geneOf(this.top(attributes, parent));
      if (!this.genes.has(gene.id)) this.genes.set(gene.id, gene);
      transcript.geneId = gene.id;
      transcript.id = attributes.get('transcript_id') ?? bareId(transcript.id);
      if (!this.transcripts.has(transcript.id)) this.transcripts.set(transcript.id, transcript);
    }
    return this;
  }

  /** The attributes of the uppermost feature above; a parent that the file lacks, or that names itself, ends the climb. */
  private top(attributes: ReadonlyMap<string, string>, parent: string | undefined): ReadonlyMap<string, string> {
    let node = parent === undefined ? undefined : this.nodes.get(parent);
    for (let steps = 0; node?.parent !== undefined && steps < 10; steps++)
      node = this.nodes.get(node.parent) ?? { ...node, parent: undefined };
    return node?.attributes ?? attributes;
  }
}

function geneOf(attributes: ReadonlyMap<string, string>): Gene {
  return {
    id: attributes.get('gene_id') ?? bareId(attributes.get('ID') ?? ''),
    name: attributes.get('gene_name') ?? attributes.get('gene') ?? attributes.get('Name'),
    biotype: attributes.get('gene_type') ?? attributes.get('biotype') ?? attributes.get('gene_biotype'),
    entrez: /GeneID:(\d+)/.exec(attributes.get('Dbxref') ?? attributes.get('db_xref') ?? '')?.[1],
  };
}

/** `gene:ENSG...` (Ensembl) and `gene-LIFR`, `rna-NM_...` (RefSeq) without what they are. */
function bareId(id: string): string {
  return id.replace(/^(gene:|transcript:|gene-|rna-)/, '');
}
