import type { ReactNode } from "react";

// Drawn for Ingot on a 16-pixel grid, 1.4 px strokes. An icon never carries meaning alone: it stands beside words
// or inside a control that has a name.

const paths = {
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  remove: <path d="M3 4.5h10M6.2 4.5v-2h3.6v2M4.3 4.5l.7 9h6l.7-9M6.8 7v4M9.2 7v4" />,
  close: <path d="m4 4 8 8m0-8-8 8" />,
  chevron: <path d="m6 4 4 4-4 4" />,
  down: <path d="m4 6 4 4 4-4" />,
  up: <path d="m4 10 4-4 4 4" />,
  pin: <path d="M5.5 2.500h5M6.5 2.500v4L4.5 9h7l-2-2.500v-4M8 9v4.500" />,
  check: <path d="m3.5 8.5 3 3 6-7" />,
  plus: <path d="M8 3.5v9M3.5 8h9" />,
  undo: <path d="M6.5 3.5 3.5 6.5l3 3M4 6.5h5.2a3.3 3.3 0 0 1 0 6.6H7" />,
  redo: <path d="m9.5 3.5 3 3-3 3M12 6.5H6.800a3.3 3.3 0 0 0 0 6.600H9" />,
  folder: <path d="M2 4.500h4l1.5 1.600H14v6.400H2z" />,
  file: <path d="M4 2h5.200L12.5 5.300V14H4zM9 2v3.500h3.5" />,
  external: <path d="M6.5 3.500h-3v9h9v-3M9 3h4v4M13 3 7.5 8.5" />,
  error: (
    <>
      <circle cx="8" cy="8" r="5.6" />
      <path d="M8 5v3.600M8 10.900v.1" />
    </>
  ),
  warning: <path d="M8 2.8 14 13H2zM8 6.600v3M8 11.300v.1" />,
  info: (
    <>
      <circle cx="8" cy="8" r="5.6" />
      <path d="M8 7.400V11M8 5v.1" />
    </>
  ),
  more: <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" strokeWidth="2" />,
  sync: (
    <path d="M13 6.500A5.2 5.2 0 0 0 3.7 5M3 9.500A5.2 5.2 0 0 0 12.3 11M3.5 2.500V5H6M12.5 13.500V11H10" />
  ),
  swap: <path d="M3 5.500h9.500M10 3l2.500 2.500L10 8M13 10.500H3.500M6 8l-2.500 2.500L6 13" />,
  panel: <path d="M2.5 3.500h11v9h-11zM10 3.500v9" />,
  beside: <path d="M2.500 3.500h11v9h-11zM8 3.500v9" />,
  widen: <path d="M2.500 3.500h11v9h-11zM5.500 3.500v9M11.500 8h-3.300M9.700 6.300 8 8l1.700 1.700" />,
  format: <path d="M3 4h10M3 7h6M3 10h8M3 13h4" />,
  copy: <path d="M5.5 5.500h7v7h-7zM3.5 10.500v-7h7" />,
  import: <path d="M8 2.500v7M5 7l3 3 3-3M3 13h10" />,
  star: (
    <path d="M8 2.300l1.750 3.550 3.950.570-2.850 2.780.670 3.900L8 11.250 4.480 13.100l.670-3.900L2.300 6.420l3.950-.570z" />
  ),
  starred: (
    <path
      d="M8 2.300l1.750 3.550 3.950.570-2.850 2.780.670 3.900L8 11.250 4.480 13.100l.670-3.900L2.300 6.420l3.950-.570z"
      fill="currentColor"
    />
  ),
  stop: <path d="M4.5 4.500h7v7h-7z" />,
  play: <path d="M5 3.5 12 8l-7 4.500z" />,
  link: (
    <path d="M6.7 9.300a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.700l-.8.8M9.3 6.700a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 0 0 3.7 3.700l.8-.8" />
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: "none" }}
    >
      {paths[name]}
    </svg>
  );
}

/** The six dots of something that can be dragged. */
export function Grip() {
  return (
    <svg width="8" height="12" viewBox="0 0 8 12" fill="currentColor" aria-hidden="true" focusable="false">
      {[1.5, 6, 10.5].map((y) => (
        <g key={y}>
          <circle cx="1.7" cy={y} r="1.1" />
          <circle cx="6.3" cy={y} r="1.1" />
        </g>
      ))}
    </svg>
  );
}
