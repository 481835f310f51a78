//! Modules that work on files and folders of the instance.

use super::{ActionModule, EVERYWHERE, Input, InputForm, Takes, UNIX, Wildcard, defaulted, optional, required};

/// `utf16` and `utf32` without an ending are little-endian.
const ENCODING: Takes = Takes::AnyCaseWord(&[
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

const FILE: Takes = Takes::Path(Wildcard::Nowhere);
const FILES: Takes = Takes::Path(Wildcard::LastPart);

const PATH_OF_FILE: Input = required("path", FILE, "the file");
const PATH_OF_FOLDER: Input = required("path", FILE, "the folder");
const GROUP: Input = optional("group", Takes::Text, "the group; that of the owner when left out");
const RECURSIVE: Input = defaulted(
    "recursive",
    Takes::Flag,
    "true",
    "whether what is in the folder changes with it",
);

const FROM_TO: &[Input] = &[
    required(
        "source",
        FILES,
        "what to take; a `*` may stand behind the last separator",
    ),
    required(
        "destination",
        FILE,
        "where it goes; a folder, which keeps the name, ends in a separator; folders are made",
    ),
    defaulted(
        "overwrite",
        Takes::Flag,
        "true",
        "whether what exists is replaced; `false` fails the step instead",
    ),
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

const fn unix(module: ActionModule) -> ActionModule {
    ActionModule {
        platforms: UNIX,
        ..module
    }
}

pub(super) const MODULES: &[ActionModule] = &[
    module(
        "CreateFile",
        "writes a file",
        &[
            required("path", FILE, "the file; folders above it are made"),
            optional("content", Takes::Text, "what the file holds; nothing when left out"),
            defaulted("encoding", ENCODING, "utf8", "how the content is written, in any case"),
            optional("owner", Takes::Text, "the user, by name or number; refused on Windows"),
            optional("group", Takes::Text, "the group, by name or number; refused on Windows"),
            defaulted(
                "permissions",
                Takes::Permissions,
                "0666",
                "the permissions in octal digits, quoted, less the umask; refused on Windows",
            ),
            defaulted(
                "overwrite",
                Takes::Flag,
                "true",
                "whether a file that exists is replaced; `false` fails the step instead",
            ),
        ],
    ),
    module(
        "AppendFile",
        "appends to a file that exists",
        &[
            required("path", FILE, "the file, which must exist"),
            defaulted("content", Takes::Text, "", "what is appended"),
            defaulted("encoding", ENCODING, "utf8", "the encoding of the file, in any case"),
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
            required("path", FILE, "the folder; those above it are made"),
            optional("owner", Takes::Text, "the user, by name or number; refused on Windows"),
            optional("group", Takes::Text, "the group, by name or number; refused on Windows"),
            defaulted(
                "permissions",
                Takes::Permissions,
                "0777",
                "the permissions in octal digits, quoted, less the umask; refused on Windows",
            ),
            defaulted(
                "overwrite",
                Takes::Flag,
                "true",
                "whether a folder that exists is replaced; `false` fails the step instead",
            ),
        ],
    ),
    unix(module(
        "CreateSymlink",
        "creates a symbolic link to a target that exists",
        &[
            required("path", FILE, "the link; folders above it are made"),
            required("target", FILE, "what it points to, which must exist"),
            defaulted("force", Takes::Flag, "false", "whether a link that exists is replaced"),
        ],
    )),
    module(
        "DeleteFile",
        "deletes files",
        &[required(
            "path",
            FILES,
            "the file; a `*` in its name stands for several",
        )],
    ),
    module(
        "DeleteFolder",
        "deletes a folder",
        &[
            PATH_OF_FOLDER,
            defaulted(
                "force",
                Takes::Flag,
                "false",
                "whether a folder goes with what is in it; `false` fails unless it is empty",
            ),
        ],
    ),
    ActionModule {
        outputs: &["files"],
        ..module(
            "ListFiles",
            "lists the files of a folder, joined by commas",
            &[
                PATH_OF_FOLDER,
                optional(
                    "fileNamePattern",
                    Takes::Text,
                    "the names to list, quoted: `\"*.log\"`; all of them when left out",
                ),
                defaulted(
                    "recursive",
                    Takes::Flag,
                    "false",
                    "whether files of folders below count",
                ),
            ],
        )
    },
    ActionModule {
        outputs: &["content"],
        ..module(
            "ReadFile",
            "reads a file",
            &[
                required("path", FILE, "the file, which must hold text"),
                defaulted("encoding", ENCODING, "utf8", "the encoding of the file, in any case"),
                defaulted(
                    "printFileContent",
                    Takes::Flag,
                    "false",
                    "whether the content goes to `console.log` as well",
                ),
            ],
        )
    },
    module(
        "SetFileEncoding",
        "converts a file from UTF-8 to another encoding",
        &[
            PATH_OF_FILE,
            defaulted("encoding", ENCODING, "utf8", "the encoding it gets, in any case"),
        ],
    ),
    unix(module(
        "SetFileOwner",
        "sets owner and group of a file",
        &[PATH_OF_FILE, required("owner", Takes::Text, "the user, by name"), GROUP],
    )),
    unix(module(
        "SetFolderOwner",
        "sets owner and group of a folder",
        &[
            PATH_OF_FOLDER,
            required("owner", Takes::Text, "the user, by name"),
            GROUP,
            RECURSIVE,
        ],
    )),
    unix(module(
        "SetFilePermissions",
        "sets the permissions of a file",
        &[
            PATH_OF_FILE,
            required(
                "permissions",
                Takes::Permissions,
                "the permissions in octal digits, quoted",
            ),
        ],
    )),
    unix(module(
        "SetFolderPermissions",
        "sets the permissions of a folder",
        &[
            PATH_OF_FOLDER,
            required(
                "permissions",
                Takes::Permissions,
                "the permissions in octal digits, quoted",
            ),
            RECURSIVE,
        ],
    )),
];
