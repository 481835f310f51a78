//! The terminal's face: one file a subcommand; without one the window opens.

mod check;
mod demo;
mod diff;
mod excerpt;
mod explain;
mod fmt;
mod github;
mod launch;
mod logs;
mod lsp;
mod output;
mod plan;
mod publish;
pub mod report;
mod runs;
mod sandbox;
mod sarif;
mod scan;
mod schema;
mod serve;
mod show;
mod sync;
mod targets;
mod unified;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use ingot_workbench::contract::Error;
use ingot_workbench::{Options, Workbench};

use output::{Color, Format, Output};

/// See every layer of a golden image, know before the build that it is right, launch it, read its scan report anywhere.
///
/// Without a subcommand Ingot opens its window.
#[derive(Debug, Parser)]
#[command(name = "ingot", version, arg_required_else_help = false)]
struct Cli {
    #[command(flatten)]
    common: Common,
    /// Open a copy of the sample workspace, made on first use
    #[arg(long)]
    sample: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Clone, Args)]
struct Common {
    /// The workspace, or any path inside it [default: the current folder; the window: the one that was open last]
    #[arg(long, global = true, value_name = "DIR")]
    workspace: Option<PathBuf>,
    /// `sandbox`, or a profile of ~/.aws
    #[arg(long, global = true, value_name = "NAME")]
    profile: Option<String>,
    /// AWS Region, for example eu-west-1
    #[arg(long, global = true, value_name = "REGION")]
    region: Option<String>,
    /// A sandbox that is already running, for example http://127.0.0.1:4577
    #[arg(long, global = true, value_name = "URL")]
    endpoint: Option<String>,
    /// Call nothing over the network; read what the cache holds
    #[arg(long, global = true)]
    offline: bool,
    /// How to print
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Whether to print in colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Explain(explain::Arguments),
    Fmt(fmt::Arguments),
    Schema(schema::Arguments),
    Lsp(lsp::Arguments),
    Show(show::Arguments),
    Diff(diff::Arguments),
    Plan(plan::Arguments),
    Publish(publish::Arguments),
    Launch(launch::Arguments),
    Runs(runs::Arguments),
    Logs(logs::Arguments),
    Sync(sync::Arguments),
    Targets(targets::Arguments),
    Scan(scan::Arguments),
    Sandbox(sandbox::Arguments),
    Serve(serve::Arguments),
    Demo(demo::Arguments),
}

/// What a subcommand's result means to a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// 0
    Good,
    /// 1: it worked, and the answer is bad: errors found, a failed run.
    Bad,
    /// 2: it did not work: unreadable, unreachable, bad usage.
    Unable,
    /// 3: `plan` found changes.
    Changes,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Good => 0,
            Exit::Bad => 1,
            Exit::Unable => 2,
            Exit::Changes => 3,
        })
    }
}

pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let Some(command) = cli.command else {
        let (common, sample) = (cli.common, cli.sample);
        return crate::window::open(move || Workbench::start(common.options(true, sample)), workspace_of);
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return report::failure(&report::internal(&error)),
    };
    cli.common.color.apply();
    let foreign = matches!(cli.common.format, Format::Sarif | Format::Github);
    if foreign && !matches!(command, Command::Check(_)) {
        let error = Error::invalid("only `ingot check` prints SARIF and annotations of GitHub");
        return report::failure(&error.hint("use --format json"));
    }
    let output = Output::new(cli.common.format);
    let outcome = runtime.block_on(run(command, &cli.common, cli.sample, &output));
    // Work that runs on a blocking thread must not hold the prompt back.
    runtime.shutdown_timeout(std::time::Duration::from_millis(200));
    match outcome {
        Ok(exit) => exit.into(),
        Err(error) => report::failure(&error),
    }
}

/// The workspace that a second start of the window was asked to open, by its arguments and its folder.
fn workspace_of(arguments: &[String], folder: &std::path::Path) -> Option<PathBuf> {
    let workspace = Cli::try_parse_from(arguments).ok()?.common.workspace?;
    Some(folder.join(workspace))
}

async fn run(command: Command, common: &Common, sample: bool, output: &Output) -> Result<Exit, Error> {
    match command {
        Command::Check(arguments) => check::run(&arguments, common, output),
        Command::Explain(arguments) => explain::run(&arguments, output),
        Command::Fmt(arguments) => fmt::run(&arguments, common, output),
        Command::Schema(arguments) => schema::run(&arguments, output),
        Command::Lsp(arguments) => lsp::run(&arguments),
        Command::Sandbox(arguments) => sandbox::run(&arguments, common, output).await,
        Command::Demo(arguments) => demo::run(&arguments, common, output).await,
        Command::Serve(arguments) => {
            let workbench = Workbench::start(common.options(true, sample || arguments.sample))?;
            let exit = serve::run(&arguments, &workbench, output).await;
            workbench.close().await;
            exit
        }
        command => {
            let workbench = Workbench::start(Options {
                workspace: None,
                saved_files_only: true,
                ..common.options(false, sample)
            })?;
            let exit = with_workbench(command, &workbench, common, output).await;
            workbench.close().await;
            exit
        }
    }
}

async fn with_workbench(
    command: Command,
    workbench: &Workbench,
    common: &Common,
    output: &Output,
) -> Result<Exit, Error> {
    if command.needs_workspace() && !workbench.has_workspace() {
        let folder = common.workspace.clone().unwrap_or_else(|| PathBuf::from("."));
        workbench.open_workspace(&folder)?;
    }
    match command {
        Command::Show(arguments) => show::run(&arguments, workbench, output).await,
        Command::Diff(arguments) => diff::run(&arguments, workbench, output).await,
        Command::Plan(arguments) => plan::run(&arguments, workbench, output).await,
        Command::Publish(arguments) => publish::run(&arguments, workbench, output).await,
        Command::Launch(arguments) => launch::run(&arguments, workbench, output).await,
        Command::Runs(arguments) => runs::run(&arguments, workbench, output).await,
        Command::Logs(arguments) => logs::run(&arguments, workbench, output).await,
        Command::Sync(arguments) => sync::run(&arguments, workbench, output).await,
        Command::Targets(arguments) => targets::run(&arguments, workbench, output).await,
        Command::Scan(arguments) => scan::run(&arguments, workbench, output).await,
        Command::Check(_)
        | Command::Explain(_)
        | Command::Fmt(_)
        | Command::Schema(_)
        | Command::Lsp(_)
        | Command::Sandbox(_)
        | Command::Serve(_)
        | Command::Demo(_) => Err(Error::internal("this subcommand does not use a workbench")),
    }
}

impl Command {
    fn needs_workspace(&self) -> bool {
        matches!(
            self,
            Self::Show(_) | Self::Diff(_) | Self::Plan(_) | Self::Publish(_) | Self::Launch(_)
        )
    }
}

impl Common {
    /// `reopen`: without `--workspace`, open the workspace that was open last.
    fn options(&self, reopen: bool, sample: bool) -> Options {
        Options {
            home: None,
            workspace: self.workspace.clone(),
            sample,
            reopen,
            profile: self.profile.clone(),
            region: self.region.clone(),
            endpoint: self.endpoint.clone(),
            offline: self.offline,
            saved_files_only: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
