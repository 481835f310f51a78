//! Software that components bring into an image, recognised from their names and install commands.

/// A product, the words that betray it and the packages it is made of (deb names; the sandbox uses them on every
/// system), with how many findings it brings and how bad the first is.
pub(crate) struct Software {
    pub key: &'static str,
    words: &'static [&'static str],
    /// Name and upstream version.
    pub packages: &'static [(&'static str, &'static str)],
    pub findings: u64,
    pub worst: Severity,
}

/// Inspector's severities that the sandbox gives out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Severity::Low => "LOW",
            Severity::Medium => "MEDIUM",
            Severity::High => "HIGH",
            Severity::Critical => "CRITICAL",
        }
    }
}

const fn software(
    key: &'static str,
    words: &'static [&'static str],
    packages: &'static [(&'static str, &'static str)],
    findings: u64,
    worst: Severity,
) -> Software {
    Software {
        key,
        words,
        packages,
        findings,
        worst,
    }
}

pub(crate) const SOFTWARE: &[Software] = &[
    software(
        "openjdk",
        &["openjdk", "corretto", "temurin", "java", "jre", "jdk"],
        &[
            ("openjdk-17-jre-headless", "17.0.6"),
            ("ca-certificates-java", "20190909"),
            ("java-common", "0.72"),
        ],
        14,
        Severity::Critical,
    ),
    software(
        "nginx",
        &["nginx"],
        &[
            ("nginx", "1.18.0"),
            ("nginx-core", "1.18.0"),
            ("nginx-common", "1.18.0"),
            ("libnginx-mod-http-geoip2", "1.18.0"),
        ],
        6,
        Severity::High,
    ),
    software(
        "docker",
        &["docker", "docker-ce", "containerd"],
        &[
            ("docker-ce", "24.0.2"),
            ("docker-ce-cli", "24.0.2"),
            ("containerd.io", "1.6.21"),
            ("docker-compose-plugin", "2.18.1"),
        ],
        11,
        Severity::Critical,
    ),
    software(
        "nodejs",
        &["nodejs", "node", "npm"],
        &[("nodejs", "18.12.1"), ("npm", "9.2.0")],
        9,
        Severity::High,
    ),
    software(
        "tomcat",
        &["tomcat", "tomcat9", "tomcat10"],
        &[("tomcat10", "10.1.6"), ("libtomcat10-java", "10.1.6")],
        7,
        Severity::Critical,
    ),
    software(
        "postgresql",
        &["postgresql", "postgresql-client", "psql"],
        &[("postgresql-client-14", "14.7"), ("libpq5", "14.7")],
        4,
        Severity::High,
    ),
    software(
        "mysql",
        &["mysql", "mariadb", "mysql-client"],
        &[("mysql-client-8.0", "8.0.32"), ("libmysqlclient21", "8.0.32")],
        6,
        Severity::High,
    ),
    software(
        "redis",
        &["redis", "redis-server"],
        &[("redis-server", "6.0.16"), ("redis-tools", "6.0.16")],
        5,
        Severity::High,
    ),
    software(
        "apache",
        &["apache", "apache2", "httpd"],
        &[
            ("apache2", "2.4.52"),
            ("apache2-bin", "2.4.52"),
            ("apache2-utils", "2.4.52"),
        ],
        8,
        Severity::Critical,
    ),
    software("haproxy", &["haproxy"], &[("haproxy", "2.4.18")], 3, Severity::High),
    software(
        "php",
        &["php", "php-fpm"],
        &[
            ("php8.1-fpm", "8.1.2"),
            ("php8.1-cli", "8.1.2"),
            ("php8.1-common", "8.1.2"),
        ],
        7,
        Severity::Critical,
    ),
    software(
        "python-pip",
        &["pip", "pip3", "python3-pip"],
        &[("python3-pip", "22.0.2"), ("python3-wheel", "0.37.1")],
        3,
        Severity::Medium,
    ),
    software(
        "git",
        &["git"],
        &[("git", "2.34.1"), ("git-man", "2.34.1")],
        4,
        Severity::High,
    ),
    software(
        "fluent-bit",
        &["fluent-bit", "fluentbit", "log-shipping"],
        &[("fluent-bit", "2.0.9")],
        2,
        Severity::High,
    ),
    software(
        "cloudwatch-agent",
        &["amazon-cloudwatch-agent", "cloudwatch-agent"],
        &[("amazon-cloudwatch-agent", "1.247358.0")],
        1,
        Severity::Medium,
    ),
    software(
        "aws-cli",
        &["awscli", "aws-cli", "aws-cli-version-2-linux"],
        &[("aws-cli", "2.11.6")],
        0,
        Severity::Low,
    ),
    software("chrony", &["chrony"], &[("chrony", "4.2")], 1, Severity::Low),
    software(
        "auditd",
        &["auditd", "audit"],
        &[("auditd", "3.0.7"), ("libauparse0", "3.0.7")],
        1,
        Severity::Low,
    ),
    software(
        "aide",
        &["aide"],
        &[("aide", "0.17.4"), ("aide-common", "0.17.4")],
        1,
        Severity::Medium,
    ),
    software(
        "fail2ban",
        &["fail2ban"],
        &[("fail2ban", "0.11.2")],
        1,
        Severity::Medium,
    ),
];

/// The software that a component installs: named by the component's own name, or by an install command.
pub(crate) fn installed_by(name: &str, document: &str) -> Vec<&'static str> {
    let mut words: Vec<String> = vec![name.to_ascii_lowercase()];
    words.extend(words_of(name));
    let installs = |line: &&str| {
        line.contains("install") && !["uninstall", "remove", "purge"].iter().any(|verb| line.contains(verb))
    };
    for line in document.lines().filter(installs) {
        words.extend(words_of(line));
    }
    SOFTWARE
        .iter()
        .filter(|software| {
            words.iter().any(|word| {
                software
                    .words
                    .iter()
                    .any(|known| word == known || is_versioned(word, known))
            })
        })
        .map(|software| software.key)
        .collect()
}

pub(crate) fn by_key(key: &str) -> Option<&'static Software> {
    SOFTWARE.iter().find(|software| software.key == key)
}

/// Words as they stand between blanks and quotes, and the parts of those with dashes.
fn words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|next: char| !(next.is_ascii_alphanumeric() || ['-', '.', '_'].contains(&next)))
        .filter(|word| !word.is_empty() && word.len() <= 64)
        .flat_map(|word| {
            let word = word.to_ascii_lowercase();
            let parts: Vec<String> = word.split(['-', '_']).map(str::to_owned).collect();
            std::iter::once(word).chain(parts)
        })
}

/// `openjdk-17-jre`, `nodejs18`: a known word followed by a version.
fn is_versioned(word: &str, known: &str) -> bool {
    word.strip_prefix(known).is_some_and(|rest| {
        rest.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn software_is_known_by_name_or_install_command() {
        assert_eq!(installed_by("openjdk-17", ""), ["openjdk"]);
        assert_eq!(installed_by("web-tier", "apt-get install -y nginx"), ["nginx"]);
        assert_eq!(installed_by("docker-ce-ubuntu", ""), ["docker"]);
        assert!(installed_by("sshd-hardening", "# nginx is not allowed here").is_empty());
        assert!(installed_by("remove-packages", "dpkg -s nginx && uninstall nginx").is_empty());
    }
}
