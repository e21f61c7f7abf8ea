import { describe, expect, test } from 'vitest';
import { genePoints } from '../../../src/report/figures/gene-points.ts';
import { renderSvg } from '../../../src/report/figures/render-svg.ts';
import { thinPoints } from '../../../src/report/figures/thin-points.ts';
import { drawSections } from '../../../src/report/page/draw-sections.ts';
import { sections } from '../../../src/report/page/render-report.ts';
import { colors } from '../../../src/report/palette.ts';
import { contrast, report } from './small-report.ts';

/** With the fill of clipping paths, which is not seen. */
const paletteColors = new Set<string>([...Object.values(colors), '#000']);
const figures = drawSections(report, sections).flatMap((section) => section.figures);

describe('figures of a fixed study look as they were approved', () => {
  test.each(figures.map((figure) => [figure.name, figure] as const))('%s', async (name, figure) => {
    await expect(renderSvg(figure)).toMatchFileSnapshot(`snapshots/${name}.svg`);
  });
});

test('a figure drawn twice has equal bytes, whatever was drawn before', () => {
  const first = figures.map(renderSvg);
  expect([...figures].reverse().map(renderSvg).reverse()).toEqual(first);
});

test('every figure says what it is and what it shows', () => {
  for (const { title, description, finding } of figures) {
    expect([title, description, finding].every((text) => text.length > 5)).toBe(true);
    expect(`${title}${description}${finding}`).not.toMatch(/NaN|undefined|Infinity/);
  }
});

test('ids differ between figures, so that they can stand in one page', () => {
  const ids = figures.flatMap((figure) => renderSvg(figure).match(/ id="[^"]+"/g) ?? []);
  expect(new Set(ids).size).toBe(ids.length);
});

test('colors beyond the palette are limited to the ramps of the maps', () => {
  const drawn = figures
    .filter(({ name }) => !/distances|heat-map/.test(name))
    .map(renderSvg)
    .join();
  const hex = new Set(drawn.match(/#[0-9a-f]{3,6}\b/g));
  expect([...hex].filter((color) => !paletteColors.has(color))).toEqual([]);
});

describe('a p-value of 0', () => {
  const genes = { ...contrast.genes, pvalue: contrast.genes.pvalue.map((p, i) => (i === 3 ? 0 : p)) };
  const pointsOf = (logPvalue?: Float64Array) => genePoints({ ...contrast, genes: { ...genes, logPvalue } });

  test('is drawn at its logarithm when that is known', () => {
    const logarithms = genes.pvalue.map((p, i) => (i === 3 ? -950 : Math.log(p)));
    expect(pointsOf(logarithms).minusLog10P[3]).toBeCloseTo(412.58, 1);
  });

  test('is drawn beyond the smallest double when it is not', () => {
    expect(pointsOf().minusLog10P[3]).toBe(324);
  });
});

describe('thinning a cloud', () => {
  const cloud = Array.from({ length: 50_000 }, (_, i) => [300 + 120 * Math.sin(i * 1.7), 200 + 90 * Math.cos(i * 2.3)]);
  const kept = thinPoints([...cloud.keys()], cloud.flat());

  test('keeps a point within two pixels of every point', () => {
    const cells = new Set(kept.flatMap(({ x, y }) => neighborhood(x, y)));
    expect(cloud.filter(([x, y]) => !cells.has(`${Math.floor(x! / 2)},${Math.floor(y! / 2)}`))).toEqual([]);
  });

  test('keeps at most one point a cell, so that the size of a picture has a bound', () => {
    expect(kept.length).toBeLessThan((240 * 180) / 1.5 ** 2 + 1000);
  });

  test('leaves out what cannot be drawn', () => {
    const drawn = thinPoints([0, 1, 2], [1, 1, Number.NaN, 1, 2, Number.POSITIVE_INFINITY]);
    expect(drawn).toEqual([{ x: 1, y: 1 }]);
  });
});

function neighborhood(x: number, y: number): string[] {
  const [column, row] = [Math.floor(x / 2), Math.floor(y / 2)];
  return [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => `${column + dx},${row + dy}`));
}
