//! Whether a window can be opened at all.

use ingot_workbench::contract::{Code, Error};

/// GTK ends the process when there is no display; better to say what to do instead.
pub fn check() -> Result<(), Error> {
    let display = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    if cfg!(target_os = "linux") && !display {
        return Err(Error::new(Code::Invalid, "no display to open the window on")
            .hint("run `ingot serve` and open its address in a browser")
            .hint("run `ingot demo` to see the main job in the terminal, or `ingot --help` for all commands"));
    }
    Ok(())
}
