import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// A busy machine is no failure: what is waited for only has to come.
configure({ asyncUtilTimeout: 10_000 });

// jsdom has no layout; what asks for it gets a quiet answer.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
window.scrollTo = () => {};
Element.prototype.scrollIntoView ??= () => {};
window.matchMedia ??= ((media: string) => ({
  matches: false,
  media,
  addEventListener() {},
  removeEventListener() {},
})) as unknown as typeof window.matchMedia;
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect ??= () => new DOMRect();
Element.prototype.setPointerCapture ??= () => {};
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;

afterEach(() => {
  cleanup();
  localStorage.clear();
});
