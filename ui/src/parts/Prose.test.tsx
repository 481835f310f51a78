import { render } from "@testing-library/react";
import { expect, test } from "vitest";

import { Prose } from "./Prose";

const html = (text: string) => render(<Prose text={text} />).container.innerHTML;

test("names between backticks are set as code", () => {
  expect(html("add `- name: HeapSize` with a `value`")).toBe(
    "add <code>- name: HeapSize</code> with a <code>value</code>",
  );
});

test("a backtick without its other half is a backtick", () => {
  expect(html("one ` only")).toBe("one ` only");
  expect(html("`a` and ` only")).toBe("<code>a</code> and ` only");
});

test("what looks like HTML is text", () => {
  expect(html("`<img src=x onerror=alert(1)>`")).toBe("<code>&lt;img src=x onerror=alert(1)&gt;</code>");
});
