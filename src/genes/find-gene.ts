import { damagedSymbols } from './damaged-symbol.ts';
import type { HumanGene, HumanGenes } from './human-genes.ts';
import { preferGene } from './prefer-gene.ts';

/** How a name names a gene. */
export type NameKind = 'symbol' | 'former symbol' | 'alias' | 'Entrez id' | 'Ensembl id';

/** What a name means among the human genes. */
export interface GeneAnswer {
  readonly name: string;
  /** `damaged`: a spreadsheet made a date of a symbol; `gene` is then what it was, where it can only have been one. */
  readonly outcome: 'found' | 'ambiguous' | 'damaged' | 'unknown';
  readonly gene: HumanGene | undefined;
  readonly by: NameKind | undefined;
  /** The other genes that the name may mean; all of them where it is ambiguous. */
  readonly others: readonly HumanGene[];
  /** What else a reader should know, such as that the case of the letters differs; empty where nothing is. */
  readonly note: string;
}

/**
 * Finds the gene that a name means: an Ensembl id (its version and GENCODE's _PAR_Y set aside), an Entrez id, TCGA's
 * `SYMBOL|Entrez id`, a symbol or another name. The present symbol of a gene goes before other names; an alias counts only
 * where it names one gene; letters of another case only where nothing is written as the name is, and the note says so. Ids
 * of other species and of transcripts name no gene.
 */
export function findGene(genes: HumanGenes, name: string): GeneAnswer {
  const wanted = name.trim();
  const answer = findId(genes, wanted) ?? findName(genes, wanted) ?? findDamaged(genes, wanted);
  return { name, ...(answer ?? findInAnyCase(genes, wanted) ?? nothing) };
}

type Found = Omit<GeneAnswer, 'name'>;

const nothing: Found = { outcome: 'unknown', gene: undefined, by: undefined, others: [], note: '' };
const STABLE = /^ENSG(R?)(\d{10,11})(?:\.\d+)?(_PAR_Y)?$/;

function findId(genes: HumanGenes, name: string): Found | undefined {
  const [, copy, number, par] = STABLE.exec(name) ?? [];
  if (number !== undefined) {
    const found = choose(genes.withEnsembl(`ENSG${number.padStart(11, '0')}`), 'Ensembl id') ?? nothing;
    const isCopy = (copy === 'R' || par !== undefined) && found.outcome === 'found';
    return isCopy ? { ...found, note: join('the copy on chromosome Y', found.note) } : found;
  }
  if (/^ENS[A-Z]+\d{6,}/.test(name)) return { ...nothing, note: 'an Ensembl id, but not of a human gene' };
  if (/^\d+$/.test(name)) return findEntrez(genes, Number(name)) ?? nothing;
  const [, symbol, id] = /^(.*)\|(\d+)$/.exec(name) ?? [];
  if (symbol === undefined) return undefined;
  const byId = findEntrez(genes, Number(id));
  if (byId === undefined) {
    const bySymbol = findName(genes, symbol);
    return bySymbol === undefined
      ? nothing
      : { ...bySymbol, note: join(`Entrez id ${id} is not known`, bySymbol.note) };
  }
  const isSame = symbol === '?' || byId.gene?.symbol === symbol;
  return isSame ? byId : { ...byId, note: `${symbol} is what it was called` };
}

function findEntrez(genes: HumanGenes, id: number): Found | undefined {
  const gene = genes.withEntrez(id);
  return gene && { outcome: 'found', gene, by: 'Entrez id', others: [], note: '' };
}

function findName(genes: HumanGenes, name: string): Found | undefined {
  const bySymbol = choose(genes.withSymbol(name), 'symbol');
  if (bySymbol !== undefined) return bySymbol;
  const mitochondrial = /^MT-\w+$/.test(name) ? genes.withAlias(name.replace('-', '')).filter(isMitochondrial) : [];
  if (mitochondrial.length > 0) return only(mitochondrial, 'alias');
  const byAlias = genes.withAlias(name);
  const present = presentSymbol(name);
  const renamed = byAlias.find(({ symbol }) => symbol === present);
  if (renamed === undefined) return only(byAlias, 'alias');
  return found(renamed, 'former symbol', byAlias, '');
}

/** HGNC's MT-CO1 is COX1 to NCBI, with the alias MTCO1; NCBI numbers the 37 genes of the mitochondrion in one row. */
function isMitochondrial({ entrez }: HumanGene): boolean {
  return entrez >= 4508 && entrez <= 4579;
}

/** A symbol that HGNC changed for spreadsheets (Bruford et al. 2020, doi:10.1038/s41588-020-0669-3). */
function presentSymbol(name: string): string | undefined {
  const [, family, number] = /^(SEPT|MARCH|MARC)(\d+)$/.exec(name) ?? [];
  return family && `${{ SEPT: 'SEPTIN', MARCH: 'MARCHF', MARC: 'MTARC' }[family]}${number}`;
}

function findInAnyCase(genes: HumanGenes, name: string): Found | undefined {
  const answer = choose(genes.withSymbolInAnyCase(name), 'symbol') ?? only(genes.withAliasInAnyCase(name), 'alias');
  return answer && { ...answer, note: join('letters of another case', answer.note) };
}

function findDamaged(genes: HumanGenes, name: string): Found | undefined {
  const symbols = damagedSymbols(name);
  if (symbols.length === 0) return undefined;
  const answers = symbols.map((symbol) => findName(genes, symbol));
  const meant = answers.flatMap((answer) => (answer === undefined ? [] : (answer.gene ?? answer.others)));
  const gene = symbols.length === 1 ? answers[0]?.gene : undefined;
  return {
    outcome: 'damaged',
    gene,
    by: gene && answers[0]?.by,
    others: meant.filter((one) => one !== gene),
    note: `a date that a spreadsheet made of ${symbols.join(' or ')}`,
  };
}

/** One of the genes with a present name, where one is to be preferred. */
function choose(genes: readonly HumanGene[], by: NameKind): Found | undefined {
  if (genes.length <= 1) return only(genes, by);
  const { gene, reason } = preferGene(genes) ?? {};
  return gene === undefined ? only(genes, by) : found(gene, by, genes, reason ?? '');
}

function only(genes: readonly HumanGene[], by: NameKind): Found | undefined {
  if (genes.length === 0) return undefined;
  if (genes.length === 1) return found(genes[0]!, by, genes, '');
  return { outcome: 'ambiguous', gene: undefined, by, others: genes, note: '' };
}

function found(gene: HumanGene, by: NameKind, all: readonly HumanGene[], note: string): Found {
  return { outcome: 'found', gene, by, others: all.filter(({ entrez }) => entrez !== gene.entrez), note };
}

function join(...notes: readonly string[]): string {
  return notes.filter((note) => note !== '').join('; ');
}
