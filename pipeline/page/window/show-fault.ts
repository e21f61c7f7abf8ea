import type { FaultDetails } from '../../../src/fault.ts';
import { failureOf } from '../failure.ts';
import { element } from './elements.ts';

/** What went wrong as the program says it: what, where, found, expected, cure. */
export function showFault({ code, message, file, line, column, found, expected, hint }: FaultDetails): HTMLElement {
  const place = [file?.replace(/^\/study\//, ''), line, column].filter((part) => part !== undefined).join(':');
  const rows = (
    [
      ['where', place],
      ['found', found],
      ['expected', expected],
      ['cure', hint],
    ] as const
  ).flatMap(([name, text]) => (text ? [element('dt', {}, name), element('dd', {}, text)] : []));
  return element(
    'div',
    { class: 'fault', role: 'alert' },
    element('strong', {}, message),
    element('span', { class: 'code' }, ` ${code}`),
    element('dl', {}, ...rows),
  );
}

export function showError(error: unknown): HTMLElement {
  const failure = failureOf(error);
  return 'fault' in failure ? showFault(failure.fault) : showBug(failure.bug);
}

export function showBug(text: string): HTMLElement {
  const title = element('strong', {}, 'This is a mistake of seedrank: please report it with the text below.');
  return element('div', { class: 'fault', role: 'alert' }, title, element('pre', {}, text));
}
