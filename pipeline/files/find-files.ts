import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../src/fault.ts';
import type { FoundFiles } from '../../src/formats/bytes/input-file.ts';
import { openInput } from './open-input.ts';
import { unreadable } from './unreadable.ts';

/** How deep a folder is searched: `folder/sample/star/ReadsPerGene.out.tab`. */
const MAX_DEPTH = 3;

type SourceKind = 'file' | 'folder' | 'pattern';

/** The files behind paths that the user gave: files, folders or patterns. */
export async function findInputs(sources: string | readonly string[]): Promise<FoundFiles[]> {
  const found: FoundFiles[] = [];
  for (const name of typeof sources === 'string' ? [sources] : sources) {
    const kind = await sourceKind(name);
    const paths = kind === 'file' ? [name] : kind === 'folder' ? await filesBelow(name) : await matchingFiles(name);
    found.push({ name, searched: kind === 'folder', files: paths.map(openInput) });
  }
  return found;
}

/** What a path given by the user means: a file, a folder, or a pattern with `*`, `?`, `[...]`, `{a,b}` or `**`. */
async function sourceKind(source: string): Promise<SourceKind> {
  try {
    return (await stat(source)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (isPattern(source)) return 'pattern';
    throw unreadable(source, error);
  }
}

/** All files below a folder, no hidden ones, sorted. */
export async function filesBelow(folder: string, depth = MAX_DEPTH): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    const kind = entry.isSymbolicLink() ? await sourceKind(path) : entry.isDirectory() ? 'folder' : 'file';
    if (kind === 'file') files.push(path);
    else if (depth > 0) files.push(...(await filesBelow(path, depth - 1)));
  }
  return files.sort();
}

/** The files that a pattern matches, sorted; `**` stands for any folders. None is a {@link Fault}. */
async function matchingFiles(pattern: string): Promise<string[]> {
  const segments = pattern.split('/');
  const fixed = segments.findIndex(isPattern);
  const root = segments.slice(0, fixed).join('/') || (pattern.startsWith('/') ? '/' : '.');
  const found = await walk(root, segments.slice(fixed)).catch((error: unknown) => {
    throw unreadable(root, error);
  });
  if (found.length > 0) return [...new Set(found)].sort();
  throw new Fault({
    code: 'FILES_NONE_MATCH',
    message: 'no file matches the pattern',
    file: pattern,
    hint: 'Check the pattern; quote it so that the shell leaves it to this program.',
  });
}

const isPattern = (text: string): boolean => /[*?[{]/.test(text);

async function walk(folder: string, segments: readonly string[]): Promise<string[]> {
  const [segment, ...rest] = segments;
  if (segment === undefined) return [];
  const matches = segmentPattern(segment);
  const found: string[] = segment === '**' ? await walk(folder, rest) : [];
  for (const entry of await entriesOf(folder)) {
    if (entry.name.startsWith('.') && !segment.startsWith('.')) continue;
    const path = folder === '.' ? entry.name : join(folder, entry.name);
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await sourceKind(path)) === 'folder');
    if (segment === '**') {
      if (isFolder) found.push(...(await walk(path, segments)));
    } else if (matches.test(entry.name)) {
      if (rest.length === 0 && !isFolder) found.push(path);
      else if (rest.length > 0 && isFolder) found.push(...(await walk(path, rest)));
    }
  }
  return found;
}

function segmentPattern(segment: string): RegExp {
  let source = '';
  let group = false;
  for (let i = 0; i < segment.length; i++) {
    const c = segment[i]!;
    const close = c === '[' ? segment.indexOf(']', i + 2) : -1;
    if (c === '*') source += '[^/]*';
    else if (c === '?') source += '[^/]';
    else if (close > 0) {
      source += `[${segment
        .slice(i + 1, close)
        .replace(/^!/, '^')
        .replaceAll('\\', '\\\\')}]`;
      i = close;
    } else if (c === '{' && segment.includes('}', i)) {
      source += '(?:';
      group = true;
    } else if (c === '}' && group) {
      source += ')';
      group = false;
    } else if (c === ',' && group) source += '|';
    else source += c.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  }
  return new RegExp(`^${source}$`);
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch((error: unknown) => Promise.reject(unreadable(folder, error)));
}
