//! The step actions of workflows: inputs, outputs, where they may run and for how long.
//!
//! All from <https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html> as of
//! September 2026. The fields inside lists and mappings of inputs are not modelled.

use super::Kind;

/// One step action.
#[derive(Debug, PartialEq, Eq)]
pub struct StepAction {
    /// The name in `action:`.
    pub name: &'static str,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// The workflows in which it may run.
    pub kinds: &'static [Kind],
    /// What `inputs` holds.
    pub inputs: &'static [Input],
    /// What it offers to `$.stepOutputs.step.…`.
    pub outputs: &'static [&'static str],
    /// Seconds until it fails when the step has no `timeoutSeconds`.
    pub default_timeout: i64,
    /// The largest `timeoutSeconds`; a larger one fails validation.
    pub max_timeout: i64,
}

/// One input of a step action.
#[derive(Debug, PartialEq, Eq)]
pub struct Input {
    /// Its key, without the `.$` that marks a reference.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it takes; a reference may stand for any of them.
    pub takes: Takes,
}

/// What an input takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A list.
    List,
    /// A mapping of names to lists of texts.
    Lists,
    /// One of these words.
    Word(&'static [&'static str]),
}

impl StepAction {
    /// The input called `name`, with or without the `.$` that marks a reference.
    pub fn input(&self, name: &str) -> Option<&'static Input> {
        let name = name.strip_suffix(".$").unwrap_or(name);
        self.inputs.iter().find(|input| input.name == name)
    }
}

/// The step action called `name`.
pub fn find(name: &str) -> Option<&'static StepAction> {
    ALL.iter().find(|action| action.name == name)
}

const EVERYWHERE: &[Kind] = &Kind::ALL;
const DISTRIBUTION: &[Kind] = &[Kind::Distribution];

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const fn required(name: &'static str) -> Input {
    Input {
        name,
        required: true,
        takes: Takes::Text,
    }
}

const fn optional(name: &'static str, takes: Takes) -> Input {
    Input {
        name,
        required: false,
        takes,
    }
}

const INSTANCE: &[Input] = &[required("instanceId")];
const COMMAND_OUTPUTS: &[&str] = &["runCommandId", "status", "output"];

/// An action that works on the instance of the workflow, in workflows of every kind.
const fn on_instance(name: &'static str, summary: &'static str, outputs: &'static [&'static str]) -> StepAction {
    StepAction {
        name,
        summary,
        kinds: EVERYWHERE,
        inputs: INSTANCE,
        outputs,
        default_timeout: HOUR,
        max_timeout: 12 * HOUR,
    }
}

/// All step actions by name.
pub const ALL: &[StepAction] = &[
    StepAction {
        name: "ApplyImageConfigurations",
        summary: "applies licences, launch templates, exports and parameters to distributed AMIs",
        kinds: DISTRIBUTION,
        inputs: &[required("distributedImages"), optional("configurations", Takes::List)],
        outputs: &["configuredImages"],
        default_timeout: 6 * HOUR,
        max_timeout: 12 * HOUR,
    },
    on_instance(
        "BootstrapInstanceForContainer",
        "installs Docker and the AWS CLI for a container build",
        COMMAND_OUTPUTS,
    ),
    StepAction {
        default_timeout: 30 * MINUTE,
        ..on_instance(
            "CollectImageMetadata",
            "collects the operating system and the packages of the instance",
            &["osVersion", "associationId"],
        )
    },
    StepAction {
        kinds: &[Kind::Test],
        default_timeout: 2 * HOUR,
        ..on_instance(
            "CollectImageScanFindings",
            "collects what Amazon Inspector found on the instance",
            COMMAND_OUTPUTS,
        )
    },
    StepAction {
        default_timeout: 12 * HOUR,
        max_timeout: 3 * DAY,
        ..on_instance("CreateImage", "creates an AMI from the running instance", &["imageId"])
    },
    StepAction {
        default_timeout: 12 * HOUR,
        ..on_instance(
            "CreateImageFromIso",
            "creates an AMI from an ISO disk image",
            &["amiName", "snapshotId", "architecture"],
        )
    },
    StepAction {
        kinds: DISTRIBUTION,
        default_timeout: 2 * HOUR,
        ..on_instance(
            "DistributeContainerImage",
            "pushes a container image to the repositories of the target Regions",
            &["status", "succeededRegions", "failedRegions"],
        )
    },
    StepAction {
        name: "DistributeImage",
        summary: "copies an AMI to Regions and accounts",
        kinds: DISTRIBUTION,
        inputs: &[optional("distributions", Takes::List)],
        outputs: &["distributedImages"],
        default_timeout: 6 * HOUR,
        max_timeout: 12 * HOUR,
    },
    StepAction {
        kinds: &[Kind::Build, Kind::Test],
        default_timeout: 12 * HOUR,
        max_timeout: DAY,
        ..on_instance(
            "ExecuteComponents",
            "runs the components of the recipe on the instance",
            COMMAND_OUTPUTS,
        )
    },
    StepAction {
        name: "ExecuteStateMachine",
        summary: "runs a Step Functions state machine and waits for it",
        kinds: EVERYWHERE,
        inputs: &[required("stateMachineArn"), optional("input", Takes::Text)],
        outputs: &["executionArn", "output"],
        default_timeout: 6 * HOUR,
        max_timeout: DAY,
    },
    StepAction {
        name: "LaunchInstance",
        summary: "launches an instance and waits for the Systems Manager agent on it",
        kinds: EVERYWHERE,
        inputs: &[
            Input {
                takes: Takes::Word(&["ssmAgent"]),
                ..required("waitFor")
            },
            optional("healthCheck", Takes::Word(&["RUNNING", "STATUS_CHECK_PASSED"])),
            optional("imageIdOverride", Takes::Text),
            optional("instanceTypesOverride", Takes::List),
        ],
        // `instanceType` is in no table, but an example on
        // https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-dynamic-vars.html reads it.
        outputs: &["instanceId", "instanceType"],
        default_timeout: 75 * MINUTE,
        max_timeout: 12 * HOUR,
    },
    StepAction {
        name: "ModifyImageAttributes",
        summary: "sets who may launch distributed AMIs",
        kinds: DISTRIBUTION,
        inputs: &[required("distributedImages"), optional("attributes", Takes::List)],
        outputs: &["modifiedImages"],
        default_timeout: 2 * HOUR,
        max_timeout: 3 * HOUR,
    },
    StepAction {
        name: "RegisterImage",
        summary: "registers an AMI from snapshots",
        kinds: EVERYWHERE,
        inputs: &[
            optional(
                "architecture",
                Takes::Word(&["i386", "x86_64", "arm64", "x86_64_mac", "arm64_mac"]),
            ),
            optional("blockDeviceMapping", Takes::List),
            optional("bootMode", Takes::Word(&["legacy-bios", "uefi", "uefi-preferred"])),
            optional("description", Takes::Text),
            optional("enaSupport", Takes::Flag),
            optional("imageLocation", Takes::Text),
            optional("imdsSupport", Takes::Word(&["v2.0"])),
            optional("includeSnapshotTags", Takes::Flag),
            optional("kernelId", Takes::Text),
            optional("ramdiskId", Takes::Text),
            optional("rootDeviceName", Takes::Text),
            optional("sriovNetSupport", Takes::Text),
            optional("tpmSupport", Takes::Word(&["v2.0"])),
            optional("uefiData", Takes::Text),
            optional("virtualizationType", Takes::Word(&["hvm", "paravirtual"])),
        ],
        outputs: &["imageId"],
        default_timeout: 9 * HOUR,
        max_timeout: 12 * HOUR,
    },
    StepAction {
        inputs: &[
            required("instanceId"),
            required("documentName"),
            // Needed if the command document has parameters of its own.
            optional("parameters", Takes::Lists),
            optional("documentVersion", Takes::Text),
        ],
        default_timeout: 12 * HOUR,
        ..on_instance(
            "RunCommand",
            "runs a Systems Manager command document on the instance",
            COMMAND_OUTPUTS,
        )
    },
    on_instance(
        "RunSysPrep",
        "generalises a Windows instance before the image is taken",
        COMMAND_OUTPUTS,
    ),
    on_instance(
        "SanitizeInstance",
        "cleans a Linux instance before the image is taken",
        COMMAND_OUTPUTS,
    ),
    StepAction {
        inputs: &[required("instanceId"), optional("waitForTermination", Takes::Flag)],
        default_timeout: 30 * MINUTE,
        ..on_instance("TerminateInstance", "terminates an instance", &[])
    },
    StepAction {
        name: "WaitForAction",
        summary: "pauses until somebody resumes or stops the workflow",
        kinds: EVERYWHERE,
        inputs: &[
            optional("snsTopicArn", Takes::Text),
            optional("lambdaFunctionName", Takes::Text),
            optional("payload", Takes::Text),
        ],
        outputs: &["action", "reason"],
        default_timeout: 3 * DAY,
        max_timeout: 7 * DAY,
    },
    StepAction {
        max_timeout: 3 * HOUR,
        ..on_instance(
            "WaitForSSMAgent",
            "waits until Systems Manager reaches the instance again, as after a reboot",
            &["status"],
        )
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_is_in_order_and_consistent() {
        let names: Vec<_> = ALL.iter().map(|action| action.name).collect();
        let sorted: BTreeSet<_> = names.iter().copied().collect();
        assert_eq!(names, sorted.into_iter().collect::<Vec<_>>());
        assert_eq!(names.len(), 19);
        for action in ALL {
            assert!(
                0 < action.default_timeout && action.default_timeout <= action.max_timeout,
                "{}",
                action.name
            );
            assert!(!action.kinds.is_empty());
            assert!(
                crate::actions::find(action.name).is_none(),
                "components and workflows would be mixed up"
            );
        }
    }
}
