import type { SeverityCounts, TrendPoint } from "@/contract";

import { SEVERITIES } from "../report/severities";

export interface Bar {
  report: string;
  x: number;
  width: number;
  /** From the bottom, worst at the bottom where it is compared best. */
  parts: { key: keyof SeverityCounts; colour: string; y: number; height: number }[];
  /** Nobody looked, so that there is nothing to draw. */
  blank: boolean;
  point: TrendPoint;
}

export interface Chart {
  bars: Bar[];
  /** Round numbers along the side, with their places. */
  ticks: { value: number; y: number }[];
}

/** The next round number: 1, 2 or 5 with zeros. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value) ?? value;
}

/** Stacked bars, one for each point, within a box of `width` by `height`. */
export function chartOf(points: TrendPoint[], width: number, height: number): Chart {
  const most = roundUp(Math.max(0, ...points.map((point) => point.total)));
  const scale = height / most;
  const step = points.length === 0 ? width : width / points.length;
  const bar = Math.min(48, step * 0.64);
  const bars = points.map((point, index): Bar => {
    let top = height;
    const parts = SEVERITIES.filter(({ key }) => point.counts[key] > 0).map(({ key, colour }) => {
      const tall = point.counts[key] * scale;
      top -= tall;
      return { key, colour, y: top, height: tall };
    });
    return {
      report: point.report,
      x: index * step + (step - bar) / 2,
      width: bar,
      parts,
      blank: point.coverage === "not_scanned",
      point,
    };
  });
  return { bars, ticks: [0, most / 2, most].map((value) => ({ value, y: height - value * scale })) };
}
