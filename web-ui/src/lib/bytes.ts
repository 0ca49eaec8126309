const encoder = new TextEncoder();

/** How many bytes a text has on the wire (UTF-8). */
export function utf8Length(text: string): number {
  return encoder.encode(text).length;
}

/** 1536 becomes "1.5 KB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) {
    return `${bytes} B`;
  }
  return `${(bytes / 1024).toLocaleString('en', { maximumFractionDigits: 1 })} KB`;
}
