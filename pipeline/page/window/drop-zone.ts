import { button, element } from './elements.ts';

/** Files with their names, those of folders with their paths. */
export type Picked = readonly (readonly [name: string, blob: Blob])[];

/** Where files are dropped or chosen; the whole page takes them too. */
export function dropZone(add: (picked: Picked) => void, openDemo: () => void): HTMLElement {
  const zone = element(
    'section',
    { class: 'drop', 'aria-label': 'Files' },
    element('p', { class: 'wanted' }, 'Drop your files here, all at once or one by one:'),
    element(
      'ul',
      { class: 'wanted' },
      wanted('counts', 'a table of genes x samples, or the folder of a quantifier (salmon, kallisto, RSEM, STAR, ...)'),
      wanted('a sample sheet', 'one row a sample: .csv, .tsv or .xlsx'),
      wanted("3' UTRs", 'FASTA, a TargetScan download, or a genome with its annotation'),
      wanted('if you have them', 'gene sets (.gmt), cohorts of patients (a matrix and a clinical table), a study.yml'),
    ),
    element(
      'div',
      { class: 'buttons' },
      fileButton('Choose files', {}, add),
      fileButton('Choose a folder', { webkitdirectory: '' }, add),
      button('Try the demo', openDemo),
    ),
  );
  for (const type of ['dragover', 'dragleave', 'drop'] as const) {
    document.addEventListener(type, (event) => {
      event.preventDefault();
      zone.classList.toggle('over', type === 'dragover');
      if (type === 'drop' && event.dataTransfer !== null) void filesOfDrop(event.dataTransfer).then(add);
    });
  }
  return zone;
}

function wanted(what: string, which: string): HTMLElement {
  return element('li', {}, element('b', {}, what), `: ${which}`);
}

function fileButton(
  text: string,
  attributes: { readonly [name: string]: string },
  add: (picked: Picked) => void,
): HTMLElement {
  const input = element('input', { type: 'file', multiple: true, 'aria-label': text, ...attributes });
  input.addEventListener('change', () => {
    const picked = [...(input.files ?? [])].map((file) => [file.webkitRelativePath || file.name, file] as const);
    input.value = '';
    add(picked);
  });
  return element('label', { class: 'file-button' }, text, input);
}

/** All files of what was dropped, folders with what they hold. */
async function filesOfDrop(transfer: DataTransfer): Promise<Picked> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (entries.length === 0) return [...transfer.files].map((file) => [file.name, file] as const);
  return (await Promise.all(entries.map(filesOfEntry))).flat();
}

async function filesOfEntry(entry: FileSystemEntry): Promise<Picked> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return file.name.startsWith('.') ? [] : [[entry.fullPath, file]];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(filesOfEntry))).flat();
}
