//! Modules that work on files and folders of the instance.

use super::{ActionModule, EVERYWHERE, Input, InputForm, Takes, UNIX, defaulted, optional, required};

/// `utf16` and `utf32` without an ending are little-endian.
const ENCODING: Takes = Takes::Word(&[
    "utf8",
    "utf-8",
    "utf16",
    "utf-16",
    "utf16-LE",
    "utf-16-LE",
    "utf16-BE",
    "utf-16-BE",
    "utf32",
    "utf-32",
    "utf32-LE",
    "utf-32-LE",
    "utf32-BE",
    "utf-32-BE",
]);

const FROM_TO: &[Input] = &[
    required("source", Takes::Text),
    required("destination", Takes::Text),
    defaulted("overwrite", Takes::Flag, "true"),
];

const fn module(name: &'static str, summary: &'static str, inputs: &'static [Input]) -> ActionModule {
    ActionModule {
        name,
        summary,
        platforms: EVERYWHERE,
        form: InputForm::List,
        inputs,
        outputs: &[],
    }
}

pub(super) const MODULES: &[ActionModule] = &[
    // `owner`, `group` and `permissions` are refused on Windows.
    module(
        "CreateFile",
        "writes a file",
        &[
            required("path", Takes::Text),
            optional("content", Takes::Text),
            defaulted("encoding", ENCODING, "utf8"),
            optional("owner", Takes::Text),
            optional("group", Takes::Text),
            defaulted("permissions", Takes::Text, "0666"),
            defaulted("overwrite", Takes::Flag, "true"),
        ],
    ),
    module(
        "AppendFile",
        "appends to a file that exists",
        &[
            required("path", Takes::Text),
            defaulted("content", Takes::Text, ""),
            optional("encoding", ENCODING),
        ],
    ),
    module("CopyFile", "copies files", FROM_TO),
    module("MoveFile", "moves files", FROM_TO),
    module("CopyFolder", "copies folders", FROM_TO),
    module("MoveFolder", "moves folders", FROM_TO),
    module(
        "CreateFolder",
        "creates a folder",
        &[
            required("path", Takes::Text),
            optional("owner", Takes::Text),
            optional("group", Takes::Text),
            defaulted("permissions", Takes::Text, "0777"),
            defaulted("overwrite", Takes::Flag, "true"),
        ],
    ),
    ActionModule {
        platforms: UNIX,
        ..module(
            "CreateSymlink",
            "creates a symbolic link to a target that exists",
            &[
                required("path", Takes::Text),
                required("target", Takes::Text),
                defaulted("force", Takes::Flag, "false"),
            ],
        )
    },
    module("DeleteFile", "deletes files", &[required("path", Takes::Text)]),
    module(
        "DeleteFolder",
        "deletes a folder",
        &[required("path", Takes::Text), defaulted("force", Takes::Flag, "false")],
    ),
    ActionModule {
        outputs: &["files"],
        ..module(
            "ListFiles",
            "lists the files of a folder, joined by commas",
            &[
                required("path", Takes::Text),
                optional("fileNamePattern", Takes::Text),
                defaulted("recursive", Takes::Flag, "false"),
            ],
        )
    },
    ActionModule {
        outputs: &["content"],
        ..module(
            "ReadFile",
            "reads a file",
            &[
                required("path", Takes::Text),
                optional("encoding", ENCODING),
                defaulted("printFileContent", Takes::Flag, "false"),
            ],
        )
    },
    module(
        "SetFileEncoding",
        "converts a file to another encoding",
        &[required("path", Takes::Text), defaulted("encoding", ENCODING, "utf8")],
    ),
    ActionModule {
        platforms: UNIX,
        ..module(
            "SetFileOwner",
            "sets owner and group of a file",
            &[
                required("path", Takes::Text),
                required("owner", Takes::Text),
                optional("group", Takes::Text),
            ],
        )
    },
    ActionModule {
        platforms: UNIX,
        ..module(
            "SetFolderOwner",
            "sets owner and group of a folder",
            &[
                required("path", Takes::Text),
                required("owner", Takes::Text),
                optional("group", Takes::Text),
                defaulted("recursive", Takes::Flag, "true"),
            ],
        )
    },
    ActionModule {
        platforms: UNIX,
        ..module(
            "SetFilePermissions",
            "sets the permissions of a file",
            &[required("path", Takes::Text), required("permissions", Takes::Text)],
        )
    },
    ActionModule {
        platforms: UNIX,
        ..module(
            "SetFolderPermissions",
            "sets the permissions of a folder",
            &[
                required("path", Takes::Text),
                required("permissions", Takes::Text),
                defaulted("recursive", Takes::Flag, "true"),
            ],
        )
    },
];
