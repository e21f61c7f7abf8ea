import type { ExpressionMatrix } from '../../formats/clinical/expression-matrix.ts';
import { findGene } from '../../genes/find-gene.ts';
import { loadHumanGenes } from '../../genes/human-genes.ts';

/**
 * Of a table with a sample a row the columns that are genes: those that are named, else those that have the name of a human gene,
 * so that an age or a stage is not taken for one and does not decide on the scale of the rest. Other matrices stay as they are.
 */
export async function keepGenes(
  matrix: ExpressionMatrix,
  named: readonly string[] | undefined,
): Promise<ExpressionMatrix> {
  if (!matrix.hasSamplesInRows) return matrix;
  const { geneIds, sampleIds, values, notes } = matrix;
  const genes = await loadHumanGenes();
  // An alias is not enough: NPI is one, and in a clinical table the Nottingham prognostic index.
  const isNamedAsGene = (id: string) => {
    const { outcome, by } = findGene(genes, id);
    return outcome === 'found' && by !== 'alias';
  };
  const wanted = named === undefined ? undefined : new Set((await findCohortGenes(geneIds, named)).rows);
  const rows = [...geneIds.keys()].filter((row) => wanted?.has(row) ?? isNamedAsGene(geneIds[row]!));
  if (rows.length === 0)
    return {
      ...matrix,
      notes: [...notes, 'no column has the name of a human gene: all of numbers are taken as genes'],
    };
  const n = sampleIds.length;
  const kept = new Float64Array(rows.length * n);
  for (const [at, row] of rows.entries()) kept.set(values.subarray(row * n, (row + 1) * n), at * n);
  const others = geneIds.filter((_, row) => !rows.includes(row));
  const more =
    others.length > 0 && named === undefined ? [`columns of numbers that are no genes: ${listed(others)}`] : [];
  return { ...matrix, geneIds: rows.map((row) => geneIds[row]!), values: kept, notes: [...notes, ...more] };
}

/** The ids of a matrix with other names for some of its rows, under which tables, curves and figures then know these genes. */
export function renameGenes(geneIds: readonly string[], rows: readonly number[], names: readonly string[]): string[] {
  const renamed = [...geneIds];
  for (const [at, row] of rows.entries()) renamed[row] = names[at]!;
  return renamed;
}

export interface FoundGenes {
  /** Row of each wanted gene in the matrix, -1 where it is not there. */
  readonly rows: readonly number[];
  readonly notes: readonly string[];
}

/**
 * Finds genes in a matrix: by the id as it is written, else as the same human gene under another of its names (symbol, former
 * symbol, alias that names one gene, Entrez id, Ensembl id, `SYMBOL|Entrez`); what was found under another name is said.
 */
export async function findCohortGenes(geneIds: readonly string[], wanted: readonly string[]): Promise<FoundGenes> {
  const rowOf = new Map(geneIds.map((id, row) => [id, row]));
  const exact = wanted.map((name) => rowOf.get(name) ?? -1);
  if (exact.every((row) => row >= 0)) return { rows: exact, notes: [] };
  const genes = await loadHumanGenes();
  const entrezOf = (name: string) => {
    const { outcome, gene } = findGene(genes, name);
    return outcome === 'found' ? gene?.entrez : undefined;
  };
  const byEntrez = new Map<number, number>();
  for (const [row, id] of geneIds.entries()) {
    const entrez = entrezOf(id);
    if (entrez !== undefined && !byEntrez.has(entrez)) byEntrez.set(entrez, row);
  }
  const renamed: string[] = [];
  const absent: string[] = [];
  const rows = wanted.map((name, at) => {
    if (exact[at]! >= 0) return exact[at]!;
    const row = byEntrez.get(entrezOf(name) ?? -1);
    if (row === undefined) absent.push(name);
    else if (!geneIds[row]!.startsWith(`${name}|`)) renamed.push(`${name} as ${geneIds[row]}`);
    return row ?? -1;
  });
  const notes: string[] = [];
  if (renamed.length > 0) notes.push(`found under another name: ${listed(renamed)}`);
  if (absent.length > 0) notes.push(`not in the matrix: ${listed(absent)}`);
  return { rows, notes };
}

function listed(names: readonly string[]): string {
  return names.slice(0, 10).join(', ') + (names.length > 10 ? `, and ${names.length - 10} more` : '');
}
