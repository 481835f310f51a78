//! Documents to start from.

use super::yaml::quoted;
use crate::platform::Platform;

/// A document to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// `linux-package`
    pub id: &'static str,
    /// What it is for, in a few words.
    pub title: &'static str,
    /// What it shows, in one sentence.
    pub about: &'static str,
    /// Where it runs.
    pub platform: Platform,
    text: &'static str,
}

const TEMPLATES: &[Template] = &[
    Template {
        id: "linux-package",
        title: "Install a package",
        about: "installs a package with apt or yum and validates that it is there",
        platform: Platform::Linux,
        text: include_str!("templates/linux-package.yaml"),
    },
    Template {
        id: "linux-hardening",
        title: "Harden a setting",
        about: "writes a settings file, applies it, and validates that it holds",
        platform: Platform::Linux,
        text: include_str!("templates/linux-hardening.yaml"),
    },
    Template {
        id: "linux-agent",
        title: "Install an agent from S3",
        about: "downloads a package from a bucket, installs it, and cleans up",
        platform: Platform::Linux,
        text: include_str!("templates/linux-agent.yaml"),
    },
    Template {
        id: "linux-update",
        title: "Update the system",
        about: "installs all updates and restarts into the new kernel",
        platform: Platform::Linux,
        text: include_str!("templates/linux-update.yaml"),
    },
    Template {
        id: "linux-test",
        title: "Test the image",
        about: "a test component: runs on an instance started from the image",
        platform: Platform::Linux,
        text: include_str!("templates/linux-test.yaml"),
    },
    Template {
        id: "windows-package",
        title: "Install an MSI from S3",
        about: "downloads an installer from a bucket, installs it, and cleans up",
        platform: Platform::Windows,
        text: include_str!("templates/windows-package.yaml"),
    },
    Template {
        id: "windows-hardening",
        title: "Harden the registry",
        about: "sets a registry value, restarts, and validates that it holds",
        platform: Platform::Windows,
        text: include_str!("templates/windows-hardening.yaml"),
    },
    Template {
        id: "windows-test",
        title: "Test the image",
        about: "a test component: runs on an instance started from the image",
        platform: Platform::Windows,
        text: include_str!("templates/windows-test.yaml"),
    },
];

/// Every template, those for Linux first.
pub fn templates() -> &'static [Template] {
    TEMPLATES
}

/// The document of `template` with a name and a description.
pub fn fill(template: &Template, name: &str, description: &str) -> String {
    let description = if description.is_empty() {
        sentence(template.about)
    } else {
        description.to_owned()
    };
    let mut lines = template.text.lines();
    let mut text = format!("name: {}\ndescription: {}\n", quoted(name), quoted(&description));
    // The first two lines of a template are placeholders for these.
    lines.by_ref().take(2).for_each(drop);
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}.", first.to_uppercase(), letters.as_str())
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::actions;
    use crate::document::read;
    use crate::rules::{RuleSettings, check};
    use crate::text::Source;

    #[test]
    fn every_template_is_a_document_without_a_finding() {
        for template in templates() {
            let source = Source::new(template.id, fill(template, "my-component", ""));
            assert_eq!(check(&source, &RuleSettings::default()), [], "{}", template.id);
        }
    }

    #[test]
    fn every_step_of_a_template_runs_on_its_platform() {
        for template in templates() {
            let reading = read(&Source::new(template.id, fill(template, "x", "")));
            let phases = reading.document.map(|document| document.phases).unwrap_or_default();
            assert!(!phases.is_empty(), "{}", template.id);
            for step in phases.iter().flat_map(|phase| &phase.steps) {
                let module = actions::find(&step.action.value);
                assert!(module.is_some_and(|module| module.runs_on(template.platform)));
            }
        }
        let ids: BTreeSet<_> = templates().iter().map(|template| template.id).collect();
        assert_eq!(ids.len(), templates().len());
    }

    proptest! {
        #[test]
        fn any_name_and_description_are_kept_as_they_are(name in "\\PC{1,40}", description in "(\\PC|\n|\t){1,60}") {
            for template in templates() {
                let source = Source::new("a", fill(template, &name, &description));
                let document = read(&source).document.unwrap_or_default();
                prop_assert_eq!(document.name.map(|name| name.value), Some(name.clone()));
                prop_assert_eq!(document.description.map(|text| text.value), Some(description.clone()));
            }
        }
    }
}
