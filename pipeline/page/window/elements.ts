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

export function labeled(text: string, control: HTMLElement): HTMLLabelElement {
  return element('label', {}, element('span', {}, text), control);
}

export function choice(
  values: readonly (readonly [value: string, text: string])[],
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
