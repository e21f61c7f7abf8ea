import type { Role } from '../../draft/roles.ts';
import type { Understood } from '../understand.ts';
import { type Chosen, nothingChosen, settingsOf } from './chosen.ts';
import { dropZone, type Picked } from './drop-zone.ts';
import { button, element, replaceContent } from './elements.ts';
import { openEngine } from './open-engine.ts';
import { runPanel } from './run-panel.ts';
import { showError } from './show-fault.ts';
import { asSaid, showFiles } from './show-files.ts';
import { showUnderstood } from './show-understood.ts';
import { HOME, homeOf, problemsOf, type StudyFile } from './study-files.ts';
import { studyForm } from './study-form.ts';
import { unpackAssets, unpackDemo } from './unpack-parts.ts';

/** A study as it is put together: files, what was chosen in the form, or a text that somebody has written. */
let files: readonly StudyFile[] = [];
let chosen: Chosen = nothingChosen;
let ownText: string | undefined;
let count = 0;
let turn = 0;
let handed = '';

const given = element('ul', { class: 'given' });
const status = element('p', { class: 'lead', role: 'status' });
const seen = element('div', {});
const form = element('div', {});
const study = element('textarea', { class: 'study', spellcheck: 'false', 'aria-label': 'study.yml' });
const written = element(
  'details',
  {},
  element('summary', {}, 'study.yml, as it is built: what stands here is run, and can be edited'),
  study,
);
const studySection = element('section', { hidden: true, 'aria-label': 'Study' });
studySection.append(element('h2', {}, 'Study'), form, written);
const panel = runPanel(() => study.value);

study.addEventListener('change', () => {
  ownText = study.value;
  void understand();
});

/** Adds files, or replaces those of the same name, and asks what each of them is. */
async function add(picked: Picked): Promise<void> {
  const taken = new Map(picked.map(([name, blob]) => [name.replace(/^\/+/, ''), blob]));
  const all = [
    ...files.filter(({ name }) => !taken.has(name)),
    ...[...taken].map(([name, blob]): StudyFile => {
      return { name, path: '', blob, content: `${name} #${++count}`, role: undefined, because: 'not looked at yet' };
    }),
  ];
  const home = homeOf(all.map(({ name }) => name));
  files = all.map((file) => ({ ...file, path: `${HOME}/${inside(file.name, home)}` }));
  status.textContent = 'Looking at the files ...';
  try {
    await hand(files);
    const guesses = new Map((await (await openEngine()).guessRoles()).map((guess) => [guess.path, guess]));
    for (const file of files) {
      // What was guessed before is guessed again, since files tell of one another.
      if (file.isSaid) continue;
      const guess = guesses.get(file.path);
      if (guess !== undefined) Object.assign(file, { role: guess.role, because: guess.because, of: guess.of });
    }
    const own = files.find(({ role }) => role === 'study');
    ownText = own === undefined ? undefined : named(await own.blob.text(), own.name);
  } catch (error) {
    status.textContent = '';
    seen.replaceChildren(showError(error));
    return;
  }
  await understand();
}

function inside(name: string, home: string): string {
  return name.startsWith(home) ? name.slice(home.length) : name;
}

/** A study takes its name from its file or folder; here both are those of the page, so that it is written down. */
function named(text: string, file: string): string {
  if (/^\s*\{/.test(text) || /^name\s*:/m.test(text)) return text;
  const parts = file.split('/');
  const base = (parts.at(-1) ?? '').replace(/\.[^.]+$/, '');
  const name = base === 'study' ? (parts.at(-2) ?? 'study') : base;
  return `name: ${JSON.stringify(name)}\n${text}`;
}

/** Gives the worker files, unless it has these. */
async function hand(wanted: readonly StudyFile[]): Promise<void> {
  const key = wanted.map(({ path, content }) => `${path} ${content}`).join('\n');
  if (key === handed) return;
  handed = key;
  await (await openEngine()).give(wanted);
}

function setRole(group: readonly StudyFile[], role: Role): void {
  files = files.map((file) => (group.includes(file) ? { ...file, role, because: asSaid(role), isSaid: true } : file));
  if (role === 'study') {
    void files
      .find((file) => file.role === 'study')
      ?.blob.text()
      .then((text) => {
        ownText = text;
        void understand();
      });
  } else void understand();
}

function leaveOut(group: readonly StudyFile[]): void {
  if (group.some(({ role }) => role === 'study')) ownText = undefined;
  files = files.filter((file) => !group.includes(file));
  void understand();
}

/** Shows the files and says what was understood of them and of what is chosen. */
async function understand(): Promise<void> {
  const mine = ++turn;
  replaceContent(given, ...showFiles(files, ownText !== undefined, { setRole, leaveOut }));
  const problems = ownText === undefined ? problemsOf(files) : [];
  if (files.length === 0 || problems.length > 0) {
    status.textContent = files.length === 0 ? '' : problems.join(' ');
    seen.replaceChildren();
    studySection.hidden = true;
    panel.offer(false);
    return;
  }
  status.textContent = 'Reading ...';
  try {
    await hand(ownText === undefined ? files.filter(({ role }) => role !== undefined && role !== 'none') : files);
    const engine = await openEngine();
    const found =
      ownText === undefined
        ? await engine.understand(settingsOf(files, chosen))
        : await engine.understandStudy(ownText);
    if (mine === turn) show(found);
  } catch (error) {
    if (mine !== turn) return;
    status.textContent = '';
    seen.replaceChildren(showError(error));
    const hasText = ownText !== undefined;
    if (hasText) showText(ownText as string);
    studySection.hidden = !hasText;
    panel.offer(hasText);
  }
}

function show(found: Understood): void {
  status.textContent = '';
  seen.replaceChildren(element('h2', {}, 'What was understood'), ...showUnderstood(found, ownText === undefined));
  if (ownText === undefined) replaceContent(form, ...studyForm(found, chosen, files, choose));
  showText(found.text);
  studySection.hidden = false;
  panel.offer(true);
}

function choose(changed: Chosen): void {
  chosen = changed;
  void understand();
}

function showText(text: string): void {
  study.value = text;
  if (ownText === undefined) return;
  written.open = true;
  const own = files.find(({ role }) => role === 'study');
  const says =
    own === undefined
      ? 'study.yml was edited: it is run as it stands.'
      : `The study is ${own.name}; the other files are what it names.`;
  replaceContent(form, element('p', {}, says), button('Build it with the form instead', backToForm));
}

function backToForm(): void {
  ownText = undefined;
  files = files.map((file) =>
    file.role === 'study' ? { ...file, role: 'none', because: 'the form is used instead', isSaid: true } : file,
  );
  void understand();
}

const licenses = element('details', { class: 'lead' }, element('summary', {}, 'Licenses'));
licenses.addEventListener('toggle', async () => {
  const assets = new Map(await unpackAssets());
  const texts = ['NOTICE', 'THIRD-PARTY-NOTICES', 'pako/LICENSE'].map((name) => assets.get(name)?.text());
  licenses.replaceChildren(licenses.firstChild as Node, element('pre', {}, (await Promise.all(texts)).join('\n\n')));
});

const zone = dropZone(
  (picked) => void add(picked),
  () => {
    files = [];
    chosen = nothingChosen;
    void unpackDemo().then(add);
  },
);
document.getElementById('page')?.append(zone, given, status, seen, studySection, panel.root, licenses);
