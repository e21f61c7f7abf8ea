import type { EChartsOption } from 'echarts';

/** U+2060, which is not seen and takes no room in a browser. */
const JOINER = '\u2060';

/** The names that every object has, and how they are written so that they are none. */
const names = Object.getOwnPropertyNames(Object.prototype).map(
  (name) => [name, `${name.slice(0, 2)}${JOINER}${name.slice(2)}`] as const,
);
/** A label that was too long for its place may have kept only the beginning of a name. */
const joined = new RegExp(`(?<=${[...new Set(names.map(([name]) => name.slice(0, 2)))].join('|')})${JOINER}`, 'g');

/**
 * A text in which no name that every object has stands whole: ECharts remembers the width of any piece of text as a property
 * of a plain object, so that a gene `__proto__` would change all objects of the process, and the figures of other studies.
 */
export function inertText(text: string): string {
  return names.reduce((inert, [name, safe]) => inert.replaceAll(name, safe), text);
}

/** A picture with the names as they were. */
export function restoreNames(svg: string): string {
  return svg.replace(joined, '');
}

/** The option with all its texts made inert; the same memory where none had to change. */
export function inertOption(option: EChartsOption): EChartsOption {
  return inert(option) as EChartsOption;
}

function inert(value: unknown): unknown {
  if (typeof value === 'string') return inertText(value);
  if (Array.isArray(value)) {
    const items = value.map(inert);
    return items.every((item, k) => item === value[k]) ? value : items;
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  const fields = Object.entries(value).map(([key, field]): [string, unknown, unknown] => [key, field, inert(field)]);
  if (fields.every(([, before, after]) => before === after)) return value;
  return Object.fromEntries(fields.map(([key, , after]) => [key, after]));
}
