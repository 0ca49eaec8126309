import { afterEach, expect, test, vi } from 'vitest';
import { downloadText } from './download';

// jsdom's Blob has no text().
function readText(blob = new Blob()): Promise<unknown> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsText(blob);
  });
}

afterEach(() => vi.unstubAllGlobals());

test('hands over the text under its name and leaves nothing behind', async () => {
  const blobs: Blob[] = [];
  const revoked: string[] = [];
  vi.stubGlobal(
    'URL',
    class extends URL {
      static override createObjectURL(blob: Blob) {
        blobs.push(blob);
        return 'blob:receipt';
      }
      static override revokeObjectURL(address: string) {
        revoked.push(address);
      }
    },
  );
  const clicked: { href: string; download: string }[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(
    this: HTMLAnchorElement,
  ) {
    clicked.push({ href: this.href, download: this.download });
  });

  downloadText('receipt.json', 'application/json', '{"leaf_index":7}');

  expect(clicked).toEqual([{ href: 'blob:receipt', download: 'receipt.json' }]);
  expect(await readText(blobs[0])).toBe('{"leaf_index":7}');
  expect(blobs[0]?.type).toBe('application/json');
  expect(revoked).toEqual(['blob:receipt']);
  expect(document.querySelector('a')).toBeNull();
});
