import { textAt } from "../form/path";

/** What the API takes (botocore imagebuilder/2019-12-02 service-2.json, `EbsInstanceBlockDeviceSpecification`). */
export const API = {
  size: [1, 16_000],
  iops: [100, 64_000],
  throughput: [125, 1_000],
} as const;

export interface VolumeType {
  key: string;
  label: string;
  /** Sizes in GiB; what EC2 takes of this type, as far as Image Builder's API lets it through. */
  size: readonly [number, number];
  /** `null`: this type takes none. */
  iops: readonly [number, number] | null;
  throughput: readonly [number, number] | null;
}

/**
 * The types of volumes and their ranges
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html, cut to {@link API}).
 */
export const VOLUME_TYPES: VolumeType[] = [
  {
    key: "gp3",
    label: "gp3",
    size: API.size,
    iops: [3_000, API.iops[1]],
    throughput: API.throughput,
  },
  { key: "gp2", label: "gp2", size: API.size, iops: null, throughput: null },
  { key: "io2", label: "io2", size: [4, API.size[1]], iops: API.iops, throughput: null },
  { key: "io1", label: "io1", size: [4, API.size[1]], iops: API.iops, throughput: null },
  { key: "st1", label: "st1", size: [125, API.size[1]], iops: null, throughput: null },
  { key: "sc1", label: "sc1", size: [125, API.size[1]], iops: null, throughput: null },
  { key: "standard", label: "standard", size: [1, 1_024], iops: null, throughput: null },
];

/** The type that is written; where none is, the ranges of the API hold. */
export function volumeType(written: string | null): VolumeType | null {
  return VOLUME_TYPES.find((type) => type.key === written) ?? null;
}

/** Encrypted with a key that AWS manages: snapshots of it cannot be shared with other accounts. */
export function cannotBeShared(volume: unknown): boolean {
  const key = textAt(volume, ["ebs", "kmsKeyId"]);
  if (textAt(volume, ["ebs", "encrypted"]) !== "true") return false;
  return key === null || key.endsWith("alias/aws/ebs");
}

/** The name for one more data volume: the first of those that EC2 recommends which is free. */
export function nextDevice(used: string[], platform: string | null): string {
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html
  const stem = platform === "Windows" ? "xvd" : "/dev/sd";
  const free = [..."fghijklmnop"].map((letter) => `${stem}${letter}`).find((name) => !used.includes(name));
  return free ?? "";
}
