import type { ReportSummary } from "@/contract";

export interface ReportGroup {
  /** Name of the image, or `null` for reports that name none. */
  image: string | null;
  /** Newest first. */
  reports: ReportSummary[];
}

/** Reports by image: the images with the newest reports first, and those of `like` before all others. */
export function grouped(reports: ReportSummary[], like: string | null): ReportGroup[] {
  const groups = new Map<string | null, ReportSummary[]>();
  for (const report of reports) {
    const group = groups.get(report.image_name);
    if (group) group.push(report);
    else groups.set(report.image_name, [report]);
  }
  const list = [...groups].map(([image, of]) => ({
    image,
    reports: of.toSorted((a, b) => (a.as_of < b.as_of ? 1 : -1)),
  }));
  const rank = ({ image }: ReportGroup) => (image === null ? 2 : image === like ? 0 : 1);
  return list.toSorted((a, b) => rank(a) - rank(b));
}

/** What a report is compared with before anybody chose: the one before it of the same image and scanner. */
export function usualBefore(reports: ReportSummary[], after: ReportSummary): ReportSummary | undefined {
  const older = reports
    .filter(
      (one) =>
        one.report !== after.report &&
        one.image_name !== null &&
        one.image_name === after.image_name &&
        one.as_of <= after.as_of,
    )
    .toSorted((a, b) => (a.as_of < b.as_of ? 1 : -1));
  return older.find((one) => one.scanner === after.scanner) ?? older[0];
}
