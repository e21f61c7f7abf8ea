import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

describe('the list of errors and warnings', () => {
  it('is that of the sources: run `npm run docs:messages`', () => {
    const { status, stderr } = spawnSync(process.execPath, ['pipeline/write-messages.mjs', '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
