import { bareId, geneOfAttributes } from './annotated-names.ts';
import { type AnnotationLine, gff3Attributes } from './annotation-lines.ts';
import { type CollectedModels, type Gene, isCoding, type Transcript } from './transcript.ts';
import { isNoPart, TranscriptParts } from './transcript-parts.ts';

type Attributes = ReadonlyMap<string, string>;

/** A feature that others may have as parent. */
interface Node {
  readonly attributes: Attributes;
  readonly parent: string | undefined;
  readonly line: Pick<AnnotationLine, 'feature' | 'seqname' | 'strand'>;
}

/** Parts that name the same parent, of one sequence. */
interface Family {
  readonly key: string;
  /** Of the first of them, as they stand: only those of unlisted transcripts are read. */
  readonly attributes: string;
  readonly parts: TranscriptParts;
}

/**
 * Collects the lines of a GFF3 file. Features form a tree, in any order of lines, so that it can be told only at the end: what
 * has parts, or a parent that has none itself, is a transcript; the uppermost feature above it is the gene. Parts may name
 * their transcript by `transcript_id` in place of `Parent`, and a transcript that has no line of its own is one all the same.
 */
export class Gff3Collector {
  private readonly nodes = new Map<string, Node>();
  private readonly families = new Map<string, Family[]>();
  private readonly chromosomeOf = new Map<string, string>();

  add(line: AnnotationLine): void {
    const attributes = gff3Attributes(line.attributes);
    const parents = attributes.get('Parent')?.split(',') ?? [];
    const transcript = attributes.get('transcript_id');
    if (line.feature === 'region') this.addRegion(line, attributes);
    else if (isNoPart(line.feature)) {
      const id = attributes.get('ID') ?? transcript;
      if (id === undefined || this.nodes.has(id)) return;
      const { feature, seqname, strand } = line;
      this.nodes.set(id, { attributes, parent: parents[0], line: { feature, seqname, strand } });
    } else {
      const keys = parents.length > 0 || transcript === undefined ? parents : [transcript];
      for (const key of keys) this.addPart(key, line);
    }
  }

  /** NCBI's lines of whole sequences say which chromosome an accession is. */
  private addRegion({ seqname, start }: AnnotationLine, attributes: Attributes): void {
    const genome = attributes.get('genome') ?? 'chromosome';
    const name = attributes.get('chromosome') ?? attributes.get('Name');
    if (start !== 1 || name === undefined || name === 'Unknown' || this.chromosomeOf.has(seqname)) return;
    if (genome === 'mitochondrion') this.chromosomeOf.set(seqname, 'MT');
    else if (genome === 'chromosome') this.chromosomeOf.set(seqname, name);
  }

  private addPart(key: string, line: AnnotationLine): void {
    const families = this.families.get(key) ?? [];
    let family = families.find(({ parts }) => parts.seqname === line.seqname);
    if (family === undefined) {
      family = { key, attributes: line.attributes, parts: new TranscriptParts(line) };
      families.push(family);
      this.families.set(key, families);
    }
    family.parts.add(line);
  }

  finish(): CollectedModels {
    const genes = new Map<string, Gene>();
    const transcripts = new Map<string, Transcript>();
    const copies: string[] = [];
    const keep = (gene: Gene, own: Attributes, id: string, parts: TranscriptParts, feature?: string): void => {
      if (!genes.has(gene.id)) genes.set(gene.id, gene);
      const name = own.get('transcript_id') || bareId(id);
      const biotype = own.get('biotype') ?? own.get('transcript_type') ?? own.get('gene_biotype') ?? feature;
      const tags = own.get('tag')?.replaceAll(' ', '_').split(',') ?? [];
      const transcript = parts.finish({ id: name, geneId: gene.id, biotype, tags });
      if (!transcripts.has(name)) transcripts.set(name, transcript);
      else if (isCoding(transcript)) copies.push(name);
    };
    const families = this.familiesByNode();
    for (const [id, { attributes, parent, line }] of this.nodes) {
      const below = families.get(id) ?? [];
      const own = below.find(({ parts }) => parts.seqname === line.seqname)?.parts;
      for (const { parts } of below) if (parts !== own && isCoding(parts)) copies.push(bareId(id));
      if (parent === undefined && own === undefined && !attributes.has('transcript_id')) continue;
      const parts = own ?? new TranscriptParts(line);
      parts.checkStrand(line.strand);
      keep(this.geneAbove(id, attributes, parent), attributes, id, parts, line.feature);
    }
    for (const { key, attributes: text, parts } of families.get(undefined) ?? []) {
      const attributes = gff3Attributes(text);
      keep(unlistedGene(attributes, attributes.get('gene') ?? key), attributes, key, parts);
    }
    return { genes, transcripts, copies, chromosomeOf: this.chromosomeOf };
  }

  /** The parts below each feature; below `undefined` those of transcripts without a line. */
  private familiesByNode(): ReadonlyMap<string | undefined, readonly Family[]> {
    const idOf = new Map<string, string>();
    for (const [id, { attributes }] of this.nodes) {
      const transcript = attributes.get('transcript_id');
      if (transcript !== undefined && !idOf.has(transcript)) idOf.set(transcript, id);
    }
    const byNode = new Map<string | undefined, Family[]>();
    for (const [key, families] of this.families) {
      const id = this.nodes.has(key) ? key : idOf.get(key);
      byNode.set(id, [...(byNode.get(id) ?? []), ...families]);
    }
    return byNode;
  }

  /** The uppermost feature above; a parent that the file lacks, or that names itself, ends the climb. */
  private geneAbove(id: string, attributes: Attributes, parent: string | undefined): Gene {
    if (parent !== undefined && !this.nodes.has(parent)) return unlistedGene(attributes, parent);
    let top = { id, attributes, parent };
    for (let steps = 0; top.parent !== undefined && this.nodes.has(top.parent) && steps < 10; steps++)
      top = { id: top.parent, ...this.nodes.get(top.parent)! };
    return geneOfAttributes((key) => top.attributes.get(key), top.id);
  }
}

/** A gene that has no line of its own, by what the line of a transcript or a part says of it. */
function unlistedGene(attributes: Attributes, id: string): Gene {
  return geneOfAttributes((key) => (key === 'ID' || key === 'Name' ? undefined : attributes.get(key)), id);
}
