import { button, element } from './elements.ts';
import { findNames } from './find-names.ts';

/** So many are listed; whoever looks for another types on. */
const MOST_LISTED = 40;

interface MirnaFieldState {
  readonly names: readonly string[];
  readonly chosen: readonly string[];
}

/**
 * A searchable list of miRNAs of which several can be chosen (a combobox after the ARIA practices): typing finds names by their
 * parts, arrows and Enter choose, and what no list has (an accession, a sequence) is taken as it is typed.
 */
export function mirnaField(
  { names, chosen }: MirnaFieldState,
  onChange: (chosen: readonly string[]) => void,
): HTMLElement {
  const list = element('ul', { role: 'listbox', id: 'mirna-list', 'aria-label': 'miRNAs', hidden: true });
  const input = element('input', {
    role: 'combobox',
    'aria-label': 'miRNA: search by name, accession or sequence',
    'aria-expanded': 'false',
    'aria-controls': 'mirna-list',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: chosen.length === 0 ? 'miR-9-5p' : 'another one',
    'data-key': 'mirna',
  });
  let listed: readonly string[] = [];
  let active = -1;

  const take = (name: string): void => {
    input.value = '';
    show('');
    if (!chosen.includes(name)) onChange([...chosen, name]);
  };
  const show = (text: string): void => {
    listed = text.trim() === '' ? [] : findNames(names, text).filter((name) => !chosen.includes(name));
    active = listed.length > 0 ? 0 : -1;
    const more = listed.length > MOST_LISTED ? `${listed.length - MOST_LISTED} more: type on` : undefined;
    listed = listed.slice(0, MOST_LISTED);
    list.replaceChildren(
      ...listed.map((name, at) => {
        const option = element('li', { role: 'option', id: `mirna-${at}` }, name);
        // Before the field loses the focus and takes its text.
        option.addEventListener('mousedown', (event) => {
          event.preventDefault();
          take(name);
        });
        return option;
      }),
      ...(more === undefined ? [] : [element('li', { role: 'option', 'aria-disabled': 'true' }, more)]),
    );
    list.hidden = listed.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    mark();
  };
  const mark = (): void => {
    for (const [at, option] of [...list.children].entries()) {
      option.setAttribute('aria-selected', String(at === active));
      if (at === active) option.scrollIntoView({ block: 'nearest' });
    }
    if (active < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `mirna-${active}`);
  };
  input.addEventListener('input', () => show(input.value));
  input.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && listed.length > 0) {
      event.preventDefault();
      active = (active + step + listed.length) % listed.length;
      mark();
    } else if (event.key === 'Enter' && input.value.trim() !== '') {
      event.preventDefault();
      take(listed[active] ?? input.value.trim());
    } else if (event.key === 'Escape') show('');
    else if (event.key === 'Backspace' && input.value === '' && chosen.length > 0) onChange(chosen.slice(0, -1));
  });
  input.addEventListener('change', () => {
    if (input.value.trim() !== '') take(input.value.trim());
  });
  const chips = chosen.map((name) =>
    button(`${name} ✕`, () => onChange(chosen.filter((one) => one !== name)), {
      class: 'chip',
      'aria-label': `do not take ${name}`,
    }),
  );
  return element(
    'div',
    { class: 'mirna-field' },
    element('span', { class: 'label' }, chosen.length > 1 ? 'miRNAs' : 'miRNA'),
    element('div', { class: 'chips' }, ...chips, element('div', { class: 'search' }, input, list)),
  );
}
