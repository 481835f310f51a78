//! Modules that move files over the network.

use super::{ActionModule, EVERYWHERE, Input, InputForm, Need, Takes, defaulted, optional, required};

pub(super) const MODULES: &[ActionModule] = &[
    ActionModule {
        name: "S3Download",
        summary: "downloads an object, or up to 1,000 objects under a prefix, from S3",
        platforms: EVERYWHERE,
        form: InputForm::List,
        inputs: &[
            required("source", Takes::Text),
            required("destination", Takes::Text),
            optional("expectedBucketOwner", Takes::Text),
            defaulted("overwrite", Takes::Flag, "true"),
        ],
        outputs: &[],
    },
    ActionModule {
        name: "S3Upload",
        summary: "uploads files or folders to S3",
        platforms: EVERYWHERE,
        form: InputForm::List,
        inputs: &[
            required("source", Takes::Text),
            required("destination", Takes::Text),
            defaulted("recurse", Takes::Flag, "false"),
            optional("expectedBucketOwner", Takes::Text),
        ],
        outputs: &[],
    },
    ActionModule {
        name: "WebDownload",
        summary: "downloads over HTTP or HTTPS, with five attempts and an optional checksum",
        platforms: EVERYWHERE,
        form: InputForm::List,
        inputs: &[
            required("source", Takes::Text),
            required("destination", Takes::Text),
            optional("overwrite", Takes::Flag),
            Input {
                name: "checksum",
                need: Need::With("algorithm"),
                takes: Takes::Text,
                default: None,
            },
            Input {
                name: "algorithm",
                need: Need::With("checksum"),
                takes: Takes::Word(&["MD5", "SHA1", "SHA256", "SHA512"]),
                default: None,
            },
            defaulted("ignoreCertificateErrors", Takes::Flag, "false"),
        ],
        outputs: &["destination"],
    },
];
