import type { Ran, Understood } from '../messages.ts';
import { choice, element, labeled } from './elements.ts';
import { type StudyEngine, startEngine } from './engine.ts';
import { roles } from './file-roles.ts';
import { filesOfDrop, flagsOf, type RoledFile, takeFile } from './given-files.ts';
import { saveFile } from './save-file.ts';
import { showBug, showError, showFault } from './show-fault.ts';
import { progressView } from './show-progress.ts';
import { showRemarks, showUnderstood } from './show-understood.ts';
import { unpackAssets, unpackDemo, unpackProgram } from './unpack-parts.ts';

/** What is chosen in the form, under the keys of a study file. */
interface Chosen {
  mirna: string;
  effect: string;
  fdr: string;
  contrasts: { variable: string; target: string; reference: string }[];
  design: string;
  /** Whether the user has said what is compared; what is guessed is guessed again. */
  isSettled: boolean;
}

let engine: Promise<StudyEngine> | undefined;

/** Unpacked when it is first asked for something. */
function openEngine(): Promise<StudyEngine> {
  engine ??= Promise.all([unpackProgram(), unpackAssets()]).then(([program, assets]) =>
    startEngine({ program, assets }),
  );
  return engine;
}

let files: RoledFile[] = [];
let understood: Understood | undefined;
let chosen: Chosen = { mirna: '', effect: 'overexpression', fdr: '0.1', contrasts: [], design: '', isSettled: false };
let ran: Ran | undefined;

const given = element('ul', { class: 'given' });
const seen = element('div', {});
const form = element('div', { class: 'form' });
const study = element('textarea', { class: 'study', spellcheck: 'false', 'aria-label': 'study.yml' });
const studySection = element('section', { hidden: true, 'aria-label': 'Study' });
const runSection = element('section', { hidden: true, 'aria-label': 'Run' });
const resultSection = element('section', { hidden: true, 'aria-label': 'Results' });
const progress = element('div', {});
const mirnaNames = element('datalist', { id: 'mirnas' });
const runButton = element('button', { class: 'main', type: 'button', onclick: () => void run() }, 'Run');
const stopButton = element(
  'button',
  { type: 'button', disabled: true, onclick: () => void engine?.then((started) => started.stop()) },
  'Cancel',
);

function fileButton(text: string, attributes: { readonly [name: string]: string }): HTMLElement {
  const input = element('input', { type: 'file', multiple: true, 'aria-label': text, ...attributes });
  input.addEventListener('change', () => {
    const picked = [...(input.files ?? [])].map((file) => [file.webkitRelativePath || file.name, file] as const);
    input.value = '';
    void add(picked);
  });
  return element('label', { class: 'file-button' }, text, input);
}

const drop = element(
  'div',
  { class: 'drop' },
  element(
    'p',
    {},
    "Drop files here: a count table or the folder of a quantifier, a sample sheet, 3' UTRs (or a genome with its annotation), gene sets, a study.yml.",
  ),
  element(
    'div',
    { class: 'buttons' },
    fileButton('Choose files', {}),
    fileButton('Choose a folder', { webkitdirectory: '' }),
    element('button', { type: 'button', onclick: () => void openDemo() }, 'Try the demo'),
  ),
);
for (const type of ['dragover', 'dragleave', 'drop'] as const) {
  document.addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.toggle('over', type === 'dragover');
    if (type === 'drop' && event.dataTransfer !== null) void filesOfDrop(event.dataTransfer).then(add);
  });
}

async function add(picked: readonly (readonly [name: string, blob: Blob])[]): Promise<void> {
  const taken = await Promise.all(picked.map(([name, blob]) => takeFile(name, blob)));
  const replaced = new Set(taken.map(({ name }) => name));
  files = [...files.filter(({ name }) => !replaced.has(name)), ...taken];
  await refresh();
}

async function openDemo(): Promise<void> {
  files = [];
  await add(await unpackDemo());
}

/** Shows the files, hands them to the worker, and says what it understood. */
async function refresh(): Promise<void> {
  given.replaceChildren(...files.map(showFile));
  const opened = await openEngine();
  await opened.give(files);
  const own = files.find(({ role }) => role === 'study');
  if (own !== undefined) {
    for (const file of files) if (file.role !== 'study') file.role = 'other';
    given.replaceChildren(...files.map(showFile));
    seen.replaceChildren(element('p', {}, `The study is ${own.name}; the other files are what it names.`));
    form.replaceChildren();
    showStudy(await own.blob.text());
    return;
  }
  chosen = { ...chosen, contrasts: [], design: '', isSettled: false };
  await draft();
}

function showFile(file: RoledFile): HTMLElement {
  const role = choice(roles, file.role, (value) => {
    file.role = value;
    void refresh();
  });
  role.setAttribute('aria-label', `what ${file.name} is`);
  const remove = element('button', { type: 'button', 'aria-label': `leave out ${file.name}` }, 'leave out');
  remove.addEventListener('click', () => {
    files = files.filter((one) => one !== file);
    void refresh();
  });
  const size = element('span', {}, `${(file.blob.size / 1e6).toFixed(file.blob.size < 1e6 ? 2 : 0)} MB`);
  return element('li', {}, element('b', {}, file.name), size, role, remove);
}

/** The settings of the form and the roles of the files. */
function flags(): { readonly [key: string]: unknown } {
  const { mirna, effect, fdr, contrasts, design, isSettled } = chosen;
  const names = mirna.split(/[\s,]+/).filter((name) => name !== '');
  return {
    name: 'study',
    ...flagsOf(files),
    ...(names.length > 0 && { mirna: names }),
    ...(isSettled && { design, contrasts }),
    effect,
    fdr: Number(fdr),
  };
}

async function draft(): Promise<void> {
  const roled = new Set(files.map(({ role }) => role));
  if (!roled.has('differential') && !(roled.has('counts') && roled.has('samples'))) {
    const missing = ['counts', 'samples'].filter((role) => !roled.has(role));
    const words = missing.map((role) => roles.find(([key]) => key === role)![1]).join(' and ');
    seen.replaceChildren(element('p', {}, files.length === 0 ? '' : `Still to come: ${words}.`));
    studySection.hidden = true;
    return;
  }
  try {
    understood = await (await openEngine()).draft(flags());
    seen.replaceChildren(element('h2', {}, 'What was understood'), showUnderstood(understood));
    const { contrasts, design } = understood.values as { contrasts?: Chosen['contrasts']; design?: string };
    chosen = { ...chosen, contrasts: contrasts ? contrasts.map((one) => ({ ...one })) : [], design: design ?? '' };
    mirnaNames.replaceChildren(...understood.mirnas.map((value) => element('option', { value })));
    showForm(understood);
    showStudy(understood.text);
    if (chosen.mirna !== '') await check(understood.text);
  } catch (error) {
    seen.replaceChildren(showError(error));
  }
}

/** Reads all that the study names, so that a miRNA or 3' UTRs that do not fit are told of before a run. */
async function check(text: string): Promise<void> {
  const notes: string[] = [];
  await (await openEngine()).run(
    text,
    (event) => {
      if (event.type === 'stage-note') notes.push(event.level === 'warning' ? `warning: ${event.text}` : event.text);
      if (event.type === 'stage-failed') seen.append(event.fault ? showFault(event.fault) : showBug(event.bug ?? ''));
    },
    'ingest',
  );
  seen.append(showRemarks(notes));
}

function showStudy(text: string): void {
  study.value = text;
  studySection.hidden = false;
  runSection.hidden = false;
}

function textInput(value: string, onChange: (value: string) => void, list?: string): HTMLInputElement {
  const input = element('input', { value, list, spellcheck: 'false' });
  input.addEventListener('change', () => onChange(input.value));
  return input;
}

/** Choices from what the sheet holds; each change makes the study file anew. */
function showForm({ columns }: Understood): void {
  const change =
    (key: 'mirna' | 'effect' | 'fdr' | 'design') =>
    (value: string): void => {
      chosen = { ...chosen, [key]: value, isSettled: chosen.isSettled || key === 'design' };
      void draft();
    };
  const compare = (contrasts: Chosen['contrasts']): void => {
    chosen = { ...chosen, contrasts, isSettled: true };
    void draft();
  };
  const levelsOf = (name: string): string[] => [...new Set(columns.find(([column]) => column === name)?.[1] ?? [])];
  const listed = (values: readonly string[]): (readonly [string, string])[] => values.map((value) => [value, value]);
  const comparisons = chosen.contrasts.flatMap((contrast, at): HTMLElement[] => {
    const set = (part: 'variable' | 'target' | 'reference') => (value: string) => {
      const [reference = '', target = ''] = levelsOf(value);
      const next = part === 'variable' ? { variable: value, target, reference } : { ...contrast, [part]: value };
      const contrasts = chosen.contrasts.map((one, k) => (k === at ? next : one));
      const known: readonly string[] = chosen.design.match(/[A-Za-z.][\w.]*/g) ?? [];
      const design = known.includes(next.variable) ? chosen.design : `~ ${next.variable}`;
      chosen = { ...chosen, design };
      compare(contrasts);
    };
    const number = chosen.contrasts.length > 1 ? ` ${at + 1}` : '';
    return [
      labeled(`Compare${number}`, choice(listed(columns.map(([name]) => name)), contrast.variable, set('variable'))),
      labeled(`Level${number}`, choice(listed(levelsOf(contrast.variable)), contrast.target, set('target'))),
      labeled(`against${number}`, choice(listed(levelsOf(contrast.variable)), contrast.reference, set('reference'))),
    ];
  });
  const more = element('button', { type: 'button' }, 'Another contrast');
  more.addEventListener('click', () => {
    const first = chosen.contrasts[0];
    if (first === undefined) return;
    const used = new Set(chosen.contrasts.map(({ target }) => target));
    const target = levelsOf(first.variable).find((level) => level !== first.reference && !used.has(level));
    compare([...chosen.contrasts, { ...first, target: target ?? first.target }]);
  });
  form.replaceChildren(
    labeled('miRNA (several with commas)', textInput(chosen.mirna, change('mirna'), 'mirnas')),
    labeled(
      'What was done to it',
      choice(
        [
          ['overexpression', 'more of it (mimic, over-expression)'],
          ['inhibition', 'less of it (inhibitor, knock-out)'],
        ],
        chosen.effect,
        change('effect'),
      ),
    ),
    ...comparisons,
    ...(chosen.contrasts.length > 0 ? [labeled('Design', textInput(chosen.design, change('design')))] : []),
    labeled('False discovery rate', textInput(chosen.fdr, change('fdr'))),
    ...(chosen.contrasts.length > 0 ? [more] : []),
  );
}

async function run(): Promise<void> {
  const view = progressView();
  progress.replaceChildren(view.root);
  resultSection.hidden = true;
  runButton.disabled = true;
  stopButton.disabled = false;
  try {
    ran = await (await openEngine()).run(study.value, (event) => view.show(event));
    showResults(ran);
  } catch (error) {
    progress.append(showError(error));
  } finally {
    runButton.disabled = false;
    stopButton.disabled = true;
  }
}

let shown: string | undefined;

function showResults({ files: made }: Ran): void {
  const report = made.find(([name]) => name === 'report.html')?.[1];
  if (shown !== undefined) URL.revokeObjectURL(shown);
  shown = report && URL.createObjectURL(new Blob([report], { type: 'text/html' }));
  const save = element(
    'button',
    { type: 'button', onclick: () => report && saveFile('report.html', report) },
    'Save report',
  );
  const saveAll = element('button', { type: 'button', onclick: () => void saveEverything() }, 'Save all');
  resultSection.replaceChildren(
    element('h2', {}, 'Results'),
    element('div', { class: 'buttons' }, ...(report ? [save] : []), saveAll),
    element('p', { class: 'lead' }, `${made.length} files. What is not saved is gone when this page is closed.`),
    ...(shown === undefined ? [] : [element('iframe', { src: shown, title: 'report' })]),
  );
  resultSection.hidden = false;
}

async function saveEverything(): Promise<void> {
  try {
    saveFile('seedrank-study.zip', await (await openEngine()).zip());
  } catch (error) {
    progress.append(showError(error));
  }
}

studySection.append(
  element('h2', {}, 'Study'),
  form,
  element('details', {}, element('summary', {}, 'study.yml, as it is built: what stands here is run'), study),
);
runSection.append(element('div', { class: 'buttons' }, runButton, stopButton), progress);
const licenses = element('details', { class: 'lead' }, element('summary', {}, 'Licenses'));
licenses.addEventListener('toggle', async () => {
  const assets = new Map(await unpackAssets());
  const texts = ['NOTICE', 'THIRD-PARTY-NOTICES', 'pako/LICENSE'].map((name) => assets.get(name)?.text());
  licenses.replaceChildren(licenses.firstChild as Node, element('pre', {}, (await Promise.all(texts)).join('\n\n')));
});
document
  .getElementById('page')
  ?.append(drop, given, seen, mirnaNames, studySection, runSection, resultSection, licenses);
