import { expect, test } from "vitest";

import { markdown } from "./markdown";

const html = (text: string) => markdown(text).innerHTML;

test("headings, paragraphs, lists and code become elements", () => {
  expect(html("## ExecuteBash\nRuns `commands`\nas **root**.\n\n- one\n  more\n- two")).toBe(
    "<h4>ExecuteBash</h4><p>Runs <code>commands</code> as <strong>root</strong>.</p><ul><li>one more</li><li>two</li></ul>",
  );
  expect(html("```yaml\n- name: <b>\n\n```\nafter")).toBe(
    "<pre><code>- name: &lt;b&gt;\n</code></pre><p>after</p>",
  );
  expect(html("1. first\n2. second")).toBe("<ol><li>first</li><li>second</li></ol>");
});

test("nothing that looks like HTML is HTML, and no address can be pressed", () => {
  const made = markdown(
    '<img src=x onerror=alert(1)> [<b>words</b>](javascript:alert(1)) `<script>` [a](https://x.test/"onclick=1)',
  );
  expect(made.querySelector("img, a, b, script")).toBeNull();
  expect(made.textContent).toContain("<img src=x onerror=alert(1)>");
  expect(made.textContent).toContain("https://x.test/");
});

test("a link is its words with the address beside them", () => {
  expect(html("see [the guide](https://docs.aws.amazon.com/x)")).toBe(
    "<p>see <span>the guide</span><small> https://docs.aws.amazon.com/x</small></p>",
  );
});

test("underscores within names are part of the name", () => {
  expect(html("my_step_name and IMAGE_BUILD_VERSION, but _this_")).toBe(
    "<p>my_step_name and IMAGE_BUILD_VERSION, but <em>this</em></p>",
  );
});

test("hostile text ends in bounded time", () => {
  for (const piece of ["*", "_", "`", "[", "**_", "[a](", "- ", "```\n", "_a"]) {
    expect(markdown(piece.repeat(30_000)).textContent.length).toBeLessThanOrEqual(10_000);
  }
});
