import { ConfigurationList } from "./ConfigurationList";
import { Distribution } from "./distribution";
import { Infrastructure } from "./Infrastructure";
import type { View } from "./kinds";

/** The configurations that pipelines refer to: a list, or the one that is chosen. */
export function Configurations({ view, name }: { view: View; name: string | undefined }) {
  if (name === undefined) return <ConfigurationList key={view} view={view} />;
  return view === "infrastructure" ? (
    <Infrastructure key={name} name={name} />
  ) : (
    <Distribution key={name} name={name} />
  );
}
