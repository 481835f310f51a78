//! Modules that run something: scripts, programs, other documents.

use super::{ActionModule, EVERYWHERE, Input, InputForm, Need, Takes, UNIX, WINDOWS, Wildcard, optional, required};

pub(super) const MODULES: &[ActionModule] = &[
    ActionModule {
        name: "ExecuteBash",
        summary: "runs a list of commands in bash",
        platforms: UNIX,
        form: InputForm::Mapping,
        inputs: &[required(
            "commands",
            Takes::Texts,
            "the commands, which become one file that bash runs; an item may have many lines",
        )],
        outputs: &["stdout"],
    },
    ActionModule {
        name: "ExecutePowerShell",
        summary: "runs a list of commands, or a script file, in PowerShell",
        platforms: WINDOWS,
        form: InputForm::Mapping,
        inputs: &[
            Input {
                need: Need::Either("file"),
                ..required(
                    "commands",
                    Takes::Texts,
                    "the commands, which become one script that Windows PowerShell runs; an item may have many lines",
                )
            },
            Input {
                need: Need::Either("commands"),
                ..required(
                    "file",
                    Takes::PowerShellFile,
                    "the `.ps1` file that PowerShell runs instead of `commands`",
                )
            },
        ],
        outputs: &["stdout"],
    },
    ActionModule {
        name: "ExecuteBinary",
        summary: "runs a program with arguments",
        platforms: EVERYWHERE,
        form: InputForm::Mapping,
        inputs: &[
            required("path", Takes::Path(Wildcard::Nowhere), "the program"),
            optional(
                "arguments",
                Takes::Texts,
                "its arguments, one to an item; no shell splits or expands them",
            ),
        ],
        outputs: &["stdout"],
    },
    ActionModule {
        name: "ExecuteDocument",
        summary: "runs another component document, at most three levels deep",
        platforms: EVERYWHERE,
        form: InputForm::Mapping,
        inputs: &[
            required(
                "document",
                Takes::Document,
                "the document: a path on the instance, an `s3://` address, or the ARN of a component",
            ),
            optional(
                "document-s3-bucket-owner",
                Takes::AccountId,
                "the account that must own the bucket of an `s3://` document; quote it",
            ),
            optional(
                "phases",
                Takes::Phases,
                "the phases to run, with commas between them; all of them when left out",
            ),
            optional(
                "parameters",
                Takes::Mappings,
                "the parameters of that document, each with `name` and `value`",
            ),
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
