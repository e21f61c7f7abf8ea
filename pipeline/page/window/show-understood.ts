import type { Understood } from '../messages.ts';
import { element } from './elements.ts';

/** What was seen in counts and sample sheet: samples by group, and every remark, warnings first. */
export function showUnderstood({ genes, samples, columns, remarks }: Understood): HTMLElement {
  if (samples.length === 0) return element('p', {}, 'A finished table: nothing is fitted.');
  const rows = columns.map(([name, cells]) => {
    const levels = new Map<string, number>();
    for (const cell of cells) levels.set(cell, (levels.get(cell) ?? 0) + 1);
    const isNumber =
      levels.size > 2 && [...levels.keys()].every((level) => level !== '' && Number.isFinite(Number(level)));
    const shown = isNumber
      ? `a number from ${Math.min(...cells.map(Number))} to ${Math.max(...cells.map(Number))}`
      : [...levels]
          .slice(0, 12)
          .map(([level, count]) => `${level} (${count})`)
          .join(', ');
    return element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, shown));
  });
  return element(
    'div',
    {},
    element('p', {}, `${genes.toLocaleString('en')} genes in ${samples.length} samples: ${samples.join(', ')}`),
    element('table', { class: 'groups' }, element('tbody', {}, ...rows)),
    showRemarks(remarks),
  );
}

export function showRemarks(remarks: readonly string[]): HTMLElement {
  const isWarning = (text: string): boolean => text.startsWith('warning: ');
  const sorted = [...remarks].sort((a, b) => Number(isWarning(b)) - Number(isWarning(a)));
  return element(
    'ul',
    { class: 'remarks' },
    ...sorted.map((text) =>
      element('li', { class: isWarning(text) ? 'warning' : 'found' }, text.replaceAll('/study/', '')),
    ),
  );
}
