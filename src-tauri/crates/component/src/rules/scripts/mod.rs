//! Rules about the scripts inside steps.

mod bare_reboot;

pub(super) use bare_reboot::BareReboot;
