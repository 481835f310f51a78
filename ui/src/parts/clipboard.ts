/**
 * Puts a text that is still being made on the clipboard. WebKit only lets a press do that: the promise is handed over at
 * once (https://webkit.org/blog/10855/async-clipboard-api/).
 */
export async function copyWhenReady(text: Promise<string>): Promise<void> {
  if (typeof ClipboardItem !== "undefined" && navigator.clipboard?.write) {
    const blob = text.then((ready) => new Blob([ready], { type: "text/plain" }));
    try {
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
      return;
    } catch {
      // Some engines take no promise: the plain way may still do.
    }
  }
  await navigator.clipboard.writeText(await text);
}
