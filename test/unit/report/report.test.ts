import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../pipeline/files/page-scripts.ts';
import { renderReport } from '../../../src/report/page/render-report.ts';
import { colorVariables, shades } from '../../../src/report/palette.ts';
import type { ReportData } from '../../../src/report/report-data.ts';
import { siteVerdict } from '../../../src/report/sections/site-verdict.ts';
import type { SiteShift } from '../../../src/report/site-shift.ts';
import { contrast, report } from './small-report.ts';

const scripts = {
  echarts: 'globalThis.echarts={}',
  tabulator: 'globalThis.Tabulator={}',
  client: ['globalThis.seedrankTest=1'],
  gzip: (bytes: Uint8Array) => bytes,
  sha256,
  licenses: [{ name: 'Some library', text: 'May be used <freely>.' }],
};
const { page, figures } = renderReport(report, scripts);

test('equal data give equal bytes', () => {
  expect(renderReport(report, scripts)).toEqual({ page, figures });
});

test('the answer comes first, then targets, expression, quality, the table and the methods', () => {
  const places = [
    '3 candidate direct targets of',
    '>Targets</h2>',
    '>Differential expression</h2>',
    '>Quality</h2>',
    '>All genes</h2>',
    '>Methods</h2>',
  ];
  const found = places.map((text) => page.indexOf(text));
  expect(found).not.toContain(-1);
  expect([...found].sort((a, b) => a - b)).toEqual(found);
});

test('the numbers of the answer are those of the table', () => {
  const { padj, pvalue, log2FoldChange } = contrast.genes;
  const called = (sign: number) =>
    [...padj].filter((p, i) => p < 0.05 && Math.sign(log2FoldChange[i]!) === sign).length;
  const shown = [...page.matchAll(/<dt>([^<]+)<\/dt><dd>([\d,]+)<\/dd>/g)].map(([, name, value]) => [
    name,
    Number(value),
  ]);
  expect(Object.fromEntries(shown)).toEqual({
    'genes tested': [...pvalue].filter((p) => !Number.isNaN(p)).length,
    down: called(-1),
    up: called(1),
    candidates: 3,
  });
});

test('nothing is fetched: no address is loaded, and the policy forbids it', () => {
  expect(page).toContain("default-src 'none'");
  expect(page.match(/<(?:link|img|iframe|script)[^>]*\s(?:src|href)=/g)).toBeNull();
});

test('each figure is a picture of its own with its data', () => {
  expect(figures.map(({ name }) => name)).toContain('mir9_vs_control.volcano');
  for (const { svg, table } of figures) {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(new Set([...table.values()].map(({ length }) => length)).size).toBe(1);
  }
});

describe('names that are markup', () => {
  const hostile = '</script><img src=x onerror=alert(1)>';
  const renamed: ReportData = {
    ...report,
    study: {
      ...report.study,
      name: hostile,
      samples: report.study.samples.map((one) => ({ ...one, name: hostile + one.name })),
    },
    contrasts: [
      { ...contrast, target: hostile, genes: { ...contrast.genes, id: contrast.genes.id.map((id) => hostile + id) } },
    ],
    notes: [{ level: 'info', stage: hostile, text: hostile }],
    methods: [hostile],
    parameters: [{ name: hostile, value: hostile }],
  };

  test('never reach the page as markup', () => {
    expect(renderReport(renamed, scripts).page).not.toContain('<img');
  });

  test('never reach a figure as markup', () => {
    for (const { svg } of renderReport(renamed, scripts).figures) expect(svg).not.toMatch(/<img|<script/);
  });
});

describe('a study without 3-prime UTRs', () => {
  const { targets: _, ranking: __, ...bare } = contrast;
  const { page: text } = renderReport(
    { ...report, contrasts: [bare], skipped: [{ stage: 'targets', why: 'the study names no `utrs`' }] },
    scripts,
  );

  test('says that targets were skipped, and why', () => {
    expect(text).toMatch(
      /class="verdict skipped"><strong>No targets\.<\/strong> They were not searched: the study names no utrs\./,
    );
  });

  test('shows what can be shown', () => {
    expect(text).toContain('genes differ');
    expect(text).toContain('id="figure-mir9_vs_control.volcano"');
    expect(text).not.toMatch(/Candidates<|site-ecdf/);
  });
});

test('several contrasts have a switch, and each its own sections', () => {
  const second = { ...contrast, id: 'other_vs_control', target: 'other' };
  const { page: text } = renderReport({ ...report, contrasts: [contrast, second] }, scripts);
  expect(text.match(/<option value="[^"]*vs_control">/g)).toHaveLength(2);
  for (const id of [contrast.id, second.id]) expect(text).toContain(`id="table-${id}"`);
  expect(page).not.toContain('<select data-view-select');
});

describe('the verdict on the experiment', () => {
  const verdict = (effect: 'overexpression' | 'inhibition', shift: Partial<SiteShift>) => {
    const shifts: SiteShift[] = [
      { type: '8mer', genes: 200, genesWithout: 900, medianShift: -0.5, rankSumP: 1e-20, ...shift },
    ];
    return siteVerdict({ ...report.study, effect }, { strongest: new Uint8Array(), shifts }).outcome;
  };

  test.each([
    ['overexpression', {}, 'worked'],
    ['inhibition', { rankSumP: 1 }, 'against'],
    ['overexpression', { medianShift: 0.41, rankSumP: 1 - 1e-12 }, 'against'],
    ['inhibition', { medianShift: 0.5 }, 'worked'],
    ['overexpression', { medianShift: -0.01, rankSumP: 0.4 }, 'silent'],
    ['overexpression', { genes: 3 }, 'silent'],
  ] as const)('%s with %o: %s', (effect, shift, outcome) => {
    expect(verdict(effect, shift)).toBe(outcome);
  });
});

test('text reaches a contrast of 4.5 and data colors 3, in light and dark', () => {
  for (const scheme of ['light', 'dark'] as const) {
    const ratio = (name: keyof typeof shades) => contrastRatio(shades[name][scheme], shades.paper[scheme]);
    for (const name of ['ink', 'muted'] as const) expect(ratio(name)).toBeGreaterThan(4.5);
    for (const name of ['vermillion', 'blue', 'green', 'purple', 'strong'] as const)
      expect(ratio(name)).toBeGreaterThan(3);
    expect(colorVariables(scheme)).toContain(`--ink:${shades.ink[scheme]}`);
  }
});

/** WCAG 2.2, contrast ratio of two sRGB colors. */
function contrastRatio(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

test('the page asks nobody for anything, runs only the scripts it was made with, and carries their licenses', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
  expect(policy).toContain("default-src 'none'; connect-src 'none'");
  const inPage = [...page.matchAll(/<script type="module">([\s\S]*?)<\/script>/g)].map(([, code]) => code as string);
  expect(inPage).toHaveLength(3);
  expect(policy.split('script-src ')[1]).toBe(inPage.map((code) => `'sha256-${sha256(code)}'`).join(' '));
  expect(page).toContain('<h2>Some library</h2><pre>May be used &lt;freely&gt;.</pre>');
});
