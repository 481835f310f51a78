//! Paths of the instance as documents write them.

/// Whether `path` can only be a path on Windows: it starts with a drive (`C:\`), a share (`\\host`)
/// or a variable (`%TEMP%`, `$env:TEMP`).
pub(super) fn is_windows(path: &str) -> bool {
    let mut letters = path.chars();
    let drive = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && letters.next() == Some(':')
        && letters.next().is_none_or(|separator| matches!(separator, '\\' | '/'));
    drive || path.starts_with("\\\\") || path.starts_with('%') || path.starts_with("$env:")
}

/// Folders that every Linux or macOS has and no Windows has.
const UNIX_FOLDERS: &[&str] = &[
    "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/mnt", "/opt", "/proc", "/root", "/run", "/sbin", "/srv",
    "/sys", "/tmp", "/usr", "/var",
];

/// Whether `path` lies in a folder that only Linux and macOS have.
pub(super) fn is_unix(path: &str) -> bool {
    UNIX_FOLDERS.iter().any(|folder| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Whether `path` names a folder by its end.
pub(super) fn ends_in_separator(path: &str) -> bool {
    path.ends_with(['/', '\\'])
}

/// What stands behind the last separator.
pub(super) fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// `path` without separators at its end, for comparing; `/` stays as it is.
pub(super) fn trimmed(path: &str) -> &str {
    match path.trim_end_matches(['/', '\\']) {
        "" => path,
        trimmed => trimmed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_apart_only_where_they_are_certain() {
        for path in ["C:\\a", "c:/a", "D:", "\\\\host\\share", "%TEMP%\\a", "$env:TEMP\\a"] {
            assert!(is_windows(path) && !is_unix(path), "{path}");
        }
        for path in ["/tmp", "/etc/a", "/opt/"] {
            assert!(is_unix(path) && !is_windows(path), "{path}");
        }
        for path in ["/temp", "a.txt", "./a", "a:b", "s3://a/b", "/tmpfile", ""] {
            assert!(!is_unix(path) && !is_windows(path), "{path}");
        }
        assert_eq!((last_part("a/b\\c"), last_part("a/")), ("c", ""));
        assert_eq!((trimmed("/a//"), trimmed("/")), ("/a", "/"));
    }
}
