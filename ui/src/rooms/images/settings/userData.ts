/** `userDataOverride` is at most this long, in Base64 (botocore imagebuilder/2019-12-02 service-2.json). */
export const MOST = 21_847;

/** Base64 as text; `null` when it is none, or what it holds is not text. */
export function decoded(base64: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(base64.replaceAll(/\s/g, "")), (sign) => sign.codePointAt(0) ?? 0);
    // The mark at the beginning is part of what the instance gets.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Text as Base64, in one line. */
export function encoded(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCodePoint(byte);
  return btoa(binary);
}

/** How long Base64 of a text is, without making it. */
export function encodedLength(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / 3) * 4;
}

/** What a new script starts with: what Image Builder's own user data does must be done here, or be refused knowingly. */
export function starter(platform: string | null): string {
  return platform === "Windows"
    ? "<powershell>\n# Runs before Image Builder connects. The Systems Manager agent must be there afterwards.\n</powershell>\n"
    : "#!/bin/bash\nset -euo pipefail\n# Runs before Image Builder connects. The Systems Manager agent must be there afterwards.\n";
}
