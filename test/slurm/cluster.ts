import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export interface Cluster {
  readonly started: boolean;
  /** Appended to the title of a suite that needs SLURM, so that a skip says why. */
  readonly why: string;
  /** Ends the controller alone, as an update or a failing machine does; jobs go on. */
  stopController(): Promise<void>;
  startController(): void;
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
    async stopController() {
      const pid = Number(readFileSync(join(folder, 'run/slurmctld.pid'), 'utf8'));
      process.kill(pid);
      while (existsSync(`/proc/${pid}`)) await sleep(20);
    },
    startController() {
      execFileSync('slurmctld');
    },
    stop() {
      if (started) execFileSync(script('stop.sh'), [folder]);
    },
  };
}
