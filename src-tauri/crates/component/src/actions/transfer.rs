//! Modules that move files over the network.

use super::{ActionModule, EVERYWHERE, Input, InputForm, Need, Takes, Wildcard, defaulted, optional, required};

const BUCKET_OWNER: Input = optional(
    "expectedBucketOwner",
    Takes::AccountId,
    "the account that must own the bucket; quote it",
);

pub(super) const MODULES: &[ActionModule] = &[
    ActionModule {
        name: "S3Download",
        summary: "downloads an object, or up to 1,000 objects under a prefix, from S3",
        platforms: EVERYWHERE,
        form: InputForm::List,
        inputs: &[
            required(
                "source",
                Takes::S3Address(Wildcard::LastPart),
                "the object, or a prefix that ends in `/*` for everything under it",
            ),
            required(
                "destination",
                Takes::Path(Wildcard::Nowhere),
                "the file to write, with its name; the folder for a prefix; folders must exist",
            ),
            BUCKET_OWNER,
            defaulted(
                "overwrite",
                Takes::Flag,
                "true",
                "whether a file that exists is replaced; `false` fails the step instead",
            ),
        ],
        outputs: &[],
    },
    ActionModule {
        name: "S3Upload",
        summary: "uploads files or folders to S3",
        platforms: EVERYWHERE,
        form: InputForm::List,
        inputs: &[
            required(
                "source",
                Takes::Path(Wildcard::Anywhere),
                "the files or folders; a `*` stands for any name",
            ),
            required(
                "destination",
                Takes::S3Address(Wildcard::Nowhere),
                "the object, or a prefix that ends in `/` for several files",
            ),
            defaulted(
                "recurse",
                Takes::Flag,
                "false",
                "whether folders go with what is in them",
            ),
            BUCKET_OWNER,
        ],
        outputs: &[],
    },
    ActionModule {
        name: "WebDownload",
        summary: "downloads over HTTP or HTTPS, with five attempts and an optional checksum",
        platforms: EVERYWHERE,
        form: InputForm::List,
        inputs: &[
            required("source", Takes::WebAddress, "the `https://` address to download"),
            required(
                "destination",
                Takes::Path(Wildcard::Nowhere),
                "the file to write, or a folder that ends in `/`; folders are made",
            ),
            defaulted(
                "overwrite",
                Takes::Flag,
                "true",
                "whether a file that exists is replaced; `false` fails the step instead",
            ),
            Input {
                need: Need::With("algorithm"),
                ..optional("checksum", Takes::Checksum, "the hash that the file must have")
            },
            Input {
                need: Need::With("checksum"),
                ..optional(
                    "algorithm",
                    Takes::Word(&["MD5", "SHA1", "SHA256", "SHA512"]),
                    "the kind of hash that `checksum` is",
                )
            },
            defaulted(
                "ignoreCertificateErrors",
                Takes::Flag,
                "false",
                "whether a server with a certificate that is not valid is trusted",
            ),
        ],
        outputs: &["destination"],
    },
];
