import type { Diagnostic, FieldProblem, ResourceKind } from "@/contract";

import type { Yaml, YamlLine } from "./yaml";

type Found = Pick<Diagnostic, "rule" | "severity" | "message" | "help">;

const map = (value: Yaml | undefined): Record<string, Yaml> =>
  typeof value === "object" && !Array.isArray(value) ? value : {};
const list = (value: Yaml | undefined): Yaml[] => (Array.isArray(value) ? value : []);

/** A few of the rules, so that forms have something to show. */
export function resourceProblems(
  kind: ResourceKind,
  file: string,
  value: Record<string, Yaml>,
  lines: YamlLine[],
): FieldProblem[] {
  const found: FieldProblem[] = [];
  const add = (path: string[], what: Found, within?: (text: string) => boolean) => {
    const key = path.join("/");
    const at = lines.findIndex((line) => line.path.join("/") === key && (within?.(line.text) ?? true));
    const text = lines[at]?.text ?? "";
    const range = {
      start: { line: at + 1, column: text.length - text.trimStart().length + 1 },
      end: { line: at + 1, column: text.length + 1 },
    };
    found.push({ path, diagnostic: { ...what, file, range, related: [], fix: null } });
  };
  list(value["blockDeviceMappings"]).forEach((volume, at) => {
    const iops = Number(map(map(volume)["ebs"])["iops"] ?? 100);
    if (iops < 100 || iops > 64_000) {
      add(["blockDeviceMappings", String(at), "ebs", "iops"], {
        rule: "recipe/volume-range",
        severity: "error",
        message: `\`iops\` is ${iops}; AWS takes 100 to 64,000`,
        help: null,
      });
    }
  });
  if (kind === "InfrastructureConfiguration" && value["subnetId"] && !value["securityGroupIds"]) {
    add(["subnetId"], {
      rule: "infrastructure/subnet-needs-security-group",
      severity: "error",
      message: "`subnetId` is given without `securityGroupIds`",
      help: "add the security groups of the build instance",
    });
  }
  const regions = list(value["distributions"]).map((one) => String(map(one)["region"]));
  regions.forEach((region, at) => {
    if (regions.indexOf(region) < at) {
      add(["distributions", String(at), "region"], {
        rule: "distribution/region-twice",
        severity: "error",
        message: `\`${region}\` is listed twice`,
        help: "merge the two entries",
      });
    }
    const name = map(map(list(value["distributions"])[at])["amiDistributionConfiguration"])["name"];
    if (typeof name === "string" && !name.includes("imagebuilder:buildDate")) {
      add(["distributions", String(at), "amiDistributionConfiguration", "name"], {
        rule: "distribution/ami-name-build-date",
        severity: "error",
        message: "the AMI's name lacks `{{ imagebuilder:buildDate }}`",
        help: "add it, so that no two builds have the same name",
      });
    }
  });
  const template = value["dockerfileTemplateData"];
  if (typeof template === "string" && /[^{]\{\{ imagebuilder:/.test(template)) {
    add(
      ["dockerfileTemplateData"],
      {
        rule: "container/placeholder-braces",
        severity: "error",
        message: "placeholders have three braces, and this one has two",
        help: "write `{{{ imagebuilder:environments }}}`",
      },
      (text) => /^\s*\{\{ /.test(text),
    );
  }
  return found;
}
