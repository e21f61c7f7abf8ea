import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { embeddedJson, embeddedScript, html, trusted } from '../../../src/report/html.ts';
import { fc } from '../../seeded-examples.ts';

const HOSTILE = `</script><img src=x onerror="alert('1')">&`;

test('values are escaped in content and in attributes', () => {
  expect(html`<p title="${HOSTILE}">${HOSTILE}</p>`.text).toBe(
    '<p title="&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">' +
      '&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</p>',
  );
});

test('no text can open a tag, an entity or end an attribute', () => {
  fc.assert(fc.property(fc.string(), (text) => !/[<>"']|&(?!(amp|lt|gt|quot|#39);)/.test(html`${text}`.text)));
});

test('nested templates are kept, lists are joined, what is missing is nothing', () => {
  expect(html`<ul>${['a<b', 'c'].map((item) => html`<li>${item}</li>`)}${undefined}${0}</ul>`.text).toBe(
    '<ul><li>a&lt;b</li><li>c</li>0</ul>',
  );
  expect(html`${trusted('<b>')}`.text).toBe('<b>');
});

test('embedded JSON cannot end its element and reads back', () => {
  const { text } = embeddedJson({ name: HOSTILE });
  expect(text).not.toContain('<');
  expect(JSON.parse(text)).toEqual({ name: HOSTILE });
});

test('an embedded script cannot end its element and means the same', () => {
  const { text } = embeddedScript(`'</script><!--'`);
  expect(text).not.toMatch(/<\/script|<!--/);
  expect(runInNewContext(text)).toBe('</script><!--');
});
