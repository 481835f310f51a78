//! The contract as TypeScript: one file a type, and `commands.ts` that maps a command to its request and response.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use ts_rs::{Config, TS, TypeVisitor};

#[allow(unused_imports)]
use super::*;

/// Writes all files below `folder`, and nothing else there.
pub fn export(folder: &Path) -> Result<(), String> {
    let config = Config::new().with_out_dir(folder).with_large_int("number");
    let mut commands = String::new();
    let mut names = BTreeSet::new();
    macro_rules! collect {
        ($($name:literal => $_module:ident :: $_function:ident : $request:ty => $response:ty;)*) => {
            $(
                export_one::<$request>(&config)?;
                export_one::<$response>(&config)?;
                names_of::<$request>(&config, &mut names);
                names_of::<$response>(&config, &mut names);
                let _ = writeln!(
                    commands,
                    "  \"{}\": {{ request: {}; response: {} }};",
                    $name,
                    <$request as TS>::name(&config),
                    <$response as TS>::name(&config)
                );
            )*
        };
    }
    crate::with_commands!(collect);
    export_one::<Event>(&config)?;
    export_one::<Error>(&config)?;

    let imports = names.iter().fold(String::new(), |mut text, name| {
        let _ = writeln!(text, "import type {{ {name} }} from \"./{name}\";");
        text
    });
    let file = format!(
        "// Generated from the workbench's contract; `make types` writes it anew.\n{imports}\n/** Every command of the workbench. */\nexport interface Commands {{\n{commands}}}\n"
    );
    write(&folder.join("commands.ts"), &file)
}

fn export_one<T: TS + 'static>(config: &Config) -> Result<(), String> {
    match T::export_all(config) {
        Ok(()) => Ok(()),
        // A type without a file of its own, such as `Option<T>`: what it is made of is exported.
        Err(ts_rs::ExportError::CannotBeExported(_)) => {
            let mut visitor = ExportVisitor { config, error: None };
            T::visit_dependencies(&mut visitor);
            T::visit_generics(&mut visitor);
            visitor.error.map_or(Ok(()), Err)
        }
        Err(error) => Err(error.to_string()),
    }
}

struct ExportVisitor<'a> {
    config: &'a Config,
    error: Option<String>,
}

impl TypeVisitor for ExportVisitor<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some()
            && let Err(error) = T::export_all(self.config)
        {
            self.error = Some(error.to_string());
        }
    }
}

struct NameVisitor<'a> {
    config: &'a Config,
    names: &'a mut BTreeSet<String>,
}

impl TypeVisitor for NameVisitor<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            self.names.insert(T::name(self.config));
        }
    }
}

/// The names `commands.ts` must import for `T`: its own, or those it is generic over.
fn names_of<T: TS + 'static>(config: &Config, names: &mut BTreeSet<String>) {
    if T::output_path().is_some() {
        names.insert(T::name(config));
    } else {
        T::visit_generics(&mut NameVisitor { config, names });
    }
}

#[allow(clippy::disallowed_methods)] // Run by `make types` on the source tree, never in the program.
fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]
    use std::path::PathBuf;

    /// `INGOT_WRITE_TYPES=1` writes them; without it a difference fails.
    #[test]
    fn the_ui_calls_the_contract_that_the_program_has() {
        let committed = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/contract/generated");
        if std::env::var_os("INGOT_WRITE_TYPES").is_some() {
            let _ = std::fs::remove_dir_all(&committed);
            std::fs::create_dir_all(&committed).unwrap();
            super::export(&committed).unwrap();
            return;
        }
        let fresh = tempfile::tempdir().unwrap();
        super::export(fresh.path()).unwrap();
        let read = |folder: &std::path::Path| -> std::collections::BTreeMap<String, String> {
            std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap())
                .map(|entry| {
                    (
                        entry.file_name().to_string_lossy().into_owned(),
                        std::fs::read_to_string(entry.path()).unwrap(),
                    )
                })
                .collect()
        };
        let (fresh, committed) = (read(fresh.path()), read(&committed));
        for (name, text) in &fresh {
            assert_eq!(committed.get(name), Some(text), "{name} is stale: run `make types`");
        }
        for name in committed.keys() {
            assert!(
                fresh.contains_key(name),
                "{name} is no longer generated: run `make types`"
            );
        }
    }
}
