//! What the instance profile must allow for a document to run, computed from the document.
//!
//! Image Builder's own policies for instance profiles are `EC2InstanceProfileForImageBuilder`
//! (version 12: `s3:GetObject` in buckets whose names start with `ec2imagebuilder` and for `.iso`
//! objects of the same account, `imagebuilder:GetComponent`, logs) and
//! `AmazonSSMManagedInstanceCore` (version 2: among others `ssm:GetParameter` for every parameter).
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-iam-awsmanpol.html>,
//! <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/EC2InstanceProfileForImageBuilder.html>,
//! <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html>
//!
//! What cannot be known from the document alone: bucket policies, the keys that encrypt objects
//! and parameters (`kms:Decrypt`), and values that the recipe sets.

mod address;
mod needs;

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use crate::document::ComponentDocument;
use crate::text::Source;

pub use needs::{Access, Need, needs};

/// The managed policy that Image Builder offers for instance profiles.
pub const IMAGE_BUILDER_POLICY: &str = "EC2InstanceProfileForImageBuilder";
/// The managed policy with which an instance profile lets Systems Manager run a build.
pub const SYSTEMS_MANAGER_POLICY: &str = "AmazonSSMManagedInstanceCore";

/// One statement of an IAM policy that allows something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Statement {
    /// Such as `s3:GetObject`, in the order of the alphabet.
    pub actions: Vec<String>,
    /// ARNs without `arn:` and the partition, such as `s3:::bucket/*`, in the order of the alphabet.
    /// A part that only the recipe decides stands as `<Name of the parameter>`.
    pub resources: Vec<String>,
    /// Why: for each place in the document that needs it, the step and what the step does.
    pub reasons: Vec<String>,
    /// The managed policy that allows it already, for profiles that have that policy.
    pub granted_by: Option<String>,
}

impl Statement {
    /// The statement as JSON on one line, for `partition` (`aws`, `aws-cn`, `aws-us-gov`).
    pub fn to_json(&self, partition: &str) -> String {
        // Texts and lists of texts: there is nothing that could fail.
        serde_json::to_string(&self.allow(partition)).unwrap_or_default()
    }

    fn allow(&self, partition: &str) -> Allow<'_> {
        let arn = |resource: &String| format!("arn:{partition}:{resource}");
        Allow {
            effect: "Allow",
            action: &self.actions,
            resource: self.resources.iter().map(arn).collect(),
        }
    }
}

/// A statement in the form of IAM, with its keys in the order in which people write them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Allow<'s> {
    effect: &'static str,
    action: &'s [String],
    resource: Vec<String>,
}

/// A policy document in the form of IAM.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Policy<'s> {
    version: &'static str,
    statement: Vec<Allow<'s>>,
}

/// The statements that `document` needs, those of the managed policies included, each action with
/// all its resources. `document` must have been read from `source`.
pub fn statements(source: &Source, document: &ComponentDocument) -> Vec<Statement> {
    let needs = needs(source, document);
    combine(needs.iter())
}

/// The statements for `needs`: one for each action and managed policy.
pub fn combine<'a>(needs: impl Iterator<Item = &'a Need>) -> Vec<Statement> {
    let mut statements: BTreeMap<(&str, Option<&str>), Statement> = BTreeMap::new();
    for need in needs {
        let statement = statements
            .entry((need.access.action(), need.granted_by))
            .or_insert_with(|| Statement {
                actions: vec![need.access.action().to_owned()],
                resources: Vec::new(),
                reasons: Vec::new(),
                granted_by: need.granted_by.map(str::to_owned),
            });
        statement.resources.push(need.resource.clone());
        statement.reasons.push(need.reason.clone());
    }
    statements
        .into_values()
        .map(|mut statement| {
            statement.resources.sort();
            statement.resources.dedup();
            statement.reasons.dedup();
            statement
        })
        .collect()
}

/// A whole policy document of `statements`, indented, for `partition`.
pub fn policy_json(statements: &[Statement], partition: &str) -> String {
    let policy = Policy {
        version: "2012-10-17",
        statement: statements.iter().map(|statement| statement.allow(partition)).collect(),
    };
    serde_json::to_string_pretty(&policy).unwrap_or_default()
}
