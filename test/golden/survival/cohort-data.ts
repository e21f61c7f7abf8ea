import { median } from '../../../src/stats/ranks/median.ts';
import { sharedPath } from '../../shared.ts';
import { readColumns, toNumbers } from './oracle.ts';

const clinical = (...parts: string[]) => sharedPath('data', 'clinical', ...parts);

export interface Cohort {
  readonly number: (column: string) => Float64Array;
  readonly text: (column: string) => readonly string[];
}

function read(path: string): Cohort {
  const columns = readColumns(path, path.endsWith('.csv') ? ',' : '\t');
  const text = (column: string): readonly string[] => {
    const cells = columns.get(column);
    if (cells === undefined) throw new Error(`${path} has no column ${column}`);
    return cells.map((cell) => (cell === 'NA' ? '' : cell));
  };
  return { text, number: (column) => toNumbers(text(column)) };
}

export const metabric = () => read(clinical('metabric_lifr', 'metabric_lifr.tsv'));
export const tcga = () => read(clinical('tcga_brca_lifr', 'tcga_brca_lifr.tsv'));
export const vantveer = () => read(clinical('vantveer78', 'vantveer78_pheno.tsv'));
export const gse3143 = () => read(clinical('gse3143', 'gse3143_pheno_genes.tsv'));
export const dataset = (name: string) => read(clinical('r_survival_datasets', `${name}.csv`));
export const completeCases = (name: string) => read(sharedPath('oracles', 'clinical', `${name}.csv`));

/** R's `as.numeric(x > median(x))`. */
export function aboveMedian(values: Float64Array): Float64Array {
  const middle = median(values);
  return values.map((value) => (value > middle ? 1 : 0));
}
