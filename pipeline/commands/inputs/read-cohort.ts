import { findCohortGenes } from '../../../src/analyses/cohorts/find-cohort-genes.ts';
import { rankingTable } from '../../../src/artifacts/ranking-tables.ts';
import { Fault } from '../../../src/fault.ts';
import { fileName } from '../../../src/text/file-names.ts';
import { openInput } from '../../files/open-input.ts';

/** Genes that a command of cohorts was told to look at; undefined for all of the matrix. */
export interface WantedGenes {
  readonly names: readonly string[] | undefined;
  readonly from: string;
}

/** The genes of `--genes`, or the candidates of a ranking. */
export async function readWantedGenes(flags: {
  readonly genes: readonly string[] | undefined;
  readonly from: string | undefined;
}): Promise<WantedGenes> {
  const { genes, from } = flags;
  if (genes !== undefined && from !== undefined) {
    throw new Fault({
      code: 'GENES_TWICE',
      message: 'genes are named twice',
      file: '--genes',
      found: `--genes ${genes.join(',')} and --from ${from}`,
      expected: 'one of them',
      hint: 'Drop one.',
    });
  }
  if (from === undefined) return { names: genes === undefined ? undefined : [...new Set(genes)], from: '--genes' };
  const { geneIds, names, classes } = rankingTable.read(await openInput(from).bytes(), from);
  const candidates = geneIds.flatMap((id, row) => (classes[row] === 'candidate' ? [names?.[row] || id] : []));
  if (candidates.length > 0) return { names: [...new Set(candidates)], from };
  throw new Fault({
    code: 'CANDIDATES_NONE',
    message: 'the ranking has no candidates',
    file: from,
    found: `${geneIds.length} genes, none of the class 'candidate'`,
    hint: 'Name genes with --genes, or rank with a higher --fdr.',
  });
}

export interface GeneRows {
  readonly rows: readonly number[];
  /** Of each row: the name that was asked for, else the symbol in the id of the matrix. */
  readonly names: readonly string[];
  readonly notes: readonly string[];
}

/** Rows of the wanted genes that the matrix has; a `Fault` where it has none of them. */
export async function wantedRows(
  geneIds: readonly string[],
  { names, from }: WantedGenes,
  file: string,
): Promise<GeneRows> {
  if (names === undefined) {
    return {
      rows: geneIds.map((_, row) => row),
      names: geneIds.map((id) => id.replace(/^([^?|]+)\|\d+$/, '$1')),
      notes: [],
    };
  }
  const { rows, notes } = await findCohortGenes(geneIds, names);
  const found = new Map(names.flatMap((name, at) => (rows[at]! >= 0 ? [[rows[at]!, name] as const] : [])));
  if (found.size > 0) return { rows: [...found.keys()], names: [...found.values()], notes };
  throw new Fault({
    code: 'GENES_NOT_FOUND',
    message: 'the matrix has none of the genes',
    file,
    found: `genes ${geneIds.slice(0, 3).join(', ')}, ...`,
    expected: `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', ...' : ''} (${from})`,
    hint: 'Check that the matrix is of this species and names genes by symbol, Entrez or Ensembl id.',
  });
}

/** The name of a cohort that has none: that of its file without its endings. */
export function cohortName(path: string): string {
  return fileName(path).replace(/(\.(tsv|csv|txt))?(\.gz)?$/i, '');
}
