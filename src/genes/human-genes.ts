import { NameIndex } from './name-index.ts';

/** Where the built-in names are from, and when they were taken. */
export const humanGenesRelease = 'NCBI Gene of 2022-09 with the Ensembl ids of 2022-06';

/** A human gene of NCBI's Entrez Gene. */
export interface HumanGene {
  readonly entrez: number;
  /** Its present symbol. */
  readonly symbol: string;
  /** Its Ensembl ids without version; several where it stands on several haplotypes. */
  readonly ensembl: readonly string[];
  /** Its other names; they may be names of other genes, too. */
  readonly aliases: readonly string[];
  /** NCBI's type: protein-coding, ncRNA, pseudo, snoRNA, biological-region, ... */
  readonly type: string;
}

/** The human genes by each kind of their names. Every list is in the order of the Entrez ids. */
export interface HumanGenes {
  readonly count: number;
  /** The gene of a row, from 0 in the order of the Entrez ids. */
  at(row: number): HumanGene;
  withSymbol(name: string): readonly HumanGene[];
  withAlias(name: string): readonly HumanGene[];
  withEntrez(id: number): HumanGene | undefined;
  /** By an id without version, such as ENSG00000113594. */
  withEnsembl(id: string): readonly HumanGene[];
  /** By symbol, and by alias, whatever the case of the letters. */
  withSymbolInAnyCase(name: string): readonly HumanGene[];
  withAliasInAnyCase(name: string): readonly HumanGene[];
}

let loaded: Promise<HumanGenes> | undefined;

/** The built-in human genes, read when first asked for. Source: {@link humanGenesRelease}. */
export function loadHumanGenes(): Promise<HumanGenes> {
  loaded ??= Promise.all([import('./human-gene-ids.ts'), import('./human-gene-aliases.ts')]).then(
    ([{ entrezSteps, symbols, ensemblNumbers, types, typeDigits }, { aliases }]) =>
      indexGenes({ entrezSteps, symbols, ensemblNumbers, types, typeDigits, aliases }),
  );
  return loaded;
}

/** Genes as texts with one line a gene, as generate-human-genes.mjs writes them. */
interface GeneTexts {
  readonly entrezSteps: string;
  readonly symbols: string;
  readonly ensemblNumbers: string;
  readonly types: readonly string[];
  readonly typeDigits: string;
  readonly aliases: string;
}

/** Each index is made when it is first used: who asks for Ensembl ids needs no aliases. */
function indexGenes(texts: GeneTexts): HumanGenes {
  const ids = sumSteps(texts.entrezSteps);
  const symbols = new NameIndex(texts.symbols);
  const aliases = once(() => new NameIndex(texts.aliases));
  const ensembl = once(() => new NameIndex(texts.ensemblNumbers));
  const foldedSymbols = once(() => new NameIndex(texts.symbols, { foldsCase: true }));
  const foldedAliases = once(() => new NameIndex(texts.aliases, { foldsCase: true }));

  const at = (row: number): HumanGene => {
    const entrez = ids[row]!;
    return {
      entrez,
      symbol: symbols.lineAt(row) || `LOC${entrez}`,
      get ensembl() {
        return splitNames(ensembl().lineAt(row)).map((number) => `ENSG${number.padStart(11, '0')}`);
      },
      get aliases() {
        return splitNames(aliases().lineAt(row));
      },
      type: texts.types[Number.parseInt(texts.typeDigits[row]!, 36)]!,
    };
  };
  const withEntrez = (id: number): HumanGene | undefined => {
    const row = findSorted(ids, id);
    return row < 0 ? undefined : at(row);
  };
  /** A gene without a name has LOC and its Entrez id for a symbol. */
  const placeholder = (name: string, pattern: RegExp): HumanGene[] => {
    const gene = pattern.test(name) ? withEntrez(Number(name.slice(3))) : undefined;
    return gene?.symbol === name.toUpperCase() ? [gene] : [];
  };
  return {
    count: ids.length,
    at,
    withEntrez,
    withSymbol: (name) => [...symbols.linesWith(name).map(at), ...placeholder(name, /^LOC[1-9]\d*$/)],
    withAlias: (name) => aliases().linesWith(name).map(at),
    withEnsembl: (id) =>
      /^ENSG\d{11}$/.test(id)
        ? ensembl()
            .linesWith(String(Number(id.slice(4))))
            .map(at)
        : [],
    withSymbolInAnyCase: (name) => [...foldedSymbols().linesWith(name).map(at), ...placeholder(name, /^LOC[1-9]\d*$/i)],
    withAliasInAnyCase: (name) => foldedAliases().linesWith(name).map(at),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function splitNames(line: string): readonly string[] {
  return line === '' ? [] : line.split(',');
}

/** Running sums of the numbers of a text, one a line. */
function sumSteps(text: string): Int32Array {
  const sums: number[] = [];
  let sum = 0;
  let step = 0;
  for (let i = 0; i <= text.length; i++) {
    const digit = i < text.length ? text.charCodeAt(i) - 48 : -1;
    if (digit >= 0) {
      step = 10 * step + digit;
      continue;
    }
    sum += step;
    sums.push(sum);
    step = 0;
  }
  return Int32Array.from(sums);
}

/** Where a number is in an ascending list; -1 where it is not. */
function findSorted(sorted: ArrayLike<number>, wanted: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < wanted) from = middle + 1;
    else to = middle;
  }
  return sorted[from] === wanted ? from : -1;
}
