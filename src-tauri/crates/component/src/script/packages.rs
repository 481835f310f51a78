//! Packages that the scripts of a document name when they install something.
//!
//! Only what stands there: dependencies, and names that a variable or a parameter holds, are not known here.

use super::{Command, Language, Script, Word};
use crate::document::{ComponentDocument, Stage};
use crate::text::Source;

/// A package manager, by what scanners call its packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PackageManager {
    /// `apt-get`, `apt`
    Deb,
    /// `dnf`, `yum`, `microdnf`, `zypper`
    Rpm,
    /// `pip`
    Pypi,
    /// `npm`
    Npm,
}

/// A package that a command installs, in whatever version.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InstalledPackage {
    pub manager: PackageManager,
    pub name: String,
}

/// What the scripts of `document` install into the image, each package once, in order of their names. `document` must
/// have been read from `source`.
pub fn packages_installed(source: &Source, document: &ComponentDocument) -> Vec<InstalledPackage> {
    let mut found = Vec::new();
    // Test phases run on an instance of the finished image.
    let phases = document
        .phases
        .iter()
        .filter(|phase| Stage::of_phase(&phase.name.value) == Some(Stage::Build));
    for step in phases.flat_map(|phase| &phase.steps) {
        let script = Script::of_step(source, step).filter(|script| script.language == Language::Bash);
        for command in script.iter().flat_map(|script| script.commands()) {
            of_command(command, &mut found);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// How a command installs: the manager, the verbs that do, and the options whose value is the next word.
type Form = (PackageManager, &'static [&'static str], &'static [&'static str]);

const APT: Form = (
    PackageManager::Deb,
    &["install", "reinstall"],
    &[
        "-o",
        "-c",
        "-t",
        "--target-release",
        "--default-release",
        "--option",
        "--config-file",
    ],
);
/// An update of named packages brings their new version in as much as an installation does.
const DNF: Form = (
    PackageManager::Rpm,
    &[
        "install",
        "reinstall",
        "update",
        "upgrade",
        "upgrade-minimal",
        "update-minimal",
        "downgrade",
    ],
    &[
        "-c",
        "-d",
        "-e",
        "-x",
        "--enablerepo",
        "--disablerepo",
        "--repo",
        "--repoid",
        "--exclude",
        "--releasever",
        "--installroot",
        "--setopt",
    ],
);
const ZYPPER: Form = (
    PackageManager::Rpm,
    &["install", "in", "update", "up"],
    &[
        "-r",
        "--repo",
        "-t",
        "--type",
        "--from",
        "-p",
        "--plus-repo",
        "-R",
        "--root",
    ],
);
const PIP: Form = (
    PackageManager::Pypi,
    &["install"],
    &[
        "-r",
        "-c",
        "-e",
        "-t",
        "-i",
        "-f",
        "--requirement",
        "--constraint",
        "--editable",
        "--target",
        "--index-url",
        "--extra-index-url",
        "--find-links",
        "--platform",
        "--python-version",
        "--prefix",
        "--root",
        "--trusted-host",
        "--proxy",
        "--timeout",
        "--retries",
        "--cert",
        "--cache-dir",
        "--log",
    ],
);
const NPM: Form = (
    PackageManager::Npm,
    &["install", "i", "add"],
    &["--prefix", "--registry", "--cache", "--userconfig", "--loglevel"],
);

fn of_command(command: &Command, found: &mut Vec<InstalledPackage>) {
    let program = command.program();
    let python = program.strip_prefix("python").is_some_and(is_version);
    let module = command.arguments.get(1).map(|word| word.text.as_str());
    let (form, arguments) = match program.as_str() {
        "apt-get" | "apt" => (APT, &command.arguments[..]),
        "dnf" | "yum" | "microdnf" | "dnf5" | "tdnf" => (DNF, &command.arguments[..]),
        "zypper" => (ZYPPER, &command.arguments[..]),
        "npm" if command.has('g', "global") || command.has('\0', "location") => (NPM, &command.arguments[..]),
        _ if program.strip_prefix("pip").is_some_and(is_version) => (PIP, &command.arguments[..]),
        _ if python && module == Some("pip") && command.arguments.first().is_some_and(|word| word.text == "-m") => {
            (PIP, command.arguments.get(2..).unwrap_or_default())
        }
        _ => return,
    };
    let (manager, verbs, with_value) = form;
    let mut words = operands(arguments, with_value);
    if words.next().is_none_or(|verb| !verbs.contains(&verb.text.as_str())) {
        return;
    }
    for word in words {
        if let Some(name) = name(manager, word) {
            found.push(InstalledPackage { manager, name });
        }
    }
}

/// `3` of `pip3`, `3.11` of `python3.11`.
fn is_version(rest: &str) -> bool {
    rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Words that are neither options nor their values.
fn operands<'a>(arguments: &'a [Word], with_value: &'a [&str]) -> impl Iterator<Item = &'a Word> {
    let mut is_value = false;
    let mut is_end = false;
    arguments.iter().filter(move |word| {
        let text = word.text.as_str();
        if std::mem::take(&mut is_value) {
            return false;
        }
        if is_end || !text.starts_with('-') {
            return true;
        }
        is_end = text == "--";
        is_value = with_value.contains(&text);
        false
    })
}

/// The name of the package that a word names; `None` for files, addresses, patterns, groups and what is not literal.
fn name(manager: PackageManager, word: &Word) -> Option<String> {
    // A word with a variable in it is as written; `"nginx=$VERSION"` still names its package.
    let text = word.text.trim_start_matches('"');
    let is_file =
        text.contains("://") || text.starts_with(['.', '/', '~']) || text.ends_with(".deb") || text.ends_with(".rpm");
    if is_file {
        return None;
    }
    let name = match manager {
        // `nginx=1.24*`, `nginx/stable`, `nginx:amd64`; `nginx-` removes it.
        PackageManager::Deb => {
            let name = text.split(['=', '/', ':']).next()?;
            if name.ends_with('-') {
                return None;
            }
            name.strip_suffix('+')
                .filter(|name| !name.ends_with('+'))
                .unwrap_or(name)
        }
        // The version of `nginx-1.24.0` cannot be told from a name such as `java-17-amazon-corretto`.
        PackageManager::Rpm => ["x86_64", "aarch64", "noarch", "i686"]
            .iter()
            .find_map(|arch| text.strip_suffix(arch)?.strip_suffix('.'))
            .unwrap_or(text)
            .split(['=', '<', '>'])
            .next()?,
        PackageManager::Pypi => text.split(['=', '<', '>', '!', '~', '[', ';', '@', ' ']).next()?,
        PackageManager::Npm => match text.char_indices().skip(1).find(|&(_, character)| character == '@') {
            Some((end, _)) => text.get(..end)?,
            None => text,
        },
    };
    let may_stand = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+');
    let is_name = match (
        manager,
        name.strip_prefix('@').and_then(|scoped| scoped.split_once('/')),
    ) {
        (PackageManager::Npm, Some((scope, name))) => scope.chars().chain(name.chars()).all(may_stand),
        _ => name.chars().all(may_stand) && name.starts_with(|c: char| c.is_ascii_alphanumeric()),
    };
    is_name.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn installed(phase: &str, script: &str) -> String {
        let script: String = script.lines().map(|line| format!("            {line}\n")).collect();
        let text = format!(
            "name: a\nschemaVersion: 1.0\nphases:\n  - name: {phase}\n    steps:\n      - name: One\n        \
             action: ExecuteBash\n        inputs:\n          commands:\n          - |\n{script}"
        );
        let source = Source::new("a.yaml", text);
        let document = crate::read(&source).document.unwrap();
        let names = packages_installed(&source, &document);
        let names: Vec<String> = names
            .into_iter()
            .map(|one| format!("{:?} {}", one.manager, one.name))
            .collect();
        names.join(", ")
    }

    #[test]
    fn packages_are_found_however_they_are_installed() {
        let found = |script: &str| installed("build", script);
        assert_eq!(
            found(
                "sudo DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0 install -y nginx=1.24* curl/stable g++ libc6:amd64 vim-"
            ),
            "Deb curl, Deb g++, Deb libc6, Deb nginx"
        );
        assert_eq!(
            found(
                "if true; then\n  dnf -y --enablerepo crb install java-17-amazon-corretto httpd.x86_64 \\\n    @development ./own.rpm https://x.example/a.rpm\nfi"
            ),
            "Rpm httpd, Rpm java-17-amazon-corretto"
        );
        assert_eq!(
            found("yum update -y openssl && zypper --non-interactive in bash"),
            "Rpm bash, Rpm openssl"
        );
        assert_eq!(
            found(
                "python3.11 -m pip install --upgrade 'requests[socks]>=2' boto3==1.34 -r requirements.txt\npip3 install flask"
            ),
            "Pypi boto3, Pypi flask, Pypi requests"
        );
        assert_eq!(
            found("npm install -g @angular/cli@16 pm2@latest\nnpm install left-pad"),
            "Npm @angular/cli, Npm pm2"
        );
    }

    #[test]
    fn what_is_not_named_or_not_installed_is_not_found() {
        let found = |script: &str| installed("build", script);
        assert_eq!(
            found("apt-get remove -y nginx; dnf list nginx; yum -y update; pip uninstall x; pip install -r a"),
            ""
        );
        assert_eq!(found("apt-get install -y \"$PACKAGE\" {{ Name }} php$V 'lib*'"), "");
        assert_eq!(
            found("apt-get install -y nginx={{ Version }} \"curl=$V\""),
            "Deb curl, Deb nginx"
        );
        assert_eq!(installed("test", "apt-get install -y nginx"), "");
    }
}
