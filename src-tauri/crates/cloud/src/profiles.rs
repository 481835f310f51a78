//! The profiles of `~/.aws`, to choose from. Only names and regions are read; credentials stay with the SDK.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// A profile of the shared AWS configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsProfile {
    pub name: String,
    pub region: Option<String>,
}

/// The profiles that `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, or else `~/.aws/config` and
/// `~/.aws/credentials`, name, in the order of their names. Files that are missing or odd give none: a broken
/// profile shows when it is used.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html>
#[allow(clippy::disallowed_methods)] // Names only; the SDK offers no list.
pub async fn aws_profiles() -> Vec<AwsProfile> {
    let file = |variable: &str, name: &str| {
        std::env::var_os(variable)
            .map(PathBuf::from)
            .or_else(|| std::env::home_dir().map(|home| home.join(".aws").join(name)))
            .and_then(|path| std::fs::read(path).ok())
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    };
    let read = tokio::task::spawn_blocking(move || {
        let config = file("AWS_CONFIG_FILE", "config");
        let credentials = file("AWS_SHARED_CREDENTIALS_FILE", "credentials");
        profiles_in(&config, &credentials)
    });
    read.await.unwrap_or_default()
}

fn profiles_in(config: &str, credentials: &str) -> Vec<AwsProfile> {
    let mut regions: BTreeMap<String, Option<String>> = BTreeMap::new();
    // In the config file a profile is `[profile name]`, but for `[default]`; other sections are not profiles.
    let named = |section: &str| match section.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["default"] => Some("default".to_owned()),
        ["profile", name] => Some((*name).to_owned()),
        _ => None,
    };
    let mut current = None;
    for line in config.lines().map(str::trim) {
        if let Some(section) = section(line) {
            current = named(section);
            if let Some(name) = &current {
                regions.entry(name.clone()).or_default();
            }
        } else if let (Some(name), Some(("region", region))) = (
            &current,
            line.split_once('=').map(|(key, value)| (key.trim(), value.trim())),
        ) {
            regions.insert(name.clone(), Some(region.to_owned()));
        }
    }
    for name in credentials.lines().filter_map(|line| section(line.trim())) {
        regions.entry(name.trim().to_owned()).or_default();
    }
    regions
        .into_iter()
        .map(|(name, region)| AwsProfile { name, region })
        .collect()
}

fn section(line: &str) -> Option<&str> {
    line.strip_prefix('[')?.split_once(']').map(|(section, _)| section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profiles_of_both_files_are_offered_and_nothing_else() {
        let config = "[default]\nregion = eu-west-1\n[profile ccoe]\nsso_session = org\nregion=eu-central-1\n\
                      [sso-session org]\nregion = us-east-1\n[broken\n";
        let credentials = "[ci]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n";
        let found = profiles_in(config, credentials);
        let named: Vec<_> = found
            .iter()
            .map(|profile| (profile.name.as_str(), profile.region.as_deref()))
            .collect();
        assert_eq!(
            named,
            [
                ("ccoe", Some("eu-central-1")),
                ("ci", None),
                ("default", Some("eu-west-1"))
            ]
        );
        assert!(!format!("{found:?}").contains("secret"));
    }
}
