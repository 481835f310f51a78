//! Modules that change the machine itself: packages, registry, restarts.

use super::{
    ActionModule, EVERYWHERE, Input, InputForm, LINUX_AND_WINDOWS, Takes, WINDOWS, Wildcard, defaulted, optional,
    required,
};

const MSI: &[Input] = &[
    required(
        "path",
        Takes::Package,
        "the MSI file: a path on the instance, an `s3://` address or an `https://` address",
    ),
    defaulted(
        "reboot",
        Takes::Word(&["Allow", "Force", "Skip"]),
        "Allow",
        "whether the instance restarts afterwards: when the installer asks, always, or never",
    ),
    defaulted(
        "logOptions",
        Takes::LogOptions,
        "*VX",
        "what `msiexec` logs, as the letters of its `/L` option",
    ),
    optional(
        "logFile",
        Takes::Path(Wildcard::Nowhere),
        "the log of `msiexec`; without it no log is kept",
    ),
    optional(
        "properties",
        Takes::Mapping,
        "properties of the installer, such as `TARGETDIR`",
    ),
    defaulted(
        "ignoreAuthenticodeSignatureErrors",
        Takes::Flag,
        "false",
        "whether an installer runs although its signature is not valid",
    ),
    defaulted(
        "allowUnsignedInstaller",
        Takes::Flag,
        "false",
        "whether an installer runs that is not signed",
    ),
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
            required(
                "path",
                Takes::RegistryPath,
                "the key, from its root: `HKLM:`, `HKCU:`, `HKCR:`, `HKU:`, `HKCC:` or the long names; made if absent",
            ),
            required("name", Takes::Text, "the name of the value"),
            required("value", Takes::RegistryValue, "the value: text, a number or a list"),
            required(
                "type",
                Takes::Word(&["BINARY", "DWORD", "QWORD", "SZ", "EXPAND_SZ", "MULTI_SZ"]),
                "the kind of the value",
            ),
        ],
        outputs: &[],
    },
    ActionModule {
        name: "Reboot",
        summary: "restarts the instance and goes on with the next step",
        platforms: EVERYWHERE,
        form: InputForm::OptionalMapping,
        inputs: &[defaulted(
            "delaySeconds",
            Takes::Number,
            "0",
            "how long to wait before the restart, in seconds",
        )],
        outputs: &[],
    },
    ActionModule {
        // On Linux through yum or apt-get.
        name: "UpdateOS",
        summary: "installs the updates of the operating system",
        platforms: LINUX_AND_WINDOWS,
        form: InputForm::OptionalMapping,
        inputs: &[
            optional(
                "include",
                Takes::Texts,
                "only these: packages on Linux; on Windows KB numbers, or names with a `*`; everything when left out",
            ),
            optional(
                "exclude",
                Takes::Texts,
                "all but these: packages on Linux; on Windows KB numbers, or names with a `*`",
            ),
        ],
        outputs: &[],
    },
];
