import type { ComponentSummary, ComponentView } from "@/contract";

/** What is opened beside a document: the text on disk, or a component by its reference. */
export type Beside = string;

/** The text of the document's own file as it was saved. */
export const SAVED: Beside = "saved";

export interface BesideChoice {
  beside: Beside;
  title: string;
  /** Version or what it is. */
  note: string;
  origin: string;
}

export interface BesideGroup {
  title: string;
  choices: BesideChoice[];
}

/** What can be opened beside `view`: itself as saved, other versions of it, then every other document. */
export function choicesFor(
  view: ComponentView,
  components: ComponentSummary[],
  savedDiffers: boolean,
  filter: (component: ComponentSummary) => boolean,
  words: (component: ComponentSummary) => string,
): BesideGroup[] {
  const { name, reference } = view.summary;
  const choice = (one: ComponentSummary): BesideChoice => ({
    beside: one.reference,
    title: one.name,
    note: one.version,
    origin: words(one),
  });
  const others = components.filter((one) => one.reference !== reference && filter(one));
  const saved: BesideChoice = { beside: SAVED, title: name, note: "as saved", origin: "on disk" };
  const groups = [
    {
      title: "This document",
      choices: [
        ...(savedDiffers && filter(view.summary) ? [saved] : []),
        ...others.filter((one) => one.name === name).map(choice),
      ],
    },
    { title: "Other documents", choices: others.filter((one) => one.name !== name).map(choice) },
  ];
  return groups.filter((group) => group.choices.length > 0);
}

/** Whether two texts are versions of one document, of which one wants to see what differs. */
export function isVersion(view: ComponentView, beside: Beside, other: ComponentSummary | undefined): boolean {
  return beside === SAVED || other?.name === view.summary.name;
}
