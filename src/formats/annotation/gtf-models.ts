import { geneOfAttributes, mergeGenes } from './annotated-names.ts';
import { type AnnotationLine, gtfAttribute, gtfAttributeValues } from './annotation-lines.ts';
import type { CollectedModels, Gene, Transcript } from './transcript.ts';
import { isNoPart, TranscriptParts } from './transcript-parts.ts';

interface OpenTranscript {
  readonly geneId: string;
  biotype: string | undefined;
  readonly tags: Set<string>;
  readonly parts: TranscriptParts;
}

/** Collects the lines of a GTF file, in any order: each names its gene and transcript. */
export class GtfCollector {
  private readonly genes = new Map<string, Gene>();
  private readonly open = new Map<string, OpenTranscript>();
  /** Parts of transcripts with the id of one on another sequence (pseudoautosomal, alternate loci), by id and sequence. */
  private readonly copies = new Map<string, TranscriptParts>();

  add(line: AnnotationLine): void {
    const { attributes } = line;
    const id = gtfAttribute(attributes, 'transcript_id');
    // UCSC's and RefSeq's gene lines have an empty transcript_id.
    if (id === undefined || id === '') {
      if (line.feature === 'gene') this.addGene(attributes, '');
      return;
    }
    let transcript = this.open.get(id);
    if (transcript !== undefined && transcript.parts.seqname !== line.seqname) {
      const key = `${id}\t${line.seqname}`;
      const copy = this.copies.get(key) ?? new TranscriptParts(line);
      this.copies.set(key, copy);
      copy.add(line);
      return;
    }
    const isTranscriptLine = isNoPart(line.feature);
    if (transcript === undefined) {
      transcript = {
        geneId: this.addGene(attributes, id),
        biotype: undefined,
        tags: new Set(),
        parts: new TranscriptParts(line),
      };
      this.open.set(id, transcript);
      describe(transcript, line);
    } else if (isTranscriptLine) {
      this.addGene(attributes, id);
      describe(transcript, line);
    }
    if (isTranscriptLine) transcript.parts.checkStrand(line.strand);
    else transcript.parts.add(line);
  }

  private addGene(attributes: string, transcript: string): string {
    const given = gtfAttribute(attributes, 'gene_id');
    const known = given === undefined ? undefined : this.genes.get(given);
    if (known?.name !== undefined && known.biotype !== undefined) return known.id;
    const gene = geneOfAttributes((key) => gtfAttribute(attributes, key), transcript);
    if (gene.id !== '') this.genes.set(gene.id, mergeGenes(this.genes.get(gene.id), gene));
    return gene.id;
  }

  finish(): CollectedModels {
    const transcripts = new Map<string, Transcript>();
    for (const [id, { parts, tags, geneId, biotype }] of this.open) {
      transcripts.set(id, parts.finish({ id, geneId, biotype, tags: [...tags] }));
    }
    const copies = [...this.copies]
      .filter(([, { coding }]) => coding.length > 0)
      .map(([key]) => key.split('\t', 1)[0]!);
    return { genes: this.genes, transcripts, copies, chromosomeOf: new Map() };
  }
}

function describe(transcript: OpenTranscript, { attributes, source }: AnnotationLine): void {
  const said = gtfAttribute(attributes, 'transcript_biotype') ?? gtfAttribute(attributes, 'transcript_type');
  transcript.biotype ??= said ?? (/decay$/.test(source) ? source : undefined);
  for (const tag of gtfAttributeValues(attributes, 'tag')) transcript.tags.add(tag.replaceAll(' ', '_'));
}
