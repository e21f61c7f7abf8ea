import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { root } from './commands.ts';

interface Block {
  readonly line: number;
  readonly code: string;
}

function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^```js\n([\s\S]*?)^```/gm)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    code: match[1]!,
  }));
}

/** A line `EXPRESSION; // → VALUE` becomes a call that compares the two. */
function withChecks({ code, line }: Block): string {
  return code
    .split('\n')
    .map((text, k) => text.replace(/^(.+?); \/\/ → (.+)$/, `check($1, $2, ${line + k + 1});`))
    .join('\n');
}

it('the examples of docs/library.md run on the built library, and give what they say', async () => {
  const text = readFileSync(`${root}docs/library.md`, 'utf8');
  const blocks = blocksOf(text);
  const seedrank: unknown = await import(`${root}dist/src/index.js`);
  let checks = 0;
  const check = (value: unknown, said: unknown, line: number): void => {
    checks++;
    expect(value, `docs/library.md:${line}`).toEqual(said);
  };
  const run = new Function('seedrank', 'check', `return (async () => {${blocks.map(withChecks).join('\n')}})();`);
  await run(seedrank, check);
  expect(blocks.length).toBeGreaterThan(5);
  expect(checks).toBe(text.split('; // → ').length - 1);
});
