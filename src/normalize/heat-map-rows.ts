import { type ClusterTree, clusterComplete } from '../stats/clustering/hierarchical-clustering.ts';
import * as math from '../stats/math/portable.ts';
import { sampleDistances } from './distances-of-samples.ts';

export interface ClusteredScores {
  /** [genes x samples] in the order of the trees. */
  readonly zScores: Float64Array;
  readonly geneTree: ClusterTree;
  readonly sampleTree: ClusterTree;
}

/**
 * Standard scores of log2(count + 1) within each gene, z = (x - mean) / sd over the samples, rows and columns put in the
 * order of complete-linkage trees over Euclidean distances of the scores. A gene that does not vary scores 0.
 *
 * @param normalized [genes x samples], row-major, counts divided by size factors
 */
export function clusterScores(normalized: Float64Array, samples: number): ClusteredScores {
  const scores = rowScores(
    normalized.map((count) => math.log2(count + 1)),
    samples,
  );
  const genes = scores.length / samples;
  const geneTree = clusterComplete(sampleDistances(transpose(scores, genes, samples), genes), genes);
  const sampleTree = clusterComplete(sampleDistances(scores, samples), samples);
  const zScores = Float64Array.from(
    geneTree.order.flatMap((row) => sampleTree.order.map((j) => scores[row * samples + j]!)),
  );
  return { zScores, geneTree, sampleTree };
}

function rowScores(matrix: Float64Array, width: number): Float64Array {
  const scores = new Float64Array(matrix.length);
  for (let from = 0; from < matrix.length; from += width) {
    const row = matrix.subarray(from, from + width);
    const mean = row.reduce((sum, x) => sum + x, 0) / width;
    const sd = Math.sqrt(row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (width - 1));
    if (sd > 0)
      row.forEach((x, j) => {
        scores[from + j] = (x - mean) / sd;
      });
  }
  return scores;
}

function transpose(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = matrix[i * columns + j]!;
  return turned;
}
