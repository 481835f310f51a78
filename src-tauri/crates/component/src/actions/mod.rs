//! The action modules of AWSTOE: what a step can do, with which inputs, on which platforms.
//!
//! The names are those of the AWS CDK's `ComponentAction`
//! (<https://github.com/aws/aws-cdk> `packages/@aws-cdk/aws-imagebuilder-alpha/lib/component.ts`);
//! inputs and outputs are from
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html> in the
//! edition of June 2023
//! (<https://github.com/awsdocs/ec2-image-builder-user-guide> `doc_source/toe-action-modules.md`).
//! Inputs that AWS added since then are missing here, so an unknown input is never an error. That
//! `UpdateOS` does not run on macOS is from
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-component-yaml.html>.

mod files;
mod machine;
mod scripts;
mod takes;
mod transfer;

use crate::platform::Platform;

pub use takes::{Shape, Takes, Wildcard};

/// One action module.
#[derive(Debug, PartialEq, Eq)]
pub struct ActionModule {
    /// The name in `action:`; case matters.
    pub name: &'static str,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// Where it runs.
    pub platforms: &'static [Platform],
    /// The shape of `inputs`.
    pub form: InputForm,
    /// What `inputs` holds.
    pub inputs: &'static [Input],
    /// What it offers to `{{ phase.step.outputs.… }}`.
    pub outputs: &'static [&'static str],
}

/// The shape of a module's `inputs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputForm {
    /// One mapping.
    Mapping,
    /// One mapping that may be left out because nothing in it is required.
    OptionalMapping,
    /// A list of mappings, each one call.
    List,
    /// A mapping whose keys are operators, not named inputs (`Assert`).
    Condition,
}

/// One input of a module.
#[derive(Debug, PartialEq, Eq)]
pub struct Input {
    /// Its key.
    pub name: &'static str,
    /// Whether it must be there.
    pub need: Need,
    /// What it takes.
    pub takes: Takes,
    /// The value when it is left out, as AWS documents it.
    pub default: Option<&'static str>,
    /// What it is for: one sentence without a capital or a full stop.
    pub about: &'static str,
}

/// Whether an input must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Required,
    /// Never.
    Optional,
    /// Exactly one of the two: this one or the named other.
    Either(&'static str),
    /// Only together with the named other.
    With(&'static str),
}

/// All modules by name.
pub fn all() -> impl Iterator<Item = &'static ActionModule> {
    [scripts::MODULES, transfer::MODULES, files::MODULES, machine::MODULES]
        .into_iter()
        .flatten()
}

/// The module called `name`.
pub fn find(name: &str) -> Option<&'static ActionModule> {
    all().find(|module| module.name == name)
}

impl ActionModule {
    /// The input called `name`.
    pub fn input(&self, name: &str) -> Option<&'static Input> {
        self.inputs.iter().find(|input| input.name == name)
    }

    /// Whether it runs on `platform`.
    pub fn runs_on(&self, platform: Platform) -> bool {
        self.platforms.contains(&platform)
    }
}

const EVERYWHERE: &[Platform] = &[Platform::Linux, Platform::Windows, Platform::MacOs];
const UNIX: &[Platform] = &[Platform::Linux, Platform::MacOs];
const LINUX_AND_WINDOWS: &[Platform] = &[Platform::Linux, Platform::Windows];
const WINDOWS: &[Platform] = &[Platform::Windows];

const fn required(name: &'static str, takes: Takes, about: &'static str) -> Input {
    Input {
        name,
        need: Need::Required,
        takes,
        default: None,
        about,
    }
}

const fn optional(name: &'static str, takes: Takes, about: &'static str) -> Input {
    Input {
        need: Need::Optional,
        ..required(name, takes, about)
    }
}

const fn defaulted(name: &'static str, takes: Takes, default: &'static str, about: &'static str) -> Input {
    Input {
        default: Some(default),
        ..optional(name, takes, about)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_holds_exactly_the_modules_of_the_cdk() {
        let names: BTreeSet<_> = all().map(|module| module.name).collect();
        let expected = "AppendFile Assert CopyFile CopyFolder CreateFile CreateFolder CreateSymlink DeleteFile \
            DeleteFolder ExecuteBash ExecuteBinary ExecuteDocument ExecutePowerShell InstallMSI ListFiles MoveFile \
            MoveFolder ReadFile Reboot S3Download S3Upload SetFileEncoding SetFileOwner SetFilePermissions \
            SetFolderOwner SetFolderPermissions SetRegistry UninstallMSI UpdateOS WebDownload";
        assert_eq!(names, expected.split_whitespace().collect());
        assert_eq!(all().count(), 30);
    }

    #[test]
    fn inputs_are_distinct_and_point_at_each_other() {
        for module in all() {
            let names: BTreeSet<_> = module.inputs.iter().map(|input| input.name).collect();
            assert_eq!(names.len(), module.inputs.len(), "{}", module.name);
            for input in module.inputs {
                if let Need::Either(other) | Need::With(other) = input.need {
                    assert!(names.contains(other), "{} {}", module.name, input.name);
                }
            }
            for input in module.inputs {
                assert!(!input.about.is_empty() && !input.about.ends_with('.'), "{}", input.name);
                if let (Takes::Word(words) | Takes::AnyCaseWord(words), Some(default)) = (input.takes, input.default) {
                    assert!(words.contains(&default), "{} {}", module.name, input.name);
                }
            }
            let all_optional = module.inputs.iter().all(|input| input.need == Need::Optional);
            assert_eq!(
                all_optional,
                matches!(module.form, InputForm::OptionalMapping | InputForm::Condition),
                "{}",
                module.name
            );
        }
    }
}
