//! The course of a build: which stage, workflow and step it is in at a given time.

use super::outline::{COLLECT_FINDINGS, apply_step, outline};
use super::run::{FailurePoint, ImageRun};
use super::status::{ImageStatus, StepStatus, WorkflowKind};
use crate::identity::{ec2, uuid};

/// A step of a workflow with its planned place in time, milliseconds since the epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlannedStep {
    pub workflow: WorkflowKind,
    pub name: &'static str,
    pub action: &'static str,
    /// The image's status while the step runs.
    stage: ImageStatus,
    /// Does not run in this image, for its condition does not hold.
    pub skipped: bool,
    pub start: i64,
    pub end: i64,
}

/// Why and when a run stopped early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The index of the failing step in [`Course::steps`], and the script entry where one failed.
    Failed {
        at: i64,
        step: usize,
        script: Option<usize>,
    },
    Cancelled {
        at: i64,
    },
}

/// A run's whole plan in time.
#[derive(Debug, Clone)]
pub(crate) struct Course<'a> {
    pub run: &'a ImageRun,
    pub steps: Vec<PlannedStep>,
    pub stop: Option<Stop>,
    creating_from: i64,
    available_from: i64,
    rollback_millis: i64,
}

/// Share of PENDING and CREATING before the first step, of the whole (in thousandths, before the rest is laid out).
const PENDING: i64 = 20;
const CREATING: i64 = 30;
/// Share that terminating the instance after a failure takes.
const ROLLBACK: i64 = 30;

impl<'a> Course<'a> {
    /// Lays a run out in time.
    pub(crate) fn of(run: &'a ImageRun) -> Course<'a> {
        let outline = outline(run);
        let total = (PENDING + CREATING + outline.iter().map(|step| step.weight).sum::<i64>()).max(1);
        let length = i64::try_from(run.build_millis)
            .unwrap_or(i64::MAX / total)
            .min(i64::MAX / total / 2);
        let at = |weight: i64| run.created.saturating_add(length * weight / total);
        let mut spent = PENDING + CREATING;
        let steps: Vec<PlannedStep> = outline
            .into_iter()
            .map(|step| {
                let start = at(spent);
                spent += step.weight;
                PlannedStep {
                    workflow: step.workflow,
                    name: step.name,
                    action: step.action,
                    stage: step.stage,
                    skipped: step.weight == 0,
                    start,
                    end: at(spent),
                }
            })
            .collect();
        let mut course = Course {
            run,
            steps,
            stop: None,
            creating_from: at(PENDING),
            available_from: at(total),
            rollback_millis: if run.rolls_back() { length * ROLLBACK / total } else { 0 },
        };
        course.stop = course.stopped();
        course
    }

    /// When each entry of the run's script is carried out: its start and end.
    pub(crate) fn script_span(&self, index: usize) -> Option<(i64, i64)> {
        let entry = self.run.script.get(index)?;
        let step = self
            .steps
            .iter()
            .find(|step| step.name == apply_step(entry.is_test()))?;
        if step.skipped {
            return None;
        }
        let peers: Vec<usize> = self
            .run
            .script
            .iter()
            .enumerate()
            .filter(|(_, other)| other.is_test() == entry.is_test())
            .map(|(index, _)| index)
            .collect();
        let place = i64::try_from(peers.iter().position(|peer| *peer == index)?).ok()?;
        let count = i64::try_from(peers.len()).ok()?;
        let length = step.end - step.start;
        Some((
            step.start + length * place / count,
            step.start + length * (place + 1) / count,
        ))
    }

    /// When nothing more happens in this run.
    pub(crate) fn finished_at(&self) -> i64 {
        match self.stop {
            None => self.available_from,
            Some(Stop::Failed { at, .. }) => at.saturating_add(self.rollback_millis),
            Some(Stop::Cancelled { at }) => at,
        }
    }

    pub(crate) fn status(&self, now: i64) -> ImageStatus {
        match self.stop {
            Some(Stop::Failed { .. }) if now >= self.finished_at() => return ImageStatus::Failed,
            Some(Stop::Cancelled { at }) if now >= at => return ImageStatus::Cancelled,
            _ => {}
        }
        let now = match self.stop {
            // While the instance is terminated, the image stays in the stage that failed.
            Some(Stop::Failed { step, .. }) => now.min(self.steps[step].end - 1),
            _ => now,
        };
        if now >= self.available_from {
            return ImageStatus::Available;
        }
        if now < self.creating_from {
            return ImageStatus::Pending;
        }
        self.steps
            .iter()
            .rev()
            .find(|step| now >= step.start && !step.skipped)
            .map_or(ImageStatus::Creating, |step| step.stage)
    }

    pub(crate) fn step_status(&self, index: usize, now: i64) -> StepStatus {
        let step = &self.steps[index];
        match self.stop {
            Some(Stop::Failed { at, step: failing, .. }) if now >= at => {
                if index == failing {
                    return StepStatus::Failed;
                }
                if index > failing {
                    return StepStatus::Skipped;
                }
            }
            Some(Stop::Cancelled { at }) if now >= at && step.end > at => {
                return StepStatus::Cancelled;
            }
            _ => {}
        }
        if now < step.start {
            StepStatus::Pending
        } else if step.skipped {
            StepStatus::Skipped
        } else if now >= step.end {
            StepStatus::Completed
        } else {
            StepStatus::Running
        }
    }

    /// When a step began and ended, as far as it has by `now`.
    pub(crate) fn step_times(&self, index: usize, now: i64) -> (Option<i64>, Option<i64>) {
        let step = &self.steps[index];
        let stop = match self.stop {
            Some(Stop::Failed { at, step: failing, .. }) if index >= failing => Some(at),
            Some(Stop::Cancelled { at }) => Some(at),
            _ => None,
        };
        let began = match self.stop {
            Some(Stop::Failed { step: failing, .. }) => index <= failing,
            Some(Stop::Cancelled { at }) => step.start < at,
            None => true,
        } && now >= step.start;
        let end = stop.map_or(step.end, |stop| stop.min(step.end));
        (began.then_some(step.start), (began && now >= end).then_some(end))
    }

    /// Terminating the instance after a failure: `RUNNING` or `COMPLETED` on the step that launched it.
    pub(crate) fn rollback(&self, index: usize, now: i64) -> Option<&'static str> {
        let Some(Stop::Failed { at, step: failing, .. }) = self.stop else {
            return None;
        };
        let launched = self.steps[index].action == "LaunchInstance"
            && self.steps[index].workflow == self.steps[failing].workflow
            && index < failing;
        if !launched || now < at {
            return None;
        }
        Some(if !self.run.rolls_back() {
            "SKIPPED"
        } else if now < self.finished_at() {
            "RUNNING"
        } else {
            "COMPLETED"
        })
    }

    pub(crate) fn workflow_status(&self, kind: WorkflowKind, now: i64) -> &'static str {
        let statuses: Vec<StepStatus> = self
            .steps_of(kind)
            .map(|(index, _)| self.step_status(index, now))
            .collect();
        let has = |status: StepStatus| statuses.contains(&status);
        if has(StepStatus::Failed) {
            if !self.run.rolls_back() {
                "FAILED"
            } else if now < self.finished_at() {
                "ROLLBACK_IN_PROGRESS"
            } else {
                "ROLLBACK_COMPLETED"
            }
        } else if has(StepStatus::Cancelled) {
            "CANCELLED"
        } else if has(StepStatus::Running) {
            "RUNNING"
        } else if has(StepStatus::Pending) {
            if has(StepStatus::Completed) {
                "RUNNING"
            } else {
                "PENDING"
            }
        } else {
            "COMPLETED"
        }
    }

    /// The workflows that have begun, in order.
    pub(crate) fn begun_workflows(&self, now: i64) -> Vec<WorkflowKind> {
        WorkflowKind::ALL
            .into_iter()
            .filter(|kind| {
                self.steps_of(*kind)
                    .next()
                    .is_some_and(|(index, _)| self.step_times(index, now).0.is_some())
            })
            .collect()
    }

    pub(crate) fn steps_of(&self, kind: WorkflowKind) -> impl Iterator<Item = (usize, &PlannedStep)> {
        self.steps
            .iter()
            .enumerate()
            .filter(move |(_, step)| step.workflow == kind)
    }

    /// When the findings of the scan are there, if this run scans and comes that far.
    pub(crate) fn scanned_at(&self) -> Option<i64> {
        let index = self.steps.iter().position(|step| step.name == COLLECT_FINDINGS)?;
        (!self.steps[index].skipped && self.step_status(index, i64::MAX) == StepStatus::Completed)
            .then_some(self.steps[index].end)
    }

    /// When the build's own AMI exists.
    pub(crate) fn ami_at(&self) -> Option<i64> {
        let index = self.steps.iter().position(|step| step.name == "CreateOutputAMI")?;
        (self.step_status(index, i64::MAX) == StepStatus::Completed).then_some(self.steps[index].end)
    }

    /// When SSM Inventory's package list exists.
    pub(crate) fn inventory_at(&self) -> Option<i64> {
        let index = self.steps.iter().position(|step| step.name == "InventoryCollection")?;
        (!self.steps[index].skipped && self.step_status(index, i64::MAX) == StepStatus::Completed)
            .then_some(self.steps[index].end)
    }

    pub(crate) fn workflow_id(&self, kind: WorkflowKind) -> String {
        format!("wf-{}", uuid(&[&self.run.arn, kind.name()]))
    }

    pub(crate) fn step_id(&self, index: usize) -> String {
        let step = &self.steps[index];
        format!("step-{}", uuid(&[&self.run.arn, step.workflow.name(), step.name]))
    }

    pub(crate) fn workflow_arn(&self, kind: WorkflowKind) -> String {
        format!(
            "arn:aws:imagebuilder:{}:aws:workflow/{}/1.0.3/1",
            self.run.region,
            kind.resource()
        )
    }

    /// The build or the test instance.
    pub(crate) fn instance(&self, kind: WorkflowKind) -> String {
        ec2("i", &[&self.run.arn, kind.name()])
    }

    fn stopped(&self) -> Option<Stop> {
        let failed = self.run.failure.as_ref().and_then(|failure| match &failure.at {
            FailurePoint::WorkflowStep(name) => {
                let step = self.steps.iter().position(|step| step.name == name && !step.skipped)?;
                Some(Stop::Failed {
                    at: self.steps[step].end,
                    step,
                    script: None,
                })
            }
            FailurePoint::Scripted(index) => {
                let (_, end) = self.script_span(*index)?;
                let name = apply_step(self.run.script.get(*index)?.is_test());
                let step = self.steps.iter().position(|step| step.name == name)?;
                Some(Stop::Failed {
                    at: end,
                    step,
                    script: Some(*index),
                })
            }
        });
        match (failed, self.run.cancelled) {
            (Some(Stop::Failed { at: failed, .. }), Some(at)) if at < failed => Some(Stop::Cancelled { at }),
            (Some(failed), _) => Some(failed),
            (None, Some(at)) if at < self.available_from => Some(Stop::Cancelled { at }),
            (None, _) => None,
        }
    }
}
