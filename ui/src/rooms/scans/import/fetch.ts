import type { FetchReport } from "@/contract";

export type FetchKind = "ami" | "findings_report" | "sbom";

export interface FetchForm {
  ami: string;
  bucket: string;
  prefix: string;
  kmsKey: string;
  report: "csv" | "json";
  sbom: "cyclonedx" | "spdx";
}

export const EMPTY_FETCH: FetchForm = {
  ami: "",
  bucket: "",
  prefix: "",
  kmsKey: "",
  report: "json",
  sbom: "cyclonedx",
};

export interface FetchProblems {
  ami?: string;
  bucket?: string;
  kmsKey?: string;
}

/** What has to be mended before it can be asked for. */
export function fetchProblems(kind: FetchKind, form: FetchForm): FetchProblems {
  const problems: FetchProblems = {};
  const ami = form.ami.trim();
  if (kind === "ami" && ami === "") problems.ami = "say which AMI";
  else if (ami !== "" && !/^ami-[0-9a-f]{8,17}$/.test(ami)) {
    problems.ami = "an AMI is written ami-0123456789abcdef0";
  }
  if (kind === "ami") return problems;
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(form.bucket.trim())) {
    problems.bucket = "a bucket has 3 to 63 small letters, digits, dots and hyphens";
  }
  // Inspector takes the ARN of a key alone:
  // botocore inspector2/2020-06-08 service-2.json, Destination.
  if (!/^arn:aws[\w-]*:kms:[\w-]+:\d{12}:key\/.+$/.test(form.kmsKey.trim())) {
    problems.kmsKey = "the ARN of a key: arn:aws:kms:eu-west-1:111122223333:key/…";
  }
  return problems;
}

/** The question as the workbench takes it. */
export function fetchRequest(kind: FetchKind, form: FetchForm): FetchReport {
  const ami = form.ami.trim();
  if (kind === "ami") return { ami: { ami } };
  const into = {
    ami: ami === "" ? null : ami,
    bucket: form.bucket.trim(),
    prefix: form.prefix.trim() === "" ? null : form.prefix.trim(),
    kms_key: form.kmsKey.trim(),
  };
  return kind === "sbom"
    ? { sbom: { ...into, format: form.sbom } }
    : { findings_report: { ...into, format: form.report } };
}
