import { expect, test } from 'vitest';
import { clusterScores } from '../../../src/normalize/heat-map-rows.ts';

test("scores are those of R's scale(), ordered by the trees of hclust", () => {
  // x <- matrix(c(0, 3, 15, 7,  100, 90, 10, 12,  5, 6, 5, 7), 3, byrow = TRUE); z <- t(scale(t(log2(x + 1))))
  const counts = Float64Array.of(0, 3, 15, 7, 100, 90, 10, 12, 5, 6, 5, 7);
  const scaled = [
    [-1.31746509848052, -0.14638501094228, 1.02469507659596, 0.43915503282684],
    [0.907374786822234, 0.82081373863077, -0.933441263240479, -0.794747262212524],
    [-0.796338627978843, 0.314997190766602, -0.796338627978843, 1.277680065191086],
  ];
  const { zScores, geneTree, sampleTree } = clusterScores(counts, 4);
  // hclust(dist(z))$height, hclust(dist(t(z)))$height
  expect(geneTree.merges.map(({ height }) => height.toFixed(10))).toEqual(['2.1222003481', '3.3529388207']);
  expect(sampleTree.merges.map(({ height }) => height.toFixed(9))).toEqual([
    '1.616783439',
    '2.159547802',
    '3.206943606',
  ]);
  expect(geneTree.order).toEqual([0, 2, 1]);
  expect(sampleTree.order).toEqual([0, 1, 2, 3]);
  [0, 2, 1].forEach((gene, row) => {
    for (let j = 0; j < 4; j++) expect(zScores[row * 4 + j]).toBeCloseTo(scaled[gene]![j]!, 12);
  });
});

test('a gene that does not vary scores 0', () => {
  expect([...clusterScores(Float64Array.of(5, 5, 5), 3).zScores]).toEqual([0, 0, 0]);
});
