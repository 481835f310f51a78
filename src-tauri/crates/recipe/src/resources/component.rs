//! The fields of a component
//! (botocore imagebuilder/2019-12-02 service-2.json, `CreateComponentRequest`).

use std::collections::BTreeMap;

use super::shape::{choice, shape};

choice! {
    /// The operating system family of a component or image (`Platform`).
    pub enum PlatformName {
        Linux = "Linux",
        Windows = "Windows",
        MacOs = "macOS",
    }
}

shape! {
    /// A component resource. Its document stands beside it (`uri` with a relative path), in it
    /// (`data`), or in S3 (`uri` with an `s3://` URI).
    pub struct Component as "a component" {
        /// `ResourceName`.
        required "name" => name: String,
        /// A concrete version; wildcards are refused for components.
        required "semanticVersion" => semantic_version: String,
        /// The platform it runs on.
        required "platform" => platform: PlatformName,
        /// Up to 25 prefixes, matched against the OS of the base image.
        "supportedOsVersions" => supported_os_versions: Vec<String>,
        /// What it is for.
        "description" => description: Option<String>,
        /// What is new in this version.
        "changeDescription" => change_description: Option<String>,
        /// A path relative to the file it stands in, or an `s3://` URI.
        "uri" => uri: Option<String>,
        /// The document itself, at most 16,000 characters.
        "data" => data: Option<String>,
        /// The key that encrypts it.
        "kmsKeyId" => kms_key_id: Option<String>,
        /// Tags of the component.
        "tags" => tags: BTreeMap<String, String>,
    }
}

impl Component {
    /// The relative path of its document, when `uri` is one.
    pub fn document_path(&self) -> Option<&str> {
        self.uri.as_deref().filter(|uri| !uri.contains("://"))
    }
}
