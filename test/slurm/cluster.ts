import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export interface Cluster {
  readonly started: boolean;
  /** Appended to the title of a suite that needs SLURM, so that a skip says why. */
  readonly why: string;
  stop(): void;
}

/** A SLURM of this machine alone, where one can be started; the commands of this process then ask it. */
export function startCluster(): Cluster {
  const folder = join(mkdtempSync(join(tmpdir(), 'seedrank-slurm-')), 'cluster');
  const port = 16900 + 2 * (process.pid % 500);
  const { status, stdout, stderr } = spawnSync(script('start.sh'), [folder, String(port)], { encoding: 'utf8' });
  const started = status === 0;
  if (started) process.env.SLURM_CONF = stdout.trim();
  return {
    started,
    why: started ? '' : ` (skipped: ${(stderr ?? '').trim().split('\n').at(-1)})`,
    stop() {
      if (started) execFileSync(script('stop.sh'), [folder]);
    },
  };
}
