import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../src/report/figures/figure.ts';
import { inertOption, inertText, restoreNames } from '../../../src/report/figures/inert-names.ts';
import { renderSvg } from '../../../src/report/figures/render-svg.ts';

const names = Object.getOwnPropertyNames(Object.prototype);

const figure = (labels: readonly string[]): Figure => ({
  name: 'study.labels',
  title: 'Labels',
  description: 'One bar a label.',
  finding: 'None.',
  width: 600,
  height: 400,
  option: {
    animation: false,
    legend: { data: [...labels] },
    xAxis: { type: 'value' },
    yAxis: { type: 'category', data: [...labels], axisLabel: { width: 60, overflow: 'truncate' } },
    series: labels.map((name) => ({
      type: 'bar',
      name,
      data: [{ value: 1, name }],
      label: { show: true, formatter: '{b}' },
    })),
  },
  table: new Map(),
});

describe('names that every object has', () => {
  it('stand whole in no text that ECharts gets, also inside longer ones, and are as they were in pictures', () => {
    for (const name of names) {
      const text = inertText(`a ${name}x, ${name}`);
      expect(text).not.toContain(name);
      expect(restoreNames(text)).toBe(`a ${name}x, ${name}`);
    }
  });

  it('are told from others: an option without them is the same memory', () => {
    const { option } = figure(['miR-9', 'control']);
    expect(inertOption(option)).toBe(option);
  });

  it('are drawn, and change nothing for the figures that follow', () => {
    const before = renderSvg(figure(['mir9', 'control']));
    const svg = renderSvg(figure(names));
    for (const name of names) expect(svg).toContain(`>${name}<`);
    expect(svg).not.toContain('\u2060');
    const enumerated: string[] = [];
    for (const key in {}) enumerated.push(key);
    expect(enumerated).toEqual([]);
    expect(renderSvg(figure(['mir9', 'control']))).toBe(before);
  });
});
