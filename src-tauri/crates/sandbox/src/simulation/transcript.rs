//! The log of a build, line by line, as the task executor writes it to CloudWatch Logs.
//!
//! The lines `<action>: STARTED EXECUTION` and `ExecuteBash: Created temporary directory` are those AWS shows in
//! the ParallelCluster user guide, get-image-log-events; the others follow their style and are not confirmed.

use super::outline::apply_step;
use super::run::{ImageRun, ScriptedStep};
use super::timeline::{Course, Stop};
use crate::identity::digest;

/// One log event: when (milliseconds since the epoch) and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub at: i64,
    pub message: String,
}

/// The lines written by `now`, in order of time. Later calls only add lines at the end.
pub(crate) fn lines(run: &ImageRun, now: i64) -> Vec<Line> {
    let course = Course::of(run);
    let mut lines = Vec::new();
    for test in [false, true] {
        let Some(index) = course.steps.iter().position(|step| step.name == apply_step(test)) else {
            continue;
        };
        if course.steps[index].skipped {
            continue;
        }
        stage(&course, test, &mut lines);
    }
    let until = match course.stop {
        Some(Stop::Failed { at, .. } | Stop::Cancelled { at }) => now.min(at),
        None => now,
    };
    lines.retain(|line| line.at <= until);
    match course.stop {
        Some(Stop::Failed {
            at,
            script: Some(script),
            ..
        }) if now >= at => {
            let message = run.failure.as_ref().map_or("", |failure| failure.message.as_str());
            lines.extend(failing(&run.script[script], message).map(|message| Line { at, message }));
        }
        Some(Stop::Cancelled { at }) if now >= at && !lines.is_empty() => lines.push(Line {
            at,
            message: "The build was cancelled.".to_owned(),
        }),
        _ => {}
    }
    lines
}

fn stage(course: &Course<'_>, test: bool, lines: &mut Vec<Line>) {
    let run = course.run;
    let failing = match course.stop {
        Some(Stop::Failed { script, .. }) => script,
        _ => None,
    };
    let mut previous: Option<&ScriptedStep> = None;
    let mut last_end = None;
    for (index, step) in run.script.iter().enumerate().filter(|(_, step)| step.is_test() == test) {
        let Some((start, end)) = course.script_span(index) else {
            continue;
        };
        let mut say = |at: i64, message: String| lines.push(Line { at, message });
        if previous.is_none_or(|previous| previous.component_arn != step.component_arn) {
            say(start, format!("Document {}", step.component_arn));
        }
        if previous
            .is_none_or(|previous| (&previous.component_arn, &previous.phase) != (&step.component_arn, &step.phase))
        {
            say(start, format!("Phase {}", step.phase));
        }
        say(start, format!("Step {}", step.step));
        say(start, format!("{}: STARTED EXECUTION", step.action));
        if step.action == "ExecuteBash" {
            let folder = &digest(&[&run.arn, &step.component_arn, &step.step])[..18];
            say(
                start,
                format!("ExecuteBash: Created temporary directory: /tmp/{folder}"),
            );
        }
        let said = output(step);
        let count = i64::try_from(said.len()).unwrap_or(1).max(1);
        for (place, message) in said.into_iter().enumerate() {
            let place = i64::try_from(place).unwrap_or(0) + 1;
            say(start + (end - start) * place / (count + 1), message);
        }
        // The failing step ends with its error instead.
        if failing != Some(index) {
            say(end, format!("{}: FINISHED EXECUTION", step.action));
        } else {
            return;
        }
        previous = Some(step);
        last_end = Some(end);
    }
    if let Some(at) = last_end {
        lines.push(Line {
            at,
            message: "TOE has completed execution successfully".to_owned(),
        });
    }
}

/// What the step's commands print, as far as one can tell from reading them.
fn output(step: &ScriptedStep) -> Vec<String> {
    let mut said = Vec::new();
    for command in &step.commands {
        let text = match command.strip_prefix("echo ") {
            Some(text) => text.trim_matches(['"', '\'']).to_owned(),
            None => format!("+ {command}"),
        };
        said.push(format!("Stdout: {text}"));
        if command.contains(" install ") {
            said.push("Stdout: Reading package lists... Done".to_owned());
            said.push("Stdout: 0 upgraded, 1 newly installed, 0 to remove".to_owned());
        }
    }
    if step.action == "UpdateOS" {
        said.push("Stdout: All packages are up to date.".to_owned());
    }
    said
}

fn failing(step: &ScriptedStep, message: &str) -> impl Iterator<Item = String> {
    [
        format!("Stderr: {message}"),
        format!("{}: FINISHED EXECUTION", step.action),
        "ExitCode 1".to_owned(),
        format!("Step {} failed: {message}", step.step),
        "TOE has completed execution with failure - Execution failed!".to_owned(),
    ]
    .into_iter()
}
