import type { PackableColumn } from '../packed-columns.ts';
import type { ConsensusResults, ContrastResult } from '../report-data.ts';

/** The names of the genes: what the contrasts of a study share. */
export function nameColumns({ genes: { id, symbol } }: ContrastResult): PackableColumn[] {
  return [{ name: 'id', text: id }, ...(symbol === undefined ? [] : [{ name: 'symbol', text: symbol }])];
}

/** All columns of the full table but the names, a row a gene of the result table. */
export function geneColumns({ genes, targets, ranking, consensus }: ContrastResult): PackableColumn[] {
  const { baseMean, log2FoldChange, lfcSE, pvalue, padj, logPvalue, estimatedLog2FoldChange } = genes;
  return [
    { name: 'baseMean', numbers: baseMean, digits: 4 },
    { name: 'log2FoldChange', numbers: log2FoldChange, digits: 4 },
    ...(estimatedLog2FoldChange ? [{ name: 'lfcMLE', numbers: estimatedLog2FoldChange, digits: 4 }] : []),
    { name: 'lfcSE', numbers: lfcSE },
    { name: 'pvalue', numbers: pvalue, logarithms: logPvalue },
    { name: 'padj', numbers: padj },
    ...(targets === undefined ? [] : [{ name: 'strongest', numbers: targets.strongest }]),
    ...(ranking?.columns ?? []),
    ...(consensus === undefined ? [] : engineColumns(consensus)),
  ];
}

/** The numbers of the engines that genes are not ranked by, who calls the gene, and why engines differ. */
function engineColumns({ engines, agreement, why }: ConsensusResults): PackableColumn[] {
  return [
    { name: 'engines', text: agreement },
    { name: 'why engines differ', text: why.map((text) => (text === 'NA' ? '' : text)) },
    ...engines.slice(1).flatMap(({ name, log2FoldChange, lfcSE, pvalue, padj }): PackableColumn[] => [
      { name: `${name}:log2FoldChange`, numbers: log2FoldChange, digits: 4 },
      { name: `${name}:lfcSE`, numbers: lfcSE },
      { name: `${name}:pvalue`, numbers: pvalue },
      { name: `${name}:padj`, numbers: padj },
    ]),
  ];
}
