/// <reference lib="dom.iterable" />
/** Shows what needs scripts, and one contrast at a time. Runs in the page. */

for (const element of document.querySelectorAll<HTMLElement>('.needs-script')) element.hidden = false;

const choices = [...document.querySelectorAll<HTMLButtonElement>('[data-contrast-choice]')];

function show(contrast: string): void {
  for (const block of document.querySelectorAll<HTMLElement>('[data-contrast-block]')) {
    block.hidden = block.dataset.contrastBlock !== contrast;
  }
  for (const choice of choices) choice.setAttribute('aria-pressed', String(choice.dataset.contrastChoice === contrast));
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-section]')) {
    link.href = `#${link.dataset.section}-${contrast}`;
  }
}

for (const choice of choices) {
  choice.addEventListener('click', () => show(choice.dataset.contrastChoice ?? ''));
}
const first = choices[0]?.dataset.contrastChoice;
if (first !== undefined) show(first);

export {};
