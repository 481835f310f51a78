//! What each place of a document needs.

use super::address::{S3Address, Variables};
use super::{IMAGE_BUILDER_POLICY, SYSTEMS_MANAGER_POLICY};
use crate::document::{ComponentDocument, Step};
use crate::expression::{self, Reference, Resolve};
use crate::script::{Command, Script, Word};
use crate::spelling::shorten;
use crate::text::{Source, Span};
use crate::yaml::{Node, Value};

/// What a step does that needs a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// Reads objects of a bucket.
    ReadObject,
    /// Lists the objects of a bucket, to read those with a prefix.
    ListBucket,
    /// Writes objects to a bucket.
    WriteObject,
    /// Reads a parameter of Systems Manager.
    ReadParameter,
    /// Reads a secret of Secrets Manager.
    ReadSecret,
}

impl Access {
    /// The IAM action.
    ///
    /// S3: <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html>; the
    /// others: <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html>.
    pub fn action(self) -> &'static str {
        match self {
            Self::ReadObject => "s3:GetObject",
            Self::ListBucket => "s3:ListBucket",
            Self::WriteObject => "s3:PutObject",
            Self::ReadParameter => "ssm:GetParameter",
            Self::ReadSecret => "secretsmanager:GetSecretValue",
        }
    }
}

/// One permission that one place of a document needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// What is done.
    pub access: Access,
    /// The name of what it is done to as people write it: the bucket, the parameter or the secret;
    /// `<Name>` for a bucket that only the recipe decides.
    pub target: String,
    /// The ARN without `arn:` and the partition.
    pub resource: String,
    /// The place in the text that needs it.
    pub span: Span,
    /// The step and what it does, in words.
    pub reason: String,
    /// The managed policy that allows it.
    pub granted_by: Option<&'static str>,
}

impl Need {
    /// Whether the document decides what is needed; if not, the recipe does.
    pub fn is_known(&self) -> bool {
        !self.target.starts_with('<')
    }
}

/// Most needs of one document; nobody has more, and a hostile text could have millions.
const MAX_NEEDS: usize = 10_000;

/// What `document` needs, step by step. `document` must have been read from `source`.
pub fn needs(source: &Source, document: &ComponentDocument) -> Vec<Need> {
    let variables = Variables::of(document);
    let mut found = Vec::new();
    for step in document.phases.iter().flat_map(|phase| &phase.steps) {
        let mut collector = Collector {
            source,
            variables: &variables,
            step,
            found: &mut found,
        };
        collector.modules();
        collector.scripts();
        step.expressions().for_each(|node| collector.references(node));
    }
    found
}

struct Collector<'a> {
    source: &'a Source,
    variables: &'a Variables<'a>,
    step: &'a Step,
    found: &'a mut Vec<Need>,
}

impl Collector<'_> {
    /// Inputs of action modules that hold S3 addresses.
    fn modules(&mut self) {
        let Some(inputs) = &self.step.inputs else { return };
        let calls = if inputs.is_mapping() {
            std::slice::from_ref(inputs)
        } else {
            inputs.items()
        };
        for call in calls {
            let text = |key: &str| call.get(key).and_then(|node| Some((node.text()?, node.span)));
            match self.step.action.value.as_str() {
                "S3Download" => self.read(text("source")),
                "ExecuteDocument" => self.read(text("document")),
                "InstallMSI" | "UninstallMSI" => self.read(text("path")),
                "S3Upload" => {
                    // The module uploads several files when the source has a wildcard or is a folder.
                    let several = text("source").is_some_and(|(source, _)| source.contains('*'))
                        || text("recurse").is_some_and(|(recurse, _)| recurse.eq_ignore_ascii_case("true"));
                    self.write(text("destination"), several);
                }
                _ => {}
            }
        }
    }

    /// `aws s3 cp`, `mv` and `sync`, and `aws secretsmanager get-secret-value`, in scripts.
    fn scripts(&mut self) {
        let Some(script) = Script::of_step(self.source, self.step) else {
            return;
        };
        if script.text.contains("s3://") || script.text.contains("secretsmanager") {
            for command in script.commands().iter().filter(|command| command.program() == "aws") {
                self.command(&script, command);
            }
        }
    }

    fn command(&mut self, script: &Script<'_>, command: &Command) {
        // What has a variable in it is as written, in its quotes.
        let text = |word: &Word| word.text.trim_matches(['"', '\'']).to_owned();
        let place = |word: &Word| script.span(word.range.clone());
        let mut rest = command.arguments.iter();
        // Options before the service (`aws --region x s3 cp`) are rare; such a command is left out.
        let service = rest.next().map(|word| word.text.as_str());
        match (service, rest.next().map(|word| word.text.as_str())) {
            (Some("s3"), Some(verb @ ("cp" | "mv" | "sync"))) => {
                // Without a signature no policy is asked.
                if command.has('\0', "no-sign-request") {
                    return;
                }
                let several = verb == "sync" || command.has('\0', "recursive");
                let mut rest = rest.skip_while(|word| FLAGS.contains(&word.text.as_str()));
                let places = [rest.next(), rest.next()];
                // An option with a value in front: the values cannot be told from the places.
                if places.iter().flatten().any(|word| word.text.starts_with('-')) {
                    return;
                }
                let [from, to] = places.map(|word| word.map(|word| (text(word), place(word))));
                if let Some((mut address, span)) = from {
                    if several {
                        address = format!("{}/*", address.trim_end_matches('/'));
                    }
                    self.read(Some((&address, span)));
                }
                if let Some((address, span)) = to {
                    self.write(Some((&address, span)), several);
                }
            }
            (Some("secretsmanager"), Some("get-secret-value")) => {
                let id = rest.skip_while(|word| word.text != "--secret-id").nth(1);
                if let Some(word) = id {
                    self.secret(&text(word), place(word));
                }
            }
            _ => {}
        }
    }

    /// `{{ aws:ssm:… }}`
    fn references(&mut self, node: &Node) {
        match &node.value {
            Value::Sequence(items) => items.iter().for_each(|item| self.references(item)),
            Value::Mapping(entries) => entries.iter().for_each(|entry| self.references(&entry.value)),
            Value::Scalar(scalar) if scalar.text.contains("aws:ssm:") => {
                for found in expression::locate(self.source, node) {
                    match found.reference {
                        // Of the second parameter, which the first one names, nothing is known.
                        Reference::SystemsManager(name) | Reference::Resolve(Resolve::SystemsManager(name)) => {
                            self.parameter(name, found.span);
                        }
                        Reference::Resolve(Resolve::Parameter(name)) => {
                            let unknown = || format!("<{name}>");
                            let path = self.variables.get(name).map_or_else(unknown, str::to_owned);
                            self.parameter(&path, found.span);
                        }
                        _ => {}
                    }
                }
            }
            Value::Scalar(_) => {}
        }
    }

    fn parameter(&mut self, name: &str, span: Span) {
        // A version or label may follow: `/path:3`.
        let path = name.split(':').next().unwrap_or_default();
        if path.is_empty() {
            return;
        }
        if let Some(secret) = path.strip_prefix("/aws/reference/secretsmanager/") {
            self.secret(secret, span);
        }
        let resource = format!("ssm:*:*:parameter/{}", path.trim_start_matches('/'));
        self.push(
            Access::ReadParameter,
            path,
            resource,
            span,
            Some(SYSTEMS_MANAGER_POLICY),
        );
    }

    fn secret(&mut self, id: &str, span: Span) {
        let plain = |c: char| c.is_ascii_alphanumeric() || "/_+=.@-".contains(c);
        let resource = match id.split_once(":secretsmanager:") {
            // A whole ARN: only its partition is left out.
            Some((arn, rest)) if arn.starts_with("arn:") => format!("secretsmanager:{rest}"),
            _ if !id.is_empty() && id.chars().all(plain) => format!("secretsmanager:*:*:secret:{id}-??????"),
            // A variable of the shell, or a name nobody can have.
            _ => return,
        };
        self.push(Access::ReadSecret, id, resource, span, None);
    }

    fn read(&mut self, text: Option<(&str, Span)>) {
        let Some((address, span)) = text.and_then(|(text, span)| Some((self.address(text)?, span))) else {
            return;
        };
        let S3Address { bucket, key, several } = &address;
        let granted = (bucket.starts_with("ec2imagebuilder") || is_disc(key)).then_some(IMAGE_BUILDER_POLICY);
        let key = if key.is_empty() { "*" } else { key.as_str() };
        self.push(
            Access::ReadObject,
            bucket,
            format!("s3:::{bucket}/{key}"),
            span,
            granted,
        );
        if *several {
            self.push(Access::ListBucket, bucket, format!("s3:::{bucket}"), span, None);
        }
    }

    fn write(&mut self, text: Option<(&str, Span)>, several: bool) {
        let Some((address, span)) = text.and_then(|(text, span)| Some((self.address(text)?, span))) else {
            return;
        };
        let S3Address { bucket, key, .. } = &address;
        let folder = several || key.is_empty() || key.ends_with('/');
        let key = if folder && !key.ends_with('*') {
            format!("{key}*")
        } else {
            key.clone()
        };
        self.push(Access::WriteObject, bucket, format!("s3:::{bucket}/{key}"), span, None);
    }

    fn address(&self, text: &str) -> Option<S3Address> {
        S3Address::parse(self.variables, text)
    }

    fn push(&mut self, access: Access, target: &str, resource: String, span: Span, granted_by: Option<&'static str>) {
        if self.found.len() >= MAX_NEEDS || target.len() > LONGEST_NAME {
            return;
        }
        let done = match access {
            Access::ReadObject | Access::ListBucket => "reads from the bucket",
            Access::WriteObject => "writes to the bucket",
            Access::ReadParameter => "reads the parameter",
            Access::ReadSecret => "reads the secret",
        };
        self.found.push(Need {
            access,
            target: target.to_owned(),
            resource,
            span,
            reason: format!("step `{}` {done} `{target}`", shorten(&self.step.name.value)),
            granted_by,
        });
    }
}

/// Options of `aws s3` that take no value and so may stand in front of the places.
const FLAGS: &[&str] = &["--quiet", "--only-show-errors", "--no-progress", "--recursive"];

/// Longest name of a bucket, a parameter or a secret, in bytes, with room to spare.
const LONGEST_NAME: usize = 2048;

/// The image of a disc: the managed policy allows these in every bucket of the same account.
fn is_disc(key: &str) -> bool {
    [".iso", ".ISO", ".Iso"].iter().any(|end| key.ends_with(end))
}
