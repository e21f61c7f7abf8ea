import { findCohortGenes } from '../../../src/analyses/cohorts/find-cohort-genes.ts';
import { rankingTable } from '../../../src/artifacts/ranking-tables.ts';
import { Fault } from '../../../src/fault.ts';
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

/** Rows of the wanted genes that the matrix has; a `Fault` where it has none of them. */
export async function wantedRows(
  geneIds: readonly string[],
  { names, from }: WantedGenes,
  file: string,
): Promise<{ readonly rows: readonly number[]; readonly notes: readonly string[] }> {
  if (names === undefined) return { rows: geneIds.map((_, row) => row), notes: [] };
  const { rows, notes } = await findCohortGenes(geneIds, names);
  const found = [...new Set(rows.filter((row) => row >= 0))];
  if (found.length > 0) return { rows: found, notes };
  throw new Fault({
    code: 'GENES_NOT_FOUND',
    message: 'the matrix has none of the genes',
    file,
    found: `genes ${geneIds.slice(0, 3).join(', ')}, ...`,
    expected: `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', ...' : ''} (${from})`,
    hint: 'Check that the matrix is of this species and names genes by symbol, Entrez or Ensembl id.',
  });
}
