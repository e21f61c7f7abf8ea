import type { RunEvent } from '../../engine/events.ts';
import { element } from './elements.ts';
import { showBug, showFault } from './show-fault.ts';
import { HOME } from './study-files.ts';

/** The stages of a run as they come and go. */
export interface ProgressView {
  readonly root: HTMLElement;
  show(event: RunEvent): void;
  /** Says at the end how much had to be done. */
  sum(): void;
}

export function progressView(): ProgressView {
  const list = element('ol', { class: 'stages' });
  const warnings = element('ul', { class: 'remarks' });
  const notes = element('ul', { class: 'remarks' });
  const title = element('summary', {}, 'Notes');
  const noted = element('details', { hidden: true }, title, notes);
  const faults = element('div', {});
  const summary = element('p', { class: 'lead' });
  const states = new Map<string, HTMLElement>();
  const root = element('div', { 'aria-live': 'polite' }, list, summary, faults, warnings, noted);
  const said = new Set<string>();

  function set(stage: string, state: string, kind: string): void {
    const place = states.get(stage);
    if (place === undefined) return;
    place.textContent = state;
    place.className = `state ${kind}`;
  }

  return {
    root,
    sum() {
      const kinds = [...states.values()].map(({ className }) => className.split(' ').at(-1));
      const count = (kind: string): number => kinds.filter((one) => one === kind).length;
      const [ran, kept, failed] = [count('done'), count('fresh'), count('failed')];
      summary.textContent = [
        `${ran} ${ran === 1 ? 'stage' : 'stages'} ran`,
        ...(kept > 0 ? [`${kept} did not depend on what was changed, and stand as before`] : []),
        ...(failed > 0 ? [`${failed} failed`] : []),
      ].join('; ');
    },
    show(event) {
      if (event.type === 'run-started') {
        for (const stage of event.stages) {
          const state = element('span', { class: 'state' }, 'waits');
          states.set(stage, state);
          list.append(element('li', {}, state, element('span', {}, stage)));
        }
      } else if (event.type === 'stage-started') set(event.stage, 'runs', 'running');
      else if (event.type === 'stage-progress') {
        set(event.stage, `${Math.floor((100 * event.done) / Math.max(1, event.total))} %`, 'running');
      } else if (event.type === 'stage-finished') set(event.stage, `${(event.durationMs / 1000).toFixed(1)} s`, 'done');
      else if (event.type === 'stage-fresh') set(event.stage, 'as before', 'done fresh');
      else if (event.type === 'stage-note') {
        if (said.has(event.text)) return;
        said.add(event.text);
        const text = event.text.replaceAll(`${HOME}/`, '');
        if (event.level === 'warning') warnings.append(element('li', { class: 'warning' }, text));
        else notes.append(element('li', {}, text));
        noted.hidden = notes.childElementCount === 0;
        title.textContent = `${notes.childElementCount} notes on what was found and assumed`;
      } else if (event.type === 'stage-failed') {
        set(event.stage, 'failed', 'failed');
        faults.append(event.fault === undefined ? showBug(event.bug ?? '') : showFault(event.fault));
      }
    },
  };
}
