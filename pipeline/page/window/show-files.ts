import type { Role } from '../../draft/roles.ts';
import { button, choice, element } from './elements.ts';
import { nameOfRole, roleNames, type StudyFile } from './study-files.ts';

/** More files of one folder and one role are shown as one. */
const FEW = 2;

export interface FileActions {
  setRole(files: readonly StudyFile[], role: Role): void;
  leaveOut(files: readonly StudyFile[]): void;
}

/**
 * The files that were given, each with what it is taken for and why; a folder of the same things is one line. Where a study file
 * names them (`isNamed`), it says what they are.
 */
export function showFiles(files: readonly StudyFile[], isNamed: boolean, actions: FileActions): HTMLElement[] {
  const groups = new Map<string, StudyFile[]>();
  for (const file of files) {
    const key = `${file.name.includes('/') ? file.name.split('/')[0] : ''}/${file.role ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups].flatMap(([key, group]) => {
    const folder = key.slice(0, key.indexOf('/'));
    const isFolder = folder !== '' && group.length > FEW;
    return isFolder
      ? [showLine(`${folder}/: ${group.length} files`, group, isNamed, actions)]
      : group.map((file) => showLine(file.name, [file], isNamed, actions));
  });
}

function showLine(title: string, group: readonly StudyFile[], isNamed: boolean, actions: FileActions): HTMLElement {
  const [{ role, because }] = group as [StudyFile];
  const unknown: (readonly [Role | '', string])[] = role === undefined ? [['', 'not understood']] : [];
  const roles = choice([...unknown, ...roleNames], role ?? '', (value) => {
    if (value !== '') actions.setRole(group, value as Role);
  });
  roles.setAttribute('aria-label', `what ${title} is`);
  roles.dataset.key = `role of ${title}`;
  const size = group.reduce((sum, { blob }) => sum + blob.size, 0);
  const isOpen = !isNamed || role === 'study';
  const why = !isOpen
    ? element('span', { class: 'why' }, 'read if the study file names it')
    : role === undefined
      ? element('span', { class: 'why warning' }, `Not used, since it is not understood: ${because}`)
      : element('span', { class: 'why' }, because);
  return element(
    'li',
    { class: isOpen && role === undefined ? 'unknown' : 'known' },
    element('div', { class: 'file' }, element('b', {}, title), why),
    element('span', { class: 'size' }, formatSize(size)),
    isOpen ? roles : element('span', {}),
    button('leave out', () => actions.leaveOut(group), {
      'aria-label': `leave out ${title}`,
      'data-key': `leave out ${title}`,
    }),
  );
}

function formatSize(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** What the user has said is not argued with. */
export function asSaid(role: Role): string {
  return `as you say: ${nameOfRole(role)}`;
}
