import { createHash } from 'node:crypto';

/** Names that the batch itself uses in its folder. */
const reserved: ReadonlySet<string> = new Set(['batch', 'batch.html', 'work']);

const longest = 60;

/**
 * The name of a study as a folder: letters, digits, `.`, `_` and `-` only. A name that is more than that is told from others
 * that look the same by the start of its sha256, so that different names never share a folder.
 */
export function slugOf(name: string): string {
  const plain = name
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, longest)
    .replace(/\.+$/, '');
  if (plain !== '' && plain === name && !reserved.has(name.toLowerCase())) return plain;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 10);
  return `${plain || 'study'}-${digest}`;
}
