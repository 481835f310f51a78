import { Button, IconButton } from "@/parts/Button";
import { Notice } from "@/parts/states";
import { Choice, NumberField, TextField } from "../form/fields";
import { useForm, useProblemsWithin } from "../form/form";
import { listAt, rangeWords, textAt, type Path } from "../form/path";
import { FieldProblems, Section } from "../form/Shell";

import styles from "./volumes.module.css";
import { API, cannotBeShared, nextDevice, VOLUME_TYPES, volumeType } from "./volumes";

const VOLUMES = ["blockDeviceMappings"];
const AFTERWARDS = [
  { key: "true", label: "deleted" },
  { key: "false", label: "kept" },
];
const OF_THE_IMAGE =
  "What is written here replaces or joins the parent image's volumes of the same device name.";
const YES_NO = [
  { key: "true", label: "yes" },
  { key: "false", label: "no" },
];

export interface VolumesProps {
  platform: string | null;
  /** The list, where it is not the image's own. */
  path?: Path;
  /** The volumes of a build instance: nobody gets them. */
  building?: boolean;
}

/** The volumes of the image, one a line. */
export function Volumes({ platform, path = VOLUMES, building = false }: VolumesProps) {
  const { view, set } = useForm();
  const volumes = listAt(view.value, path);
  const trapped = volumes
    .filter(cannotBeShared)
    .map((volume) => textAt(volume, ["deviceName"]) ?? "a volume");
  const add = () =>
    set([...path, String(volumes.length)], {
      deviceName: nextDevice(
        volumes.map((volume) => textAt(volume, ["deviceName"]) ?? ""),
        platform,
      ),
      ebs: { volumeSize: "20", volumeType: "gp3", encrypted: "true" },
    });
  return (
    <Section
      title="Volumes"
      aside={<code className={styles.api}>blockDeviceMappings</code>}
      about={
        building
          ? volumes.length === 0 && "As the AMI of the build instance has them."
          : volumes.length === 0
            ? "As the parent image has them. Write one to change its root volume, under the device name that the parent has for it, or to add another."
            : OF_THE_IMAGE
      }
    >
      {trapped.length > 0 && (
        <Notice tone="warn">
          <strong>This image cannot be shared with other accounts.</strong>{" "}
          <span className="foreign">
            {trapped.join(" and ")} {trapped.length === 1 ? "is" : "are"} encrypted with the key that AWS
            manages, and snapshots under it cannot be shared. Name a key of your own under “Key” if anybody
            else is to launch it.
          </span>
        </Notice>
      )}
      {volumes.length > 0 && (
        <div className={styles.whole}>
          <table className={styles.volumes}>
            <thead>
              <tr>
                <th>Device</th>
                <th>Type</th>
                <th>GiB</th>
                <th>IOPS</th>
                <th>MiB/s</th>
                <th>Encrypted</th>
                <th>Key</th>
                <th title="deleteOnTermination">On termination</th>
                <th>
                  <span className="unseen">Actions</span>
                </th>
              </tr>
            </thead>
            {volumes.map((volume, at) => (
              // A volume is its place in the list: its device name is being edited.
              // oxlint-disable-next-line react/no-array-index-key
              <Volume key={at} list={path} at={at} count={volumes.length} volume={volume} />
            ))}
          </table>
        </div>
      )}
      <div>
        <Button small icon="plus" onPress={add}>
          Add a volume
        </Button>
      </div>
    </Section>
  );
}

function Volume(props: { list: Path; at: number; count: number; volume: unknown }) {
  const { list, at, count, volume } = props;
  const { set, move } = useForm();
  const path: Path = [...list, String(at)];
  const problems = useProblemsWithin(path);
  const device = textAt(volume, ["deviceName"]) ?? `volume ${at + 1}`;
  const type = volumeType(textAt(volume, ["ebs", "volumeType"]));
  const size = type?.size ?? API.size;
  const iops = type === null ? API.iops : type.iops;
  const throughput = type === null ? API.throughput : type.throughput;
  // A value of the other types that is still there can be seen and taken away.
  const has = (field: string) => textAt(volume, ["ebs", field]) !== null;
  const other =
    textAt(volume, ["virtualName"]) !== null
      ? `an instance store, ${textAt(volume, ["virtualName"])}`
      : textAt(volume, ["noDevice"]) !== null
        ? "taken away from what the parent image has"
        : null;
  return (
    <tbody>
      <tr>
        <td data-of="Device">
          <TextField
            quiet
            mono
            path={[...path, "deviceName"]}
            label={`Device name of volume ${at + 1}`}
            placeholder="/dev/sda1"
          />
        </td>
        {other !== null ? (
          <td colSpan={7} className="dim">
            {other}
          </td>
        ) : (
          <>
            <td data-of="Type">
              <Choice
                quiet
                path={[...path, "ebs", "volumeType"]}
                label={`Type of ${device}`}
                otherwise="parent’s"
                choices={VOLUME_TYPES}
              />
            </td>
            <td data-of="GiB">
              <NumberField
                quiet
                path={[...path, "ebs", "volumeSize"]}
                label={`Size of ${device} in GiB`}
                placeholder="parent’s"
                least={size[0]}
                most={size[1]}
              />
            </td>
            <td data-of="IOPS">
              {iops || has("iops") ? (
                <NumberField
                  quiet
                  path={[...path, "ebs", "iops"]}
                  label={`IOPS of ${device}`}
                  placeholder={iops ? `from ${iops[0].toLocaleString("en")}` : "none"}
                  least={API.iops[0]}
                  most={API.iops[1]}
                />
              ) : (
                <span className="dim" title={`${type?.key} volumes take no IOPS`}>
                  —
                </span>
              )}
            </td>
            <td data-of="MiB/s">
              {throughput || has("throughput") ? (
                <NumberField
                  quiet
                  path={[...path, "ebs", "throughput"]}
                  label={`Throughput of ${device} in MiB/s`}
                  placeholder={throughput ? `from ${throughput[0]}` : "none"}
                  least={API.throughput[0]}
                  most={API.throughput[1]}
                />
              ) : (
                <span className="dim" title={`${type?.key} volumes take no throughput`}>
                  —
                </span>
              )}
            </td>
            <td data-of="Encrypted">
              <Choice
                quiet
                path={[...path, "ebs", "encrypted"]}
                label={`Whether ${device} is encrypted`}
                otherwise="parent’s"
                choices={YES_NO}
              />
            </td>
            <td data-of="Key">
              <TextField
                quiet
                mono
                path={[...path, "ebs", "kmsKeyId"]}
                label={`Key of ${device}`}
                placeholder={
                  textAt(volume, ["ebs", "encrypted"]) === "true" ? "AWS manages it" : "alias, id or ARN"
                }
              />
            </td>
            <td data-of="On termination">
              <Choice
                quiet
                path={[...path, "ebs", "deleteOnTermination"]}
                label={`What becomes of ${device} on termination`}
                otherwise="parent’s"
                choices={AFTERWARDS}
              />
            </td>
          </>
        )}
        <td>
          <span className={styles.tools}>
            <IconButton
              small
              icon="up"
              label={`Move ${device} up`}
              isDisabled={at === 0}
              onPress={() => move(list, at, at - 1)}
            />
            <IconButton
              small
              icon="down"
              label={`Move ${device} down`}
              isDisabled={at === count - 1}
              onPress={() => move(list, at, at + 1)}
            />
            <IconButton small icon="remove" label={`Remove ${device}`} onPress={() => set(path, null)} />
          </span>
        </td>
      </tr>
      {(problems.length > 0 || type) && (
        <tr className={styles.below}>
          <td colSpan={9}>
            <FieldProblems problems={problems} />
            {type && other === null && (
              <span className="dim small">
                {type.key}: {rangeWords(...type.size)} GiB
                {type.iops && `, ${rangeWords(...type.iops)} IOPS`}
                {type.throughput && `, ${rangeWords(...type.throughput)} MiB/s`}
              </span>
            )}
          </td>
        </tr>
      )}
    </tbody>
  );
}
