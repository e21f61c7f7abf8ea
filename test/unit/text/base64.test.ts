import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../../src/text/base64.ts';
import { fc } from '../../seeded-examples.ts';

describe('base64', () => {
  it("is that of Node's Buffer, both ways", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(decodeBase64(text)).toEqual(bytes);
      }),
    );
  });

  it('has the test vectors of RFC 4648', () => {
    const vectors = ['', 'Zg==', 'Zm8=', 'Zm9v', 'Zm9vYg==', 'Zm9vYmE=', 'Zm9vYmFy'];
    expect(vectors.map((_, size) => encodeBase64(new TextEncoder().encode('foobar'.slice(0, size))))).toEqual(vectors);
  });
});
