//! Having the scripts in component documents checked by shellcheck, where that is wanted.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use ingot_component::script::{Script, shellcheck};
use ingot_component::{Diagnostic, Source};
use ingot_workspace::{Shellcheck, ShellcheckError};

/// Whether shellcheck looks at scripts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Wanted {
    /// Where `ingot.yaml` says so.
    #[default]
    Configured,
    /// Everywhere: this program, or the one on the search path.
    Everywhere(Option<PathBuf>),
    /// Nowhere.
    Nowhere,
}

/// Asks shellcheck, each script once however often a document is checked.
#[derive(Debug, Default)]
pub(crate) struct Scripts {
    wanted: Wanted,
    program: OnceLock<Option<Shellcheck>>,
    answers: Mutex<HashMap<String, String>>,
    problems: Mutex<BTreeSet<String>>,
}

impl Scripts {
    pub fn new(wanted: Wanted) -> Self {
        Self {
            wanted,
            ..Self::default()
        }
    }

    /// What shellcheck says about the scripts of a document; `None` when it is not wanted or not
    /// there. `configured`: what `ingot.yaml` says about the file.
    pub fn check(&self, source: &Source, configured: Option<bool>) -> Option<Vec<Diagnostic>> {
        let wanted = match self.wanted {
            Wanted::Configured => configured == Some(true),
            Wanted::Everywhere(_) => true,
            Wanted::Nowhere => false,
        };
        let program = wanted.then(|| self.program())??;
        let reading = ingot_component::read(source);
        let document = reading.document.filter(|_| reading.complete)?;
        let mut found = Vec::new();
        for step in document.phases.iter().flat_map(|phase| &phase.steps) {
            if let Some(script) = Script::of_step(source, step)
                && let Err(problem) = self.check_script(program, source, &script, &mut found)
            {
                lock(&self.problems).insert(problem);
            }
        }
        Some(found)
    }

    /// Why some scripts were not checked.
    pub fn problems(self) -> Vec<String> {
        self.problems
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
            .into_iter()
            .collect()
    }

    fn check_script(
        &self,
        program: &Shellcheck,
        source: &Source,
        script: &Script<'_>,
        found: &mut Vec<Diagnostic>,
    ) -> Result<(), String> {
        let Some(input) = shellcheck::input(script) else {
            return Ok(());
        };
        let known = lock(&self.answers).get(&input).cloned();
        let answer = match known {
            Some(answer) => answer,
            None => {
                let answer = program.check(shellcheck::ARGUMENTS, &input);
                let answer = answer.map_err(|error| error.to_string())?;
                lock(&self.answers).insert(input, answer.clone());
                answer
            }
        };
        let diagnostics = shellcheck::diagnostics(source, script, &answer);
        found.extend(diagnostics.map_err(|error| format!("shellcheck printed something else than findings: {error}"))?);
        Ok(())
    }

    /// The program; looked for when it is first needed.
    fn program(&self) -> Option<&Shellcheck> {
        let find = || {
            let path = match &self.wanted {
                Wanted::Everywhere(path) => path.as_deref(),
                _ => None,
            };
            Shellcheck::find(path)
                .map_err(|error| {
                    let problem = match error {
                        ShellcheckError::NotFound { .. } => format!(
                            "{error}, so no script was checked by it; install shellcheck, or leave it out (`--no-shellcheck`)"
                        ),
                        ShellcheckError::Broken { .. } => error.to_string(),
                    };
                    lock(&self.problems).insert(problem)
                })
                .ok()
        };
        self.program.get_or_init(find).as_ref()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
