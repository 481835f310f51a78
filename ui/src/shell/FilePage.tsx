import { getRouteApi } from "@tanstack/react-router";

import { FileEditor } from "@/pieces/FileEditor";
import { Page, useCrumb } from "@/pieces/Page";

const route = getRouteApi("/file");

/** Any file of the workspace by its text: where a problem leads whose file has no room of its own. */
export function FilePage() {
  const { file, line, visit } = route.useSearch();
  useCrumb(file);
  return (
    <Page
      title={file.split("/").at(-1) ?? file}
      aside={<span className="mono small">{file}</span>}
      body="fill"
    >
      <FileEditor key={file} file={file} {...(line ? { goTo: { line, visit: visit ?? 0 } } : {})} />
    </Page>
  );
}
