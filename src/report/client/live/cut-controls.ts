/// <reference lib="dom.iterable" />
import type { Cutoffs } from '../../figures/cut-lines.ts';
import type { PageColumns } from '../../page-events.ts';

/** The fields for the cut-offs of a contrast; `change` is told what a reader sets, undefined where it is the study's own. */
export function listenToCuts(
  genesOf: (contrast: string) => Promise<PageColumns | undefined>,
  change: (contrast: string, cut: Cutoffs | undefined) => void,
): void {
  for (const tools of document.querySelectorAll<HTMLElement>('[data-cuts]')) {
    const contrast = tools.dataset.cuts ?? '';
    const [alpha, least] = ['alpha', 'change'].map(
      (name) => tools.querySelector(`[data-cut="${name}"]`) as HTMLInputElement,
    ) as [HTMLInputElement, HTMLInputElement];
    const reset = tools.querySelector('[data-cut="reset"]') as HTMLButtonElement;
    const said = tools.querySelector('output') as HTMLOutputElement;
    const update = async () => {
      const wrong = [alpha, least].find((field) => field.value === '' || !field.validity.valid);
      for (const field of [alpha, least]) field.setAttribute('aria-invalid', String(field === wrong));
      if (wrong !== undefined) {
        said.textContent =
          wrong === alpha ? 'A false discovery rate lies between 0 and 1.' : 'The least change is a number from 0.';
        return;
      }
      const own = alpha.valueAsNumber === Number(alpha.defaultValue) && least.valueAsNumber === 0;
      const cut = { alpha: alpha.valueAsNumber, change: least.valueAsNumber };
      reset.disabled = own;
      change(contrast, own ? undefined : cut);
      const genes = await genesOf(contrast);
      said.textContent = genes && !own ? callWords(genes, cut) : '';
    };
    for (const field of [alpha, least]) field.addEventListener('input', () => void update());
    reset.addEventListener('click', () => {
      for (const field of [alpha, least]) field.value = field.defaultValue;
      void update();
    });
  }
}

function callWords(genes: PageColumns, { alpha, change }: Cutoffs): string {
  const [padj, changes] = [genes.numbers('padj'), genes.numbers('log2FoldChange')];
  let [down, up] = [0, 0];
  for (let row = 0; row < genes.rows; row++) {
    const size = changes[row] as number;
    if (!((padj[row] as number) < alpha && Math.abs(size) >= change)) continue;
    if (size < 0) down++;
    else up++;
  }
  const number = (count: number) => count.toLocaleString('en');
  return `${number(down)} down and ${number(up)} up at these cut-offs. The ranking keeps those of the study.`;
}
