import { screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { handOver } from "@/parts/handover";
import { openRoom, type OpenRoomOptions } from "@tests/room";

import { KeyValues } from "./KeyValues";
import { NumberField, Switch, TextField } from "./fields";
import { ResourceEditor } from "./ResourceEditor";
import { ResourceForm } from "./ResourceForm";
import { StringList } from "./StringList";

const onSource = vi.fn<(line?: number) => void>();

function Room() {
  return (
    <ResourceForm resource={{ kind: "InfrastructureConfiguration", name: "build-small" }} onSource={onSource}>
      {() => (
        <>
          <TextField path={["description"]} label="Description" />
          <NumberField
            path={["instanceMetadataOptions", "httpPutResponseHopLimit"]}
            label="Hop limit"
            least={1}
            most={64}
          />
          <Switch path={["terminateInstanceOnFailure"]} label="End it on failure" otherwise="AWS: yes" />
          <StringList ordered path={["instanceTypes"]} label="Instance types" what="instance type" />
          <KeyValues path={["tags"]} label="Tags" what="tag" most={50} />
        </>
      )}
    </ResourceForm>
  );
}
const open = (options?: OpenRoomOptions) => openRoom(Room, { name: "pipelines" }, "/pipelines", options);
const field = (name: string) => screen.findByRole<HTMLInputElement>("textbox", { name });

test("what is typed is one edit, made on Enter or on leaving", async () => {
  const { user, asked } = open();
  const description = await field("Description");
  await user.clear(description);
  await user.type(description, "Small ones");
  expect(asked("resource.set")).toEqual([]);
  await user.keyboard("{Enter}");
  await waitFor(() => expect(asked("resource.set")).toHaveLength(1));
  await user.tab();
  await user.click(await field("Hop limit"));
  expect(asked("resource.set")).toEqual([
    {
      resource: { kind: "InfrastructureConfiguration", name: "build-small" },
      changes: [{ path: ["description"], value: "Small ones" }],
    },
  ]);
});

test("Escape puts back what was there, and an emptied field is removed", async () => {
  const { user, asked } = open();
  const description = await field("Description");
  const before = description.value;
  await user.type(description, " and more{Escape}");
  expect(description.value).toBe(before);
  expect(asked("resource.set")).toEqual([]);
  await user.clear(description);
  await user.tab();
  await waitFor(() =>
    expect(asked("resource.set")).toMatchObject([{ changes: [{ path: ["description"], value: null }] }]),
  );
});

test("a save takes along what is still being typed", async () => {
  const { user, asked } = open();
  await user.type(await field("Description"), "!");
  handOver();
  await waitFor(() => expect(asked("resource.set")).toHaveLength(1));
});

test("what is no number is not taken over, and said", async () => {
  const { user, asked } = open();
  const hops = await field("Hop limit");
  await user.clear(hops);
  await user.type(hops, "two{Enter}");
  expect(await screen.findByText(/“two” is no whole number; it stays 1/)).toBeTruthy();
  expect(asked("resource.set")).toEqual([]);
});

test("a switch has a third state, which writes nothing", async () => {
  const { user, asked } = open();
  await user.click(await screen.findByRole("radio", { name: "AWS: yes" }));
  await waitFor(() =>
    expect(asked("resource.set")).toMatchObject([
      { changes: [{ path: ["terminateInstanceOnFailure"], value: null }] },
    ]),
  );
});

test("Alt with an arrow key moves an entry, and the focus goes along", async () => {
  const { user, asked } = open();
  await user.click(await field("instance type 1 of 2"));
  await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
  await waitFor(() => expect(asked("resource.move_item")).toMatchObject([{ from: 0, to: 1 }]));
  await waitFor(() => expect((document.activeElement as HTMLInputElement).value).toBe("t3.medium"));
  expect((await field("instance type 1 of 2")).value).toBe("t3a.medium");
});

test("a tag is renamed in one edit, and never over another", async () => {
  const { user, asked } = open();
  const key = await field("Key of the tag Owner");
  await user.clear(key);
  await user.type(key, "Team{Enter}");
  await waitFor(() =>
    expect(asked("resource.set")).toMatchObject([
      {
        changes: [
          { path: ["tags", "Owner"], value: null },
          { path: ["tags", "Team"], value: "ccoe-images" },
        ],
      },
    ]),
  );
  await user.type(await field("Key of a new tag"), "Team");
  expect(await screen.findByText("There is a tag Team already.")).toBeTruthy();
  await user.type(await field("Key of a new tag"), "2");
  await user.type(await field("Value of a new tag"), "x{Enter}");
  await waitFor(() =>
    expect(asked("resource.set").at(-1)).toMatchObject({
      changes: [{ path: ["tags", "Team2"], value: "x" }],
    }),
  );
});

test("while the file cannot be read the form waits, and leads to the line", async () => {
  const { user, fake } = open();
  await field("Description");
  await fake.call("file.set_text", {
    file: "infrastructure/build-small.yaml",
    text: "kind: InfrastructureConfiguration\nname: build-small\n   oops\n",
  });
  fake.emit({ event: "workspace", revision: 9 });
  await user.click(await screen.findByRole("button", { name: "Mend in the source" }));
  expect(onSource).toHaveBeenCalledWith(3);
  expect((await field("Description")).closest("[inert]")).toBeTruthy();
});

test("a line that is led to shows the source, until the form is asked for again", async () => {
  const { user } = openRoom(
    () => (
      <ResourceEditor resource={{ kind: "InfrastructureConfiguration", name: "build-small" }}>
        {() => <TextField path={["description"]} label="Description" />}
      </ResourceEditor>
    ),
    { name: "pipelines" },
    "/pipelines?line=3&visit=1",
  );
  expect(await screen.findByRole("radio", { name: "Source" })).toHaveProperty("checked", true);
  expect(screen.queryByRole("textbox", { name: "Description" })).toBeNull();
  await user.click(screen.getByRole("radio", { name: "Form" }));
  expect(await field("Description")).toBeTruthy();
});
