//! The table of packages that Qualys' authenticated checks of Linux have as their result: rows of a package, its
//! installed and its required version, separated by tabs or blanks, under a header that says so.

/// Most packages of one result.
const MOST: usize = 1_000;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Listed<'a> {
    pub name: &'a str,
    pub installed: &'a str,
    /// Written behind the installed version of an rpm: `3.0.8-1.amzn2023.x86_64`.
    pub arch: Option<&'a str>,
    pub required: &'a str,
}

/// The packages of a result that is such a table and nothing else; none of any other.
pub(super) fn listed_packages(results: &str) -> Vec<Listed<'_>> {
    let mut lines = results.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut header = lines.next().unwrap_or_default();
    if header.starts_with("#table") {
        header = lines.next().unwrap_or_default();
    }
    let folded: String = header
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    if folded != "packageinstalledversionrequiredversion" {
        return Vec::new();
    }
    let mut packages = Vec::new();
    for line in lines {
        let mut cells = line.split_whitespace();
        match (cells.next(), cells.next(), cells.next(), cells.next()) {
            // What has no dot is no version but a piece of a name with blanks in it.
            (Some(name), Some(installed), Some(required), None)
                if packages.len() < MOST && installed.contains('.') && required.contains('.') =>
            {
                let (installed, arch) = without_arch(installed);
                packages.push(Listed {
                    name,
                    installed,
                    arch,
                    required,
                });
            }
            _ => return Vec::new(),
        }
    }
    packages
}

fn without_arch(version: &str) -> (&str, Option<&str>) {
    const ARCHES: [&str; 7] = ["x86_64", "aarch64", "noarch", "i686", "i386", "ppc64le", "s390x"];
    match version.rsplit_once('.') {
        Some((version, arch)) if ARCHES.contains(&arch) => (version, Some(arch)),
        _ => (version, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_packages_is_read_in_both_notations() {
        for text in [
            "Package\tInstalled Version\tRequired Version\nopenssl\t1.1.1k-5.el8.x86_64\t1.1.1k-6.el8\n",
            "#table cols=\"3\"\nPackage Installed_Version Required_Version\nopenssl 1.1.1k-5.el8.x86_64 1.1.1k-6.el8",
        ] {
            let expected = Listed {
                name: "openssl",
                installed: "1.1.1k-5.el8",
                arch: Some("x86_64"),
                required: "1.1.1k-6.el8",
            };
            assert_eq!(listed_packages(text), [expected]);
        }
    }

    #[test]
    fn any_other_result_names_no_package() {
        assert_eq!(listed_packages("Log4j 2.14.1 detected"), []);
        assert_eq!(listed_packages(""), []);
        for row in [
            "openssl 1.1 1.2 and more",
            "linux-headers-4.15.0 1027-aws_4.15.0-1126.135 1047",
        ] {
            let broken = format!("Package\tInstalled Version\tRequired Version\n{row}");
            assert_eq!(listed_packages(&broken), []);
        }
    }
}
