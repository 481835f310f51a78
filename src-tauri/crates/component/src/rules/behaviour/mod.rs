//! Rules about how Image Builder treats a document that AWSTOE would accept.

mod component_type;
mod continue_still_fails;
mod if_across_reboots;
mod ignored_check;
mod imds_without_token;
mod long_timeout;
mod lost_after_test;
mod missing_folder;
mod no_timeout;
mod retry_restarts_loop;
mod stops_ssm_agent;
mod thousand_objects;
mod tmp_is_emptied;
mod tmp_noexec;
mod windows_update_time;

use super::Rule;

use component_type::ComponentTypeByAccident;
use continue_still_fails::ContinueStillFails;
use if_across_reboots::IfAcrossReboots;
pub(super) use if_across_reboots::unread_marker;
use ignored_check::IgnoredCheck;
use imds_without_token::ImdsWithoutToken;
use long_timeout::LongTimeout;
use lost_after_test::LostAfterTest;
use missing_folder::MissingFolder;
use no_timeout::NoTimeout;
use retry_restarts_loop::RetryRestartsLoop;
use stops_ssm_agent::StopsSsmAgent;
use thousand_objects::ThousandObjects;
use tmp_is_emptied::TmpIsEmptied;
use tmp_noexec::TmpNoexec;
use windows_update_time::WindowsUpdateTime;

pub(super) const RULES: &[&dyn Rule] = &[
    &ComponentTypeByAccident,
    &ContinueStillFails,
    &MissingFolder,
    &IfAcrossReboots,
    &IgnoredCheck,
    &ImdsWithoutToken,
    &LongTimeout,
    &LostAfterTest,
    &NoTimeout,
    &RetryRestartsLoop,
    &StopsSsmAgent,
    &ThousandObjects,
    &TmpIsEmptied,
    &TmpNoexec,
    &WindowsUpdateTime,
];
