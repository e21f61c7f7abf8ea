import { describe, expect, it } from 'vitest';
import { parseSources } from './source-graph.ts';

describe('who imports whom', () => {
  it('is told from all imports, however they are written', () => {
    const text = `import a from 'one';\nimport {\n  b,\n  type C as D,\n} from './two.ts';\nimport 'three';\nimport type { E } from '../four.ts';
      const { five } = await import('./five.ts');\nexport { f as g } from './six.ts';\nexport * from './seven.ts';
      type Eight = import('./eight.ts').H;\n// import './none.ts';\nconst none = "import './none.ts'";`;
    const [file] = parseSources(new Map([['src/x/y.ts', text]])).values();
    const eager = { typeOnly: false, lazy: false };
    expect(file?.imports).toEqual([
      { target: 'one', names: ['default'], ...eager },
      { target: 'src/x/two.ts', names: ['b', 'C'], ...eager },
      { target: 'three', names: [], ...eager },
      { target: 'src/four.ts', names: ['E'], typeOnly: true, lazy: false },
      { target: 'src/x/six.ts', names: ['f'], ...eager },
      { target: 'src/x/seven.ts', names: 'all', ...eager },
      { target: 'src/x/five.ts', names: ['five'], typeOnly: false, lazy: true },
      { target: 'src/x/eight.ts', names: ['H'], typeOnly: true, lazy: false },
    ]);
    expect(file?.exports).toEqual([{ name: 'g', typeOnly: false }]);
  });
});
