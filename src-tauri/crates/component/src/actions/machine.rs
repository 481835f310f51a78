//! Modules that change the machine itself: packages, registry, restarts.

use super::{ActionModule, EVERYWHERE, Input, InputForm, Takes, WINDOWS, defaulted, optional, required};

const MSI: &[Input] = &[
    required("path", Takes::Text),
    defaulted("reboot", Takes::Word(&["Allow", "Force", "Skip"]), "Allow"),
    defaulted("logOptions", Takes::Text, "*VX"),
    optional("logFile", Takes::Text),
    optional("properties", Takes::Mapping),
    defaulted("ignoreAuthenticodeSignatureErrors", Takes::Flag, "false"),
    defaulted("allowUnsignedInstaller", Takes::Flag, "false"),
];

const MSI_OUTPUTS: &[&str] = &["logFile", "msiExitCode", "stdout"];

pub(super) const MODULES: &[ActionModule] = &[
    ActionModule {
        name: "InstallMSI",
        summary: "installs an MSI package",
        platforms: WINDOWS,
        form: InputForm::Mapping,
        inputs: MSI,
        outputs: MSI_OUTPUTS,
    },
    ActionModule {
        name: "UninstallMSI",
        summary: "uninstalls an MSI package",
        platforms: WINDOWS,
        form: InputForm::Mapping,
        inputs: MSI,
        outputs: MSI_OUTPUTS,
    },
    ActionModule {
        name: "SetRegistry",
        summary: "sets values in the Windows registry",
        platforms: WINDOWS,
        form: InputForm::List,
        inputs: &[
            required("path", Takes::Text),
            required("name", Takes::Text),
            required("value", Takes::Text),
            required(
                "type",
                Takes::Word(&["BINARY", "DWORD", "QWORD", "SZ", "EXPAND_SZ", "MULTI_SZ"]),
            ),
        ],
        outputs: &[],
    },
    ActionModule {
        name: "Reboot",
        summary: "restarts the instance and goes on with the next step",
        platforms: EVERYWHERE,
        form: InputForm::OptionalMapping,
        inputs: &[defaulted("delaySeconds", Takes::Number, "0")],
        outputs: &[],
    },
    ActionModule {
        // On Linux through yum or apt-get.
        name: "UpdateOS",
        summary: "installs the updates of the operating system",
        platforms: EVERYWHERE,
        form: InputForm::OptionalMapping,
        inputs: &[optional("include", Takes::Texts), optional("exclude", Takes::Texts)],
        outputs: &[],
    },
];
