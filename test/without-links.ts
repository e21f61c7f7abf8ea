import { spawnSync } from 'node:child_process';
import { linkSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder on an exFAT of its own, which knows no hard links, or why there can be none; `scratch.ts` takes it away in the end. */
export function mountWithoutLinks(): { readonly folder: string } | { readonly why: string } {
  const image = join(mkdtempSync(join(tmpdir(), 'seedrank-exfat-')), 'image');
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-disk-'));
  writeFileSync(image, '');
  truncateSync(image, 64 << 20);
  const steps = [
    ['mkfs.exfat', image],
    ['losetup', '--find', '--show', image],
  ] as const;
  let device = '';
  for (const [program, ...args] of steps) {
    const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
    if (status !== 0) return { why: `${program} does not work here (Debian: exfatprogs exfat-fuse, as root)` };
    device = stdout.trim();
  }
  const mounts = [
    ['mount', '-t', 'exfat', device, folder],
    ['mount.exfat-fuse', device, folder],
  ] as const;
  const isMounted = mounts.some(([program, ...args]) => spawnSync(program, args).status === 0);
  // What is mounted holds on to its device; that is free again when it is taken away.
  spawnSync('losetup', ['--detach', device]);
  if (!isMounted) return { why: 'no exFAT can be mounted here (Debian: exfat-fuse, as root)' };
  const [file, link] = [join(folder, 'file'), join(folder, 'link')];
  writeFileSync(file, '');
  try {
    linkSync(file, link);
    return { why: 'this exFAT makes hard links' };
  } catch {
    rmSync(file);
    return { folder };
  }
}
