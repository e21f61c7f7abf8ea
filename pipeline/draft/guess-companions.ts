import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CountSource } from '../../src/formats/counts/dialects/read-counts.ts';

export interface Companion {
  readonly key: 'lengths' | 'transcript_genes';
  readonly file: string;
}

/** What a quantifier left beside its counts and the reader of them needs: gene lengths, or the genes of transcripts. */
export async function guessCompanion({ dialect, files }: CountSource): Promise<Companion | undefined> {
  const first = files[0]!.name;
  const near = [dirname(first), dirname(dirname(first)), dirname(dirname(dirname(first)))];
  if (dialect === 'salmon' || dialect === 'kallisto') {
    for (const folder of near) {
      const file = await onlyFile(folder, (name) => /^(.*[._-])?tx2gene([._-].*)?\.(tsv|csv|txt)(\.gz)?$/i.test(name));
      if (file !== undefined) return { key: 'transcript_genes', file };
    }
    return undefined;
  }
  // Scaled counts have their lengths in them already.
  const merged = /^(.*)\.gene_counts\.(tsv|csv)(\.gz)?$/.exec(basename(first));
  if (dialect !== 'nfcore' || merged === null) return undefined;
  const wanted = `${merged[1]}.gene_lengths.`;
  const file = await onlyFile(dirname(first), (name) => name.startsWith(wanted));
  return file === undefined ? undefined : { key: 'lengths', file };
}

async function onlyFile(folder: string, matches: (name: string) => boolean): Promise<string | undefined> {
  const files = (await readdir(folder).catch(() => [])).filter(matches);
  return files.length === 1 ? join(folder, files[0] as string) : undefined;
}
