//! What the inputs of action modules take.

use std::borrow::Cow;

/// What an input takes. A reference in double braces fits wherever text does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Any text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// A list of texts.
    Texts,
    /// A list of mappings.
    Mappings,
    /// A mapping of texts.
    Mapping,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, in any case.
    AnyCaseWord(&'static [&'static str]),
    /// A file or folder of the instance.
    Path(Wildcard),
    /// An object, or what starts with a prefix, in S3: `s3://bucket/key`.
    S3Address(Wildcard),
    /// An address that starts with `http://` or `https://`.
    WebAddress,
    /// An MSI package: a path, an S3 address or a web address.
    Package,
    /// A component document: a path, an S3 address or the ARN of a component.
    Document,
    /// The path of a `.ps1` file.
    PowerShellFile,
    /// A hash in hexadecimal digits.
    Checksum,
    /// Permissions in octal digits, as text: `"0644"`.
    Permissions,
    /// The twelve digits of an AWS account.
    AccountId,
    /// A key of the Windows registry: `HKLM:\SOFTWARE\Example`.
    RegistryPath,
    /// Text, a number or a list, as the `type` beside it says.
    RegistryValue,
    /// Names of phases with commas between them.
    Phases,
    /// Letters of the `/L` option of `msiexec`: `*VX`.
    LogOptions,
}

/// Where a path or an address may have a `*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wildcard {
    /// Nowhere: it names one thing.
    Nowhere,
    /// Behind the last separator.
    LastPart,
    /// Anywhere.
    Anywhere,
}

/// The YAML that a value is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// A list of texts.
    Texts,
    /// A list of mappings.
    Mappings,
    /// A mapping.
    Mapping,
    /// A text, a number or a list.
    Any,
}

impl Takes {
    /// The YAML that it is written in.
    pub fn shape(self) -> Shape {
        match self {
            Self::Flag => Shape::Flag,
            Self::Number => Shape::Number,
            Self::Texts => Shape::Texts,
            Self::Mappings => Shape::Mappings,
            Self::Mapping => Shape::Mapping,
            Self::RegistryValue => Shape::Any,
            Self::Text
            | Self::Word(_)
            | Self::AnyCaseWord(_)
            | Self::Path(_)
            | Self::S3Address(_)
            | Self::WebAddress
            | Self::Package
            | Self::Document
            | Self::PowerShellFile
            | Self::Checksum
            | Self::Permissions
            | Self::AccountId
            | Self::RegistryPath
            | Self::Phases
            | Self::LogOptions => Shape::Text,
        }
    }
}

impl Takes {
    /// In words, for hover and completion: `an S3 address, s3://bucket/key`.
    pub fn describe(self) -> Cow<'static, str> {
        let plain = match self {
            Self::Word(words) | Self::AnyCaseWord(words) => {
                let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
                return format!("one of {}", quoted.join(", ")).into();
            }
            Self::Path(Wildcard::Nowhere) => "a path",
            Self::Path(Wildcard::LastPart) => "a path, `*` only behind the last separator",
            Self::Path(Wildcard::Anywhere) => "a path, with `*` if need be",
            Self::S3Address(Wildcard::Nowhere) => "an S3 address, `s3://bucket/key`",
            Self::S3Address(_) => "an S3 address, `s3://bucket/key`, with `*` for all behind a prefix",
            Self::WebAddress => "an address with `https://` or `http://`",
            Self::Package => "a path, an S3 address or a web address of a package",
            Self::Document => "a path, an S3 address or the ARN of a component",
            Self::PowerShellFile => "the path of a `.ps1` file",
            Self::Checksum => "a hash in hexadecimal digits",
            Self::Permissions => "permissions in octal digits, in quotes",
            Self::AccountId => "the twelve digits of an account, in quotes",
            Self::RegistryPath => "a key of the registry",
            Self::Phases => "names of phases with commas between them",
            Self::LogOptions => "letters of the `/L` option of `msiexec`",
            Self::Text
            | Self::Flag
            | Self::Number
            | Self::Texts
            | Self::Mappings
            | Self::Mapping
            | Self::RegistryValue => self.shape().describe(),
        };
        plain.into()
    }
}

impl Shape {
    /// In words, for messages: `a list of texts`.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Flag => "`true` or `false`",
            Self::Number => "a whole number",
            Self::Texts => "a list of texts",
            Self::Mappings => "a list of mappings",
            Self::Mapping => "a mapping",
            Self::Any => "text, a number or a list",
        }
    }
}
