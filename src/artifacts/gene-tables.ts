import { defineTable } from './table-codec.ts';

const GENE = { name: 'gene_id', kind: 'text', meaning: 'the gene as the input names it' } as const;

/** In the cache only: which 3' UTR a gene has. */
export const utrLinkTable = defineTable("One row a gene with a 3' UTR.", {
  geneIds: GENE,
  utrIds: { name: 'utr_id', kind: 'text', meaning: "its 3' UTR, as the file of these names it" },
  transcripts: {
    name: 'transcript',
    kind: 'text',
    meaning: "the transcript that it is of; the 3' UTR where that is not known",
  },
  choices: {
    name: 'chosen_by',
    kind: 'text',
    meaning:
      'why it stands for the gene: only, most abundant, a mark of the annotation, complete, longest, first by id',
  },
  counts: { name: 'utrs', kind: 'integer', meaning: "3' UTRs of the gene that it was chosen of" },
});

/** The 3' UTR of each gene by its id. */
export function utrOfGene({ geneIds, utrIds }: UtrLinks): Map<string, string> {
  return new Map(geneIds.map((gene, row) => [gene, utrIds[row]!]));
}

/** The transcript that stands for each gene, by its id. */
export function transcriptOfGene({ geneIds, transcripts }: UtrLinks): Map<string, string> {
  return new Map(geneIds.map((gene, row) => [gene, transcripts[row]!]));
}

export type UtrLinks = ReturnType<typeof utrLinkTable.parse>;

/** `tables/targets/utr_regions.tsv` */
export const utrRegionTable = defineTable("One row a 3' UTR that was cut out of the genome.", {
  utrIds: { name: 'utr_id', kind: 'text', meaning: "the 3' UTR: transcript, gene and symbol joined by |" },
  seqnames: { name: 'seqname', kind: 'text', meaning: 'chromosome or scaffold' },
  strands: { name: 'strand', kind: 'text', meaning: 'strand of the gene', words: ['+', '-'] },
  blocks: {
    name: 'blocks',
    kind: 'text',
    meaning: 'its parts start-end, from 1 and both included, in the direction of the gene, joined by commas',
  },
});

export type UtrRegions = ReturnType<typeof utrRegionTable.parse>;

/** `tables/annotation/gene_names.tsv` */
export const geneNameTable = defineTable('One row a gene, in the order of the result tables.', {
  geneIds: GENE,
  names: { name: 'gene_name', kind: 'text', meaning: 'its symbol; empty where it has none' },
});

/** `tables/annotation/shared_symbols.tsv` */
export const sharedSymbolTable = defineTable('One row a symbol that several genes share; the most abundant keeps it.', {
  names: { name: 'gene_name', kind: 'text', meaning: 'the symbol' },
  keptBy: { name: 'kept_by', kind: 'text', meaning: 'the gene that keeps it' },
  without: { name: 'without', kind: 'text', meaning: 'the other genes, joined by commas' },
});

/** What `seedrank genes` writes. */
export const geneAnswerTable = defineTable('One row a name, in the order given: the human gene that it means.', {
  names: { name: 'name', kind: 'text', meaning: 'the name as it was given' },
  symbols: { name: 'symbol', kind: 'text', meaning: 'the present symbol of the gene; empty where it is not one gene' },
  entrez: { name: 'entrez_id', kind: 'text', meaning: "NCBI's number of the gene" },
  ensembl: { name: 'ensembl_ids', kind: 'text', meaning: 'its Ensembl ids, joined by commas' },
  types: { name: 'type', kind: 'text', meaning: "NCBI's type of gene" },
  outcomes: {
    name: 'outcome',
    kind: 'text',
    meaning: 'whether the name means one gene, one of several, a date that a spreadsheet made of a symbol, or none',
    words: ['found', 'ambiguous', 'damaged', 'unknown'],
  },
  matches: {
    name: 'matched_by',
    kind: 'text',
    meaning: 'what the name is of the gene',
    words: ['symbol', 'former symbol', 'alias', 'Entrez id', 'Ensembl id'],
  },
  others: {
    name: 'others',
    kind: 'text',
    meaning: 'other genes with the name, symbol|Entrez id joined by commas: all of them where it is ambiguous',
  },
  notes: { name: 'note', kind: 'text', meaning: 'letters of another case, why one of several was taken, and the like' },
  nearest: { name: 'nearest', kind: 'text', meaning: 'symbols like a name that is not known, joined by commas' },
});
