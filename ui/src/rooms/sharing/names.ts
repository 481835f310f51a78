/** What a principal or resource is, and its name, out of its ARN. */
export interface Named {
  kind: string;
  name: string;
}

/** `image` and `golden-ubuntu-22-04 1.8.0/3`; an id that is no ARN of a known shape keeps its own text. */
export function named(id: string): Named {
  if (/^\d{12}$/.test(id)) return { kind: "account", name: id };
  const builder = /^arn:[\w-]+:imagebuilder:[\w-]*:\w*:([\w-]+)\/([^/]+)\/(.+)$/.exec(id);
  if (builder) return { kind: words(builder[1]), name: `${builder[2]} ${builder[3]}` };
  const unit = /^arn:[\w-]+:organizations::\d{12}:(organization|ou)\/(?:o-\w+\/)?(.+)$/.exec(id);
  if (unit) return { kind: unit[1] === "ou" ? "unit" : "organisation", name: unit[2] ?? id };
  const role = /^arn:[\w-]+:iam::\d{12}:(role|user)\/(.+)$/.exec(id);
  if (role) return { kind: role[1] ?? "", name: role[2] ?? id };
  return { kind: "", name: id };
}

function words(kind: string | undefined): string {
  return (kind ?? "").replaceAll("-", " ");
}
