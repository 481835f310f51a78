import { call, type CompletionView, type Range, type TextEdit } from "@/contract";
import type { CodeCompletion, CodeLanguage, Span } from "@/parts/CodeEditor";
import { editOf } from "@/pieces/file";

/** The language of component documents, answered by the workbench. */
export const language: CodeLanguage = {
  async complete(text, position) {
    return (await call("language.complete", { text, position })).items.map(completion);
  },
  async hover(text, position) {
    const { hover } = await call("language.hover", { text, position });
    return hover && { ...span(hover.range), markdown: hover.markdown };
  },
  async definition(text, position) {
    const { range } = await call("language.definition", { text, position });
    return range && span(range);
  },
  async renameAt(text, position) {
    const { target } = await call("language.rename_at", { text, position });
    return target && { ...span(target.range), name: target.name };
  },
  async rename(text, position, name) {
    return edits((await call("language.rename", { text, position, name })).edits);
  },
  async format(text) {
    const { edits: changes, refused } = await call("language.format", { text });
    return { edits: edits(changes), refused };
  },
};

const span = (range: Range): Span => ({ from: range.start, to: range.end });
const edits = (list: TextEdit[]) => list.map(editOf);

function completion(item: CompletionView): CodeCompletion {
  return {
    label: item.label,
    kind: item.kind,
    detail: item.detail || null,
    documentation: item.documentation || null,
    edit: editOf(item.edit),
    sort: item.sort,
    // Behind `action: ` there is an action to choose.
    leads: /:\s$/.test(item.edit.text),
  };
}
