type Child = Node | string | undefined;

/** An element with attributes, listeners (`onclick`) and content; text is never read as HTML, whatever a file is called. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: { readonly [attribute: string]: string | boolean | ((event: Event) => void) | undefined } = {},
  ...content: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key.slice(2), value);
    else if (typeof value === 'string') made.setAttribute(key, value);
    else if (value === true) made.setAttribute(key, '');
  }
  made.append(...content.filter((child): child is Node | string => child !== undefined));
  return made;
}

export function button(text: string, onclick: () => void, attributes: { readonly [name: string]: string } = {}) {
  return element('button', { type: 'button', onclick, ...attributes }, text);
}

/** A control with its name above it; the name is also that by which it is found again when a form is made anew. */
export function labeled(text: string, control: HTMLElement): HTMLLabelElement {
  if (control.dataset.key === undefined) control.dataset.key = text;
  return element('label', {}, element('span', {}, text), control);
}

export type Choice = readonly [value: string, text: string];

export function choice(
  values: readonly Choice[],
  chosen: string | undefined,
  onChange: (value: string) => void,
): HTMLSelectElement {
  const select = element(
    'select',
    {},
    ...values.map(([value, text]) => element('option', { value, selected: value === chosen }, text)),
  );
  select.addEventListener('change', () => onChange(select.value));
  return select;
}

export const plainChoices = (values: readonly string[]): Choice[] => values.map((value) => [value, value]);

/** Replaces what stands in a place, and leaves the user in the control that has the same `data-key`. */
export function replaceContent(place: HTMLElement, ...content: readonly Node[]): void {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && place.contains(active) ? active.dataset.key : undefined;
  place.replaceChildren(...content);
  if (key === undefined) return;
  const controls = [...place.querySelectorAll<HTMLElement>('[data-key]')];
  controls.find((control) => control.dataset.key === key)?.focus();
}
