import type { Ran } from '../messages.ts';
import { button, element } from './elements.ts';
import { openEngine } from './open-engine.ts';
import { saveFile } from './save-file.ts';
import { showError } from './show-fault.ts';
import { progressView } from './show-progress.ts';

export interface RunPanel {
  readonly root: HTMLElement;
  /** Shows the button for the study as it now is, or hides it where there is none. */
  offer(hasStudy: boolean): void;
}

/** Runs the study that `text` gives, shows its stages as they come and go, and the report that it ends with. */
export function runPanel(text: () => string): RunPanel {
  const progress = element('div', {});
  const results = element('section', { hidden: true, 'aria-label': 'Results' });
  const start = button('Run', () => void run(), { class: 'main' });
  const stop = button('Cancel', () => void openEngine().then((engine) => engine.stop()));
  stop.disabled = true;
  const section = element(
    'section',
    { hidden: true, 'aria-label': 'Run' },
    element('div', { class: 'buttons' }, start, stop),
    progress,
  );
  const root = element('div', {}, section, results);
  let url: string | undefined;

  async function run(): Promise<void> {
    const view = progressView();
    progress.replaceChildren(view.root);
    results.hidden = true;
    start.disabled = true;
    stop.disabled = false;
    stop.focus();
    try {
      const ran = await (await openEngine()).run(text(), (event) => view.show(event));
      view.sum();
      showResults(ran);
    } catch (error) {
      progress.append(showError(error));
    } finally {
      const hadFocus = document.activeElement === stop || document.activeElement === document.body;
      start.disabled = false;
      stop.disabled = true;
      if (hadFocus) (results.hidden ? start : results.querySelector('button'))?.focus();
    }
  }

  function showResults({ files }: Ran): void {
    const report = files.find(([name]) => name === 'report.html')?.[1];
    if (url !== undefined) URL.revokeObjectURL(url);
    url = report && URL.createObjectURL(new Blob([report], { type: 'text/html' }));
    const save = button('Save report', () => report && saveFile('report.html', report));
    const saveAll = button('Save all', () => void saveEverything());
    results.replaceChildren(
      element('h2', {}, 'Results'),
      element('div', { class: 'buttons' }, ...(report ? [save] : []), saveAll),
      element(
        'p',
        { class: 'lead' },
        `${files.length} files: "Save all" gives them in a zip with the study and its inputs, which the program repeats (seedrank run study.yml). What is not saved is gone when this page is closed.`,
      ),
      ...(url === undefined ? [] : [element('iframe', { src: url, title: 'report' })]),
    );
    results.hidden = false;
  }

  async function saveEverything(): Promise<void> {
    try {
      saveFile('seedrank-study.zip', await (await openEngine()).zip());
    } catch (error) {
      progress.append(showError(error));
    }
  }

  return {
    root,
    offer(hasStudy) {
      section.hidden = !hasStudy;
    },
  };
}
