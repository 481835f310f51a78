//! Modules that run something: scripts, programs, other documents.

use super::{ActionModule, EVERYWHERE, Input, InputForm, Need, Takes, UNIX, WINDOWS, optional, required};

pub(super) const MODULES: &[ActionModule] = &[
    ActionModule {
        name: "ExecuteBash",
        summary: "runs a list of commands in bash",
        platforms: UNIX,
        form: InputForm::Mapping,
        inputs: &[required("commands", Takes::Texts)],
        outputs: &["stdout"],
    },
    ActionModule {
        name: "ExecutePowerShell",
        summary: "runs a list of commands, or a script file, in PowerShell",
        platforms: WINDOWS,
        form: InputForm::Mapping,
        inputs: &[
            Input {
                name: "commands",
                need: Need::Either("file"),
                takes: Takes::Texts,
                default: None,
            },
            Input {
                name: "file",
                need: Need::Either("commands"),
                takes: Takes::Text,
                default: None,
            },
        ],
        outputs: &["stdout"],
    },
    ActionModule {
        name: "ExecuteBinary",
        summary: "runs a program with arguments",
        platforms: EVERYWHERE,
        form: InputForm::Mapping,
        inputs: &[required("path", Takes::Text), optional("arguments", Takes::Texts)],
        outputs: &["stdout"],
    },
    ActionModule {
        name: "ExecuteDocument",
        summary: "runs another component document, at most three levels deep",
        platforms: EVERYWHERE,
        form: InputForm::Mapping,
        inputs: &[
            required("document", Takes::Text),
            optional("document-s3-bucket-owner", Takes::Text),
            optional("phases", Takes::Text),
            optional("parameters", Takes::Mappings),
        ],
        outputs: &[
            "executedStepCount",
            "failedStepCount",
            "ignoredFailedStepCount",
            "executionId",
            "failureMessage",
            "logUrl",
            "status",
        ],
    },
    ActionModule {
        // That it exists is from the CDK; that its inputs are the operators of `if` is how the
        // guide's page on conditional constructs describes it:
        // https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-conditional-constructs.html
        name: "Assert",
        summary: "fails the step unless a comparison holds",
        platforms: EVERYWHERE,
        form: InputForm::Condition,
        inputs: &[],
        outputs: &[],
    },
];
