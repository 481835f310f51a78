//! References of workflows: `$.stepOutputs.Launch.instanceId`, as the whole value of a field or in
//! double braces inside a text.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-dynamic-vars.html>

use crate::expression;
use crate::text::{Source, Span};
use crate::yaml::Node;

/// A reference with its place in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The reference, or the whole scalar around it.
    pub span: Span,
    /// As written: `$.stepOutputs.Launch.instanceId`.
    pub path: &'a str,
    /// What it refers to.
    pub target: Target<'a>,
}

/// What a reference refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// `$.parameters.name`; the path behind `parameters`.
    Parameter(&'a str),
    /// `$.stepOutputs.step.output`
    StepOutput {
        /// Name of the step.
        step: &'a str,
        /// Name of the output, without an index or what follows; empty when there is none.
        output: &'a str,
    },
    /// `$.workflowOutputs.name`: an output of a workflow that ran before.
    WorkflowOutput(&'a str),
    /// `$.imagebuilder.name`: something that Image Builder itself knows.
    System(&'a str),
    /// Something else behind `$.`: its first word.
    Unknown(&'a str),
}

/// The first words that a reference can have.
pub const ROOTS: &[&str] = &["imagebuilder", "parameters", "stepOutputs", "workflowOutputs"];

/// What `$.imagebuilder.…` can be followed by. `dateTime` is in no table, but an example on the page
/// uses it.
pub const SYSTEM_VARIABLES: &[&str] = &[
    "cloudWatchLogGroup",
    "cloudWatchLogStream",
    "collectImageMetadata",
    "collectImageScanFindings",
    "dateTime",
    "imageBuildNumber",
    "imageId",
    "imageName",
    "imageType",
    "imageVersionNumber",
    "instanceProfileName",
    "platform",
    "s3Logs",
    "securityGroups",
    "sourceImageARN",
    "subnetId",
    "terminateInstanceOnFailure",
    "workflowPhase",
    "workingDirectory",
];

/// What `text` refers to, if it is a reference as a whole.
pub fn parse(text: &str) -> Option<Target<'_>> {
    let path = text.trim().strip_prefix("$.")?;
    let (root, rest) = path.split_once('.').unwrap_or((path, ""));
    Some(match root {
        "parameters" => Target::Parameter(rest),
        "stepOutputs" => {
            let (step, output) = rest.split_once('.').unwrap_or((rest, ""));
            let output = output.split(['.', '[']).next().unwrap_or("");
            Target::StepOutput { step, output }
        }
        "workflowOutputs" => Target::WorkflowOutput(rest),
        // The page writes `imageBuilder` in its text and `imagebuilder` in every example.
        "imagebuilder" | "imageBuilder" => Target::System(rest.split(['.', '[']).next().unwrap_or("")),
        _ => Target::Unknown(root),
    })
}

/// The references of a scalar: the whole of it, or those in double braces.
pub fn locate<'a>(source: &Source, node: &'a Node) -> Vec<Reference<'a>> {
    let whole = node.text().and_then(|text| Some((text.trim(), parse(text)?)));
    if let Some((path, target)) = whole {
        return vec![Reference {
            span: node.span,
            path,
            target,
        }];
    }
    let found = expression::locate(source, node).into_iter();
    found
        .filter_map(|found| {
            Some(Reference {
                span: found.span,
                path: found.inner,
                target: parse(found.inner)?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::yaml;

    #[test]
    fn every_documented_kind_of_reference_is_told_apart() {
        let step = |step, output| Some(Target::StepOutput { step, output });
        assert_eq!(parse("$.stepOutputs.Launch.instanceId"), step("Launch", "instanceId"));
        assert_eq!(parse("$.stepOutputs.Snapshot.output[0]"), step("Snapshot", "output"));
        assert_eq!(parse("$.stepOutputs.Launch"), step("Launch", ""));
        assert_eq!(parse("$.parameters.topic"), Some(Target::Parameter("topic")));
        assert_eq!(
            parse("$.workflowOutputs.ImageId"),
            Some(Target::WorkflowOutput("ImageId"))
        );
        assert_eq!(
            parse("$.imagebuilder.s3Logs.s3BucketName"),
            Some(Target::System("s3Logs"))
        );
        assert_eq!(parse("$.outputs.x"), Some(Target::Unknown("outputs")));
        for text in ["", "$", "stepOutputs.a.b", "costs $.50 more", "{{ $.parameters.x }}"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn references_inside_texts_have_exact_places() {
        let text =
            "a: |\n  {\"é\": \"{{ $.parameters.x }}\", \"b\": \"{{ imagebuilder:buildDate }}\"}\nb: '$.parameters.y'\n";
        let source = Source::new("a", text);
        let parsed = yaml::parse(&source);
        let places: Vec<_> = parsed.documents[0]
            .entries()
            .iter()
            .flat_map(|entry| locate(&source, &entry.value))
            .map(|found| source.slice(found.span).to_owned())
            .collect();
        assert_eq!(places, ["{{ $.parameters.x }}", "'$.parameters.y'"]);
    }

    proptest! {
        #[test]
        fn any_text_can_be_parsed(text in "\\$?\\.?([a-z.\\[\\]{} é]|stepOutputs|parameters|imagebuilder){0,20}") {
            let _ = parse(&text);
        }
    }
}
