import { idKind } from './gene-identifiers.ts';
import type { Gene } from './transcript.ts';

const PREFIX = /^((gene|transcript|mrna|rna|cds|pseudogene):|(gene|rna)-)/i;

/** `gene:ENSG...` (Ensembl), `Gene:WBGene...` (WormBase) and `gene-LIFR`, `rna-NM_...` (RefSeq) without what they are. */
export function bareId(id: string): string {
  return id.replace(PREFIX, '');
}

/** Reads one attribute of a line; undefined where it has none. */
export type ReadAttribute = (key: string) => string | undefined;

const ID_KEYS = ['gene_id', 'geneID'];
/** `gene_symbol` is FlyBase's. WormBase's `Name` is the id; `locus` is the symbol, where a gene has one. */
const NAME_KEYS = ['gene_name', 'gene_symbol', 'gene', 'symbol', 'Name', 'locus', 'sequence_name'];
const ALIAS_KEYS = ['sequence_name', 'locus_tag', 'Name', 'ID'];

/** A gene as the attributes of a line name it; `id` where they hold no id. Empty values count as none. */
export function geneOfAttributes(read: ReadAttribute, id: string): Gene {
  const first = (keys: readonly string[]): string | undefined => keys.map(read).find((value) => value);
  const given = first(ID_KEYS) ?? id;
  const bare = bareId(given);
  const isName = (value: string | undefined) => value && !(value === bare && idKind(bare) === 'ensembl');
  const name = NAME_KEYS.map(read).find(isName);
  const aliases = new Set([given, ...ALIAS_KEYS.map(read)].filter((alias) => alias !== undefined && alias !== ''));
  for (const known of [bare, name]) aliases.delete(known);
  return {
    id: bare,
    name,
    biotype: first(['gene_type', 'gene_biotype', 'biotype']),
    entrez: /GeneID:(\d+)/.exec(`${read('Dbxref') ?? ''} ${read('db_xref') ?? ''}`)?.[1],
    ...(aliases.size > 0 && { aliases: [...aliases] as string[] }),
  };
}

/** What either of two lines says of a gene, the first before the second. */
export function mergeGenes(known: Gene | undefined, gene: Gene): Gene {
  if (known === undefined) return gene;
  if (known.name !== undefined && known.biotype !== undefined && known.entrez !== undefined) return known;
  return {
    ...known,
    name: known.name ?? gene.name,
    biotype: known.biotype ?? gene.biotype,
    entrez: known.entrez ?? gene.entrez,
  };
}
