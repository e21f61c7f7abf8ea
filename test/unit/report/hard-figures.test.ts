import { describe, expect, test } from 'vitest';
import { placeLabels } from '../../../src/report/figures/place-labels.ts';
import { renderSvg } from '../../../src/report/figures/render-svg.ts';
import { shortName, shortNames } from '../../../src/report/figures/short-names.ts';
import { textWidth } from '../../../src/report/figures/text-width.ts';
import { drawSections } from '../../../src/report/page/draw-sections.ts';
import { sections } from '../../../src/report/page/render-report.ts';
import { fewHardSamples, hardReport } from './hard-report.ts';

const figures = drawSections(hardReport(), sections).flatMap((section) => section.figures);
const named = drawSections(fewHardSamples(), sections)
  .flatMap((section) => section.figures)
  .find(({ name }) => name === 'quality.pca')!;

interface DrawnText {
  readonly words: string;
  readonly box: { left: number; right: number; top: number; bottom: number };
}

/** The texts of a picture with the room that they take in the widest font; those that are turned by 90 degrees, too. */
function textsOf(svg: string): DrawnText[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', words = '']) => {
    const of = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(` ${attributes}`)?.[1];
    const size = Number(/font-size:([\d.]+)px/.exec(attributes)?.[1] ?? 12);
    const width = textWidth(words, size, /font-weight:bold/.test(attributes));
    const anchor = of('text-anchor');
    const left = Number(of('x') ?? 0) - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
    const middle = Number(of('y') ?? 0);
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrixOf(of('transform') ?? '');
    const corners = [left, left + width].flatMap((x) =>
      [middle - 0.4 * size, middle + 0.4 * size].map((y) => [a * x + c * y + e, b * x + d * y + f] as const),
    );
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    return {
      words,
      box: { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) },
    };
  });
}

function matrixOf(transform: string): number[] {
  const numbers = (transform.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  if (transform.startsWith('translate')) return [1, 0, 0, 1, ...numbers];
  return numbers;
}

describe('figures of a study with forty samples and long names look as they were approved', () => {
  const approved = figures.filter(({ name }) => /volcano|\.ma$|heat-map|counts|pca/.test(name));
  test.each([...approved.map((figure) => [figure.name, figure] as const), ['quality.pca-named', named] as const])(
    '%s',
    async (name, figure) => {
      await expect(renderSvg(figure)).toMatchFileSnapshot(`snapshots/hard/${name}.svg`);
    },
  );
});

describe('no text lies over another or beyond the picture', () => {
  test.each([...figures, named].map((figure, k) => [`${k} ${figure.name}`, figure] as const))('%s', (_, figure) => {
    const texts = textsOf(figure.svg);
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.every(({ box }) => box.right - box.left > 3)).toBe(true);
    const { width, height } = figure;
    const outside = texts.filter(
      ({ box }) => box.left < -1 || box.top < -1 || box.right > width + 1 || box.bottom > height + 1,
    );
    expect(outside).toEqual([]);
    const over = texts.flatMap((one, k) =>
      texts
        .slice(k + 1)
        .filter(
          ({ box }) =>
            one.box.left < box.right &&
            box.left < one.box.right &&
            one.box.top < box.bottom &&
            box.top < one.box.bottom,
        )
        .map((other) => [one.words, other.words]),
    );
    expect(over).toEqual([]);
  });
});

test('genes beyond the axes are triangles at the edge, and counted', () => {
  const volcano = figures.find(({ name }) => name === 'hard.volcano')!;
  expect(volcano.description).toContain('2 genes lie beyond the axes');
  expect(volcano.svg).toContain('beyond the axes: ▲ 1  ◀ 1');
});

test('genes are named where no targets were searched', () => {
  const volcano = figures.find(({ name }) => name === 'hard.volcano')!;
  expect(volcano.labels).toHaveLength(10);
  const words = textsOf(volcano.svg).map(({ words: one }) => one);
  expect(words.filter((one) => /^GENE|^ENSG/.test(one)).length).toBeGreaterThanOrEqual(8);
});

describe('short names', () => {
  const long = ['a_rather_long_name_of_a_sample_1_lane', 'a_rather_long_name_of_a_sample_2_lane'];

  test('stay whole where they fit, and fit where they do not', () => {
    expect(shortName('miR-9', 200, 12)).toBe('miR-9');
    for (const room of [40, 80, 120]) expect(textWidth(shortName(long[0]!, room, 12), 12)).toBeLessThanOrEqual(room);
  });

  test('of different names are different, whatever they share', () => {
    expect(new Set(shortNames(long, 100, 12)).size).toBe(2);
    const alike = ['left', 'right'].map((middle) => `${'x'.repeat(40)}${middle}${'y'.repeat(40)}`);
    expect(new Set(shortNames(alike, 80, 12)).size).toBe(2);
    expect(shortNames(['same', 'same'], 80, 12)).toEqual(['same', 'same']);
  });
});

test('labels have places of their own, inside, and equal ones every time; one without a place has none', () => {
  const bounds = { left: 0, top: 0, right: 300, bottom: 200 };
  const labels = Array.from({ length: 12 }, (_, k) => ({ x: 140 + (k % 3) * 4, y: 90 + k, width: 60, height: 14 }));
  const boxes = placeLabels(labels, bounds);
  const placed = boxes.filter((box) => box !== undefined);
  expect(placed.length).toBeGreaterThan(6);
  for (const [k, a] of placed.entries()) {
    expect(a.left >= 0 && a.right <= 300 && a.top >= 0 && a.bottom <= 200).toBe(true);
    for (const b of placed.slice(k + 1)) {
      expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
    }
  }
  expect(placeLabels(labels, bounds)).toEqual(boxes);
  expect(placeLabels([{ x: 5, y: 5, width: 400, height: 14 }], bounds)).toEqual([undefined]);
});
