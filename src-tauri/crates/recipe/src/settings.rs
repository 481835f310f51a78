//! Which rules hold for which file of a workspace.

use std::sync::Arc;

use globset::{GlobSet, GlobSetBuilder};
use ingot_component::rules::RuleSettings;

use crate::resources::check::rules_of;
use crate::resources::{CheckConfiguration, Level, Resource, RuleLevels};

/// The settings of every file below a folder: those of the nearest `ingot.yaml`, or the rules' own
/// where there is none. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The deepest folders first.
    roots: Arc<Vec<Root>>,
    default: Arc<RuleSettings>,
}

/// What one `ingot.yaml` says.
#[derive(Debug)]
struct Root {
    /// Its folder, relative to the folder of the settings, with `/` at its end; empty for that
    /// folder itself and for one above it.
    folder: String,
    /// Where the folder of the settings lies below it, with `/` at its end; empty unless it is above.
    below: String,
    general: Arc<RuleSettings>,
    paths: Vec<(GlobSet, RuleLevels)>,
    shellcheck: Option<bool>,
}

/// Most patterns of one file that count.
const MOST_PATTERNS: usize = 1_000;

impl Settings {
    /// The same for every file.
    pub fn everywhere(settings: RuleSettings) -> Self {
        Self {
            roots: Arc::default(),
            default: Arc::new(settings),
        }
    }

    /// What the `ingot.yaml` files among `resources` say. `above`: the configuration of the nearest
    /// folder above that has one, and where the files lie below that folder (`components/sshd`).
    pub fn new<'a>(
        resources: impl IntoIterator<Item = &'a Resource>,
        above: Option<(&str, &CheckConfiguration)>,
    ) -> Self {
        let mut roots: Vec<Root> = resources
            .into_iter()
            .filter_map(|resource| match resource {
                Resource::Workspace(workspace) => {
                    let folder = folder_of_configuration(workspace.file())?;
                    Some(Root::new(folder.to_owned(), String::new(), &workspace.value.check))
                }
                _ => None,
            })
            .collect();
        roots.sort_by_key(|root| std::cmp::Reverse(root.folder.len()));
        if let Some((below, configuration)) = above {
            let below = below.trim_matches('/');
            let below = if below.is_empty() {
                String::new()
            } else {
                format!("{below}/")
            };
            roots.push(Root::new(String::new(), below, configuration));
        }
        Self {
            roots: Arc::new(roots),
            default: Arc::default(),
        }
    }

    /// The settings of `file`, a path as the resources have it.
    pub fn of(&self, file: &str) -> Arc<RuleSettings> {
        let Some((root, inside)) = self.root(file) else {
            return Arc::clone(&self.default);
        };
        let path = format!("{}{inside}", root.below);
        let mut here = None;
        for (files, levels) in &root.paths {
            if files.is_match(&path) {
                apply(levels, here.get_or_insert_with(|| RuleSettings::clone(&root.general)));
            }
        }
        here.map_or_else(|| Arc::clone(&root.general), Arc::new)
    }

    /// Whether they are the very same, and not only alike.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.roots, &other.roots) && Arc::ptr_eq(&self.default, &other.default)
    }

    /// Whether a configuration says that shellcheck looks at the scripts of `file`, or that it does
    /// not.
    pub fn shellcheck(&self, file: &str) -> Option<bool> {
        self.root(file)?.0.shellcheck
    }

    /// Whether the rule `id` runs on any file.
    pub(crate) fn runs_somewhere(&self, id: &str) -> bool {
        let on = |root: &Root| {
            let raises = |(_, levels): &(GlobSet, RuleLevels)| {
                levels
                    .0
                    .iter()
                    .any(|(name, level)| *level != Level::Off && rules_of(name).any(|it| it == id))
            };
            root.general.runs(id) || root.paths.iter().any(raises)
        };
        let whole = self.roots.iter().any(|root| root.folder.is_empty());
        (!whole && self.default.runs(id)) || self.roots.iter().any(on)
    }

    fn root<'f>(&self, file: &'f str) -> Option<(&Root, &'f str)> {
        self.roots
            .iter()
            .find_map(|root| Some((root, file.strip_prefix(root.folder.as_str())?)))
    }
}

impl Root {
    fn new(folder: String, below: String, configuration: &CheckConfiguration) -> Self {
        let mut general = RuleSettings::default();
        apply(&configuration.rules, &mut general);
        let mut patterns = 0;
        let paths = configuration
            .paths
            .iter()
            .map(|entry| {
                let mut files = GlobSetBuilder::new();
                let left = MOST_PATTERNS.saturating_sub(patterns);
                patterns += entry.files.len();
                for glob in entry.files.iter().take(left).filter_map(|pattern| pattern.glob().ok()) {
                    files.add(glob);
                }
                // Patterns too large to be compiled fit nothing.
                (files.build().unwrap_or_default(), entry.rules.clone())
            })
            .collect();
        Self {
            folder,
            below,
            general: Arc::new(general),
            paths,
            shellcheck: configuration.shellcheck,
        }
    }
}

/// The folder that the `ingot.yaml` at `path` configures, with `/` at its end; `None` when the file
/// has another name.
pub(crate) fn folder_of_configuration(path: &str) -> Option<&str> {
    let at = path.rfind('/').map_or(0, |at| at + 1);
    let (folder, name) = path.split_at_checked(at)?;
    matches!(name, "ingot.yaml" | "ingot.yml").then_some(folder)
}

/// `levels` are in the order of their names, in which `group/*` stands before the rules of the
/// group.
fn apply(levels: &RuleLevels, settings: &mut RuleSettings) {
    for (name, level) in &levels.0 {
        for id in rules_of(name) {
            settings.off.remove(id);
            settings.severity.remove(id);
            let severity = match level {
                Level::Default => continue,
                Level::Off => {
                    settings.off.insert(id.to_owned());
                    continue;
                }
                Level::Error => ingot_component::Severity::Error,
                Level::Warning => ingot_component::Severity::Warning,
                Level::Info => ingot_component::Severity::Info,
            };
            settings.severity.insert(id.to_owned(), severity);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use ingot_component::{Severity, Source};

    use super::*;
    use crate::resources::read;

    fn workspace(path: &str, check: &str) -> Resource {
        let reading = read(&Source::new(path, format!("kind: Workspace\ncheck:\n{check}")));
        assert_eq!(reading.diagnostics, []);
        reading.resource.unwrap()
    }

    #[test]
    fn later_and_nearer_counts() {
        let root = workspace(
            "ingot.yaml",
            "  rules: {steps/timeout: off, \"reference/*\": error, reference/undeclared: info}\n  shellcheck: true\n  \
             paths:\n    - files: [vendor/]\n      rules: {\"steps/*\": warning}\n    - files: [\"**/*.draft.yaml\"]\n      \
             rules: {steps/timeout: default, \"structure/*\": off}\n",
        );
        let nested = workspace("other/ingot.yaml", "  rules: {names/duplicate-step: off}\n");
        let settings = Settings::new([&root, &nested], None);
        let at = |file: &str| settings.of(file);
        assert!(!at("a.yaml").runs("steps/timeout") && at("a.yaml").runs("steps/on-failure"));
        assert_eq!(at("a.yaml").severity["reference/undeclared"], Severity::Info);
        assert_eq!(at("a.yaml").severity["reference/unknown-step"], Severity::Error);
        assert_eq!(at("vendor/x/a.yaml").severity["steps/timeout"], Severity::Warning);
        assert!(at("vendor/x/a.yaml").runs("steps/timeout"));
        let draft = at("vendor/x/a.draft.yaml");
        assert!(draft.runs("steps/timeout") && !draft.severity.contains_key("steps/timeout"));
        assert!(!draft.runs("structure/unknown-field"));
        assert_eq!(*at("other/b.yaml"), RuleSettings::without(["names/duplicate-step"]));
        assert_eq!(
            (settings.shellcheck("a.yaml"), settings.shellcheck("other/b.yaml")),
            (Some(true), None)
        );
        assert!(settings.runs_somewhere("steps/timeout"));
    }

    #[test]
    fn a_folder_in_a_workspace_has_the_workspaces_settings() {
        let Resource::Workspace(root) = workspace(
            "ingot.yaml",
            "  paths:\n    - files: [components/old/*.yaml]\n      rules: {\"steps/*\": off}\n",
        ) else {
            unreachable!("it is a workspace")
        };
        let settings = Settings::new([], Some(("components", &root.value.check)));
        assert!(!settings.of("old/a.yaml").runs("steps/timeout"));
        assert!(settings.of("new/a.yaml").runs("steps/timeout"));
    }

    #[test]
    fn what_cannot_be_read_is_said_whatever_a_group_is_set_to() {
        let root = workspace("ingot.yaml", "  rules: {\"yaml/*\": off}\n");
        let settings = Settings::new([&root], None);
        assert!(settings.of("a.yaml").runs("yaml/unreadable"));
        assert!(!settings.of("a.yaml").runs("yaml/duplicate-key"));
        assert!(!settings.runs_somewhere("yaml/duplicate-key"));
    }
}
